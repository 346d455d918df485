"""Threads: the state that runs share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from agent_server_api.api.threads import threads_create, threads_delete, threads_get
from agent_server_api.models import IfExists, Thread, ThreadCreate

from . import fields
from .call import Call, call
from .operation import Resource, Shell, operation
from .options import Options
from .reserved import refuse_reserved

if TYPE_CHECKING:
    from .fields import Id, Object


class Threads(Resource[Shell]):
    """Threads of one Agent Server."""

    __slots__ = ()

    @operation
    def create(
        self,
        *,
        metadata: Object | None = None,
        thread_id: Id | None = None,
        if_exists: IfExists | None = None,
        **options: Unpack[Options],
    ) -> Call[Thread]:
        """Create a thread.

        `POST /threads`

        `thread_id` is a UUID of the caller's choice; without it the server makes one. Where it exists
        already, `if_exists` says whether that is an error ("raise", the server's default) or the thread
        is returned as it is ("do_nothing").

        Raises InvalidArgumentError, ConflictError.
        """
        body = ThreadCreate(
            metadata=fields.json_object("metadata", metadata),
            thread_id=fields.uuid_text("thread_id", thread_id, "leave it out to have one made"),
            if_exists=fields.one_of("if_exists", if_exists, IfExists),
        )
        refuse_reserved(body)
        return call(threads_create, body=body).options(**options)

    @operation
    def get(
        self,
        thread_id: Id,
        **options: Unpack[Options],
    ) -> Call[Thread]:
        """Get one thread with its latest values.

        `GET /threads/{thread_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(threads_get, fields.opaque_id(thread_id)).options(**options)

    @operation
    def delete(
        self,
        thread_id: Id,
        **options: Unpack[Options],
    ) -> Call[None]:
        """Delete a thread, its runs and its crons.

        `DELETE /threads/{thread_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(threads_delete, fields.opaque_id(thread_id)).options(**options)
