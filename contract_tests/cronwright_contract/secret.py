"""What of the options must stand on no screen and in no report."""

from __future__ import annotations

from cronwright_contract.options import Options


def secrets_of(options: Options) -> tuple[str, ...]:
    """The key, the values of the headers that were given, and the part of each that follows a scheme."""
    values = [*options.headers.values(), *([options.api_key] if options.api_key else [])]
    # A server may answer with the token alone that came as `Bearer token`.
    return tuple({part for value in values for part in (value, value.rpartition(" ")[2])})


def secret_headers(options: Options) -> dict[str, str]:
    """The headers that join a request below everything that remembers it."""
    headers = {name.lower(): value for name, value in options.headers.items()}
    return headers | ({"x-api-key": options.api_key} if options.api_key else {})
