"""The guarded server takes any key, but `guest` may do nothing. Runs in the server's environment."""

# pyright: reportMissingImports=false

from typing import Any

from langgraph_sdk import Auth


async def authenticate(headers: dict[bytes, bytes]) -> str:
    key = headers.get(b"x-api-key")
    if key is None:
        raise Auth.exceptions.HTTPException(status_code=401, detail="no key")
    return key.decode()


async def authorise(ctx: Any, value: Any) -> bool:
    return bool(ctx.user.identity != "guest")


auth = Auth()
auth.authenticate(authenticate)
auth.on(authorise)
