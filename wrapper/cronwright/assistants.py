"""Assistants: graphs with their configuration."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex, Unpack, overload

from agent_server_api.api.assistants import (
    assistants_count,
    assistants_create,
    assistants_delete,
    assistants_get,
    assistants_get_graph,
    assistants_get_schemas,
    assistants_get_subgraphs,
    assistants_get_subgraphs_in_namespace,
    assistants_get_versions,
    assistants_search,
    assistants_set_latest,
    assistants_update,
)
from agent_server_api.models import (
    Assistant,
    AssistantCountRequest,
    AssistantCreate,
    AssistantPatch,
    AssistantSearchRequest,
    AssistantSelect,
    AssistantSortBy,
    AssistantVersion,
    AssistantVersionChange,
    AssistantVersionsSearchRequest,
    GraphSchema,
    GraphSchemaNoId,
    IfExists,
    SortOrder,
)
from agent_server_api.types import UNSET

from . import fields
from .call import Call, call
from .dialogue import Answer
from .errors import InvalidArgumentError
from .operation import Items, Resource, Shell, operation, streamed
from .options import Options
from .paging import check_page, pages_by_id, pages_by_offset
from .reserved import refuse_reserved

if TYPE_CHECKING:
    from .fields import Id, Object

ResponseFormat = Literal["array", "object"]


class AssistantsPage(builtins.list[Assistant]):
    """Assistants that were found, and where the next ones begin; also by the keys "assistants" and "next"."""

    next: str | None = None
    """The offset of the next page, as the server tells it; None where there is none."""

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Assistant: ...
    @overload
    def __getitem__(self, key: slice, /) -> builtins.list[Assistant]: ...
    @overload
    def __getitem__(self, key: Literal["assistants"], /) -> builtins.list[Assistant]: ...
    @overload
    def __getitem__(self, key: Literal["next"], /) -> str | None: ...
    def __getitem__(self, key: Any, /) -> Any:
        """An assistant by its place, or what the official SDK has under a name."""
        if key == "assistants":
            return builtins.list(self)
        if key == "next":
            return self.next
        return super().__getitem__(key)


class Assistants(Resource[Shell]):
    """Assistants of one Agent Server."""

    __slots__ = ()

    @operation
    def create(
        self,
        graph_id: str,
        config: Object | None = None,
        *,
        context: Object | None = None,
        metadata: Object | None = None,
        assistant_id: Id | None = None,
        if_exists: IfExists | None = None,
        name: str | None = None,
        description: str | None = None,
        **options: Unpack[Options],
    ) -> Call[Assistant]:
        """Create an assistant of a graph.

        `POST /assistants`

        `assistant_id` is a UUID of the caller's choice; without it the server makes one. Where it exists
        already, `if_exists` says whether that is an error ("raise", the server's default) or the
        assistant is returned as it is ("do_nothing"). Of `context` and `config["configurable"]` the
        server takes one.

        Raises InvalidArgumentError, NotFoundError for an unknown graph, ConflictError.
        """
        body = AssistantCreate(
            graph_id=_graph(graph_id),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            metadata=fields.json_object("metadata", metadata),
            assistant_id=fields.uuid_text("assistant_id", assistant_id, "leave it out to have one made"),
            if_exists=fields.one_of("if_exists", if_exists, IfExists),
            name=fields.text("name", name),
            description=fields.text("description", description),
        )
        refuse_reserved(body)
        again = assistant_id is not None and if_exists == "do_nothing"
        return call(assistants_create, body=body).options(**options).safe_to_repeat(again)

    @operation
    def get(self, assistant_id: Id, **options: Unpack[Options]) -> Call[Assistant]:
        """Get one assistant by its id.

        `GET /assistants/{assistant_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(assistants_get, fields.opaque_id(assistant_id)).options(**options)

    @operation
    def update(
        self,
        assistant_id: Id,
        *,
        graph_id: str | None = None,
        config: Object | None = None,
        context: Object | None = None,
        metadata: Object | None = None,
        name: str | None = None,
        description: str | None = None,
        **options: Unpack[Options],
    ) -> Call[Assistant]:
        """Change an assistant, which makes a new version of it and the latest one of that.

        `PATCH /assistants/{assistant_id}`

        `metadata` is merged into what there is; `config` and `context` take its place.

        Raises InvalidArgumentError, NotFoundError.
        """
        body = AssistantPatch(
            graph_id=UNSET if graph_id is None else _graph(graph_id),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            metadata=fields.json_object("metadata", metadata),
            name=fields.text("name", name),
            description=fields.text("description", description),
        )
        if len(body) == 0:
            raise InvalidArgumentError("nothing to update: give at least one field")
        refuse_reserved(body)
        return call(assistants_update, fields.opaque_id(assistant_id), body=body).options(**options)

    @operation
    def delete(
        self, assistant_id: Id, *, delete_threads: bool = False, **options: Unpack[Options]
    ) -> Call[None]:
        """Delete an assistant, all versions of it; with `delete_threads` its threads as well.

        `DELETE /assistants/{assistant_id}`

        Raises InvalidArgumentError, NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        threads = fields.flag("delete_threads", delete_threads)
        request = call(assistants_delete, fields.opaque_id(assistant_id), delete_threads=threads)
        return request.options(**options)

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
        response_format: ResponseFormat = "array",
        **options: Unpack[Options],
    ) -> Call[AssistantsPage]:
        """Find assistants; by default the newest ten.

        `POST /assistants/search`

        `metadata` finds assistants that contain it; `name` matches a part, in any case. `limit` is 1 to
        1000. With `select` only those fields are in the answer; reading another one raises DriftError.
        The answer is a list that also tells the `next` offset; `response_format` changes nothing, and is
        there for code of the official SDK. `iterate` gives all assistants, page by page.

        Raises InvalidArgumentError, NotFoundError for a graph that the server does not have.
        """
        check_page(limit, offset)
        fields.one_of("response_format", response_format, ResponseFormat)
        request = self._search(metadata, graph_id, name, limit, offset, sort_by, sort_order, select)
        read = request.read

        def page(answer: Answer) -> AssistantsPage:
            found = AssistantsPage(read(answer))
            found.next = answer.headers.get("x-pagination-next")
            return found

        return request.options(**options).reading(page)

    @streamed
    def iterate(
        self,
        *,
        metadata: Object | None = None,
        graph_id: str | None = None,
        name: str | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[Assistant]:
        """All assistants that match, in the order of their ids, fetched lazily a page at a time.

        `POST /assistants/search`, once a page of `page_size` (2 to 1000) rows

        Each assistant comes once and none is lost while others are created and deleted meanwhile. The
        filters are those of `search`.

        Raises InvalidArgumentError, NotFoundError.
        """

        def page(limit: int, offset: int) -> Call[builtins.list[Assistant]]:
            made = self._search(metadata, graph_id, name, limit, offset, "assistant_id", "asc", None)
            return made.options(**options)

        return pages_by_id(page, lambda assistant: assistant.assistant_id, page_size)

    @operation
    def count(
        self,
        *,
        metadata: Object | None = None,
        graph_id: str | None = None,
        name: str | None = None,
        **options: Unpack[Options],
    ) -> Call[int]:
        """Count assistants.

        `POST /assistants/count`

        The filters are those of `search`.

        Raises InvalidArgumentError, NotFoundError for a graph that the server does not have.
        """
        body = AssistantCountRequest(
            metadata=fields.json_object("metadata", metadata),
            graph_id=fields.text("graph_id", graph_id),
            name=fields.text("name", name),
        )
        return call(assistants_count, body=body).options(**options)

    @operation
    def get_graph(
        self, assistant_id: Id, *, xray: int | bool = False, **options: Unpack[Options]
    ) -> Call[Mapping[str, builtins.list[Mapping[str, Any]]]]:
        """Get the nodes and edges of an assistant's graph, to draw it.

        `GET /assistants/{assistant_id}/graph`

        With `xray` subgraphs are drawn too, a number (1 or more) says how deep.

        Raises InvalidArgumentError, NotFoundError.
        """
        deep = xray if isinstance(xray, bool) else fields.whole("xray", xray, 1)
        return call(assistants_get_graph, fields.opaque_id(assistant_id), xray=deep).options(**options)

    @operation
    def get_schemas(self, assistant_id: Id, **options: Unpack[Options]) -> Call[GraphSchema]:
        """Get the JSON schemas of what a graph takes, gives, keeps as its state, and can be configured by.

        `GET /assistants/{assistant_id}/schemas`

        Raises NotFoundError.
        """
        return call(assistants_get_schemas, fields.opaque_id(assistant_id)).options(**options)

    @operation
    def get_subgraphs(
        self,
        assistant_id: Id,
        namespace: str | None = None,
        recurse: bool = False,
        **options: Unpack[Options],
    ) -> Call[Mapping[str, GraphSchemaNoId]]:
        """Get the schemas of the subgraphs of a graph, by their namespaces.

        `GET /assistants/{assistant_id}/subgraphs`, `GET /assistants/{assistant_id}/subgraphs/{namespace}`

        With `recurse` those of subgraphs too. It gives nothing for a graph that calls another one in the
        code of a node.

        Raises InvalidArgumentError, NotFoundError.
        """
        place, deep = fields.opaque_id(assistant_id), fields.flag("recurse", recurse)
        if namespace is None:
            return call(assistants_get_subgraphs, place, recurse=deep).options(**options)
        return call(assistants_get_subgraphs_in_namespace, place, namespace, recurse=deep).options(**options)

    @operation
    def get_versions(
        self,
        assistant_id: Id,
        metadata: Object | None = None,
        limit: int = 10,
        offset: int = 0,
        **options: Unpack[Options],
    ) -> Call[builtins.list[AssistantVersion]]:
        """Get the versions of an assistant, the newest first.

        `POST /assistants/{assistant_id}/versions`

        `metadata` finds versions that contain it. `limit` is 1 to 1000. `iterate_versions` gives all.

        Raises InvalidArgumentError, NotFoundError.
        """
        check_page(limit, offset)
        return self._versions(assistant_id, metadata, limit, offset).options(**options)

    @streamed
    def iterate_versions(
        self,
        assistant_id: Id,
        *,
        metadata: Object | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[AssistantVersion]:
        """All versions of an assistant, the newest first, fetched lazily a page at a time.

        `POST /assistants/{assistant_id}/versions`, once a page of `page_size` (2 to 1000) rows

        Raises InvalidArgumentError, NotFoundError.
        """

        def page(limit: int, offset: int) -> Call[builtins.list[AssistantVersion]]:
            return self._versions(assistant_id, metadata, limit, offset).options(**options)

        return pages_by_offset(page, lambda version: str(version.version), page_size)

    @operation
    def set_latest(self, assistant_id: Id, version: int, **options: Unpack[Options]) -> Call[Assistant]:
        """Make a version of an assistant the one that its runs use.

        `POST /assistants/{assistant_id}/latest`

        Raises InvalidArgumentError, NotFoundError.
        """
        number = fields.whole("version", version, 1)
        body = AssistantVersionChange(version=number)  # type: ignore[arg-type]
        return call(assistants_set_latest, fields.opaque_id(assistant_id), body=body).options(**options)

    def _search(
        self,
        metadata: Object | None,
        graph_id: str | None,
        name: str | None,
        limit: int,
        offset: int,
        sort_by: AssistantSortBy | None,
        sort_order: SortOrder | None,
        select: Sequence[AssistantSelect] | None,
    ) -> Call[builtins.list[Assistant]]:
        body = AssistantSearchRequest(
            metadata=fields.json_object("metadata", metadata),
            graph_id=fields.text("graph_id", graph_id),
            name=fields.text("name", name),
            limit=limit,
            offset=offset,
            sort_by=fields.one_of("sort_by", sort_by, AssistantSortBy),
            sort_order=fields.one_of("sort_order", sort_order, SortOrder),
            select=fields.list_of("select", select, AssistantSelect),
        )
        return call(assistants_search, body=body)

    def _versions(
        self, assistant_id: Id, metadata: Object | None, limit: int, offset: int
    ) -> Call[builtins.list[AssistantVersion]]:
        body = AssistantVersionsSearchRequest(
            metadata=fields.json_object("metadata", metadata), limit=limit, offset=offset
        )
        return call(assistants_get_versions, fields.opaque_id(assistant_id), body=body)


def _graph(graph_id: str) -> str:
    if not isinstance(graph_id, str) or not graph_id:
        raise InvalidArgumentError(f"graph_id must be a graph's name, not {graph_id!r}")
    return graph_id
