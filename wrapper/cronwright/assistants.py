"""Assistants: graphs with their configuration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from agent_server_api.api.assistants import assistants_get, assistants_search
from agent_server_api.models import (
    Assistant,
    AssistantSearchRequest,
    AssistantSelect,
    AssistantSortBy,
    SortOrder,
)

from . import fields
from .call import Call, call
from .operation import Resource, Shell, operation
from .options import Options
from .paging import check_page

if TYPE_CHECKING:
    from .fields import Id, Object


class Assistants(Resource[Shell]):
    """Assistants of one Agent Server."""

    __slots__ = ()

    @operation
    def get(
        self,
        assistant_id: Id,
        **options: Unpack[Options],
    ) -> Call[Assistant]:
        """Get one assistant by its id.

        `GET /assistants/{assistant_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(assistants_get, fields.opaque_id(assistant_id)).options(**options)

    @operation
    def search(
        self,
        *,
        metadata: Object | None = None,
        graph_id: str | None = None,
        name: str | None = None,
        limit: int = 10,
        offset: int = 0,
        sort_by: AssistantSortBy | None = None,
        sort_order: SortOrder | None = None,
        select: Sequence[AssistantSelect] | None = None,
        **options: Unpack[Options],
    ) -> Call[list[Assistant]]:
        """Find assistants; by default the newest ten.

        `POST /assistants/search`

        `metadata` finds assistants that contain it; `name` matches a part, in any case. `limit` is 1 to
        1000. With `select` only those fields are in the answer; reading another one raises DriftError.

        Raises InvalidArgumentError, NotFoundError for a graph that the server does not have.
        """
        check_page(limit, offset)
        body = AssistantSearchRequest(
            metadata=fields.json_object("metadata", metadata),
            graph_id=fields.given(graph_id),
            name=fields.given(name),
            limit=limit,
            offset=offset,
            sort_by=fields.one_of("sort_by", sort_by, AssistantSortBy),
            sort_order=fields.one_of("sort_order", sort_order, SortOrder),
            select=fields.list_of("select", select, AssistantSelect),
        )
        return call(assistants_search, body=body).options(**options)
