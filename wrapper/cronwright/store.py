"""The store: what is remembered beyond threads, by namespace and key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Unpack

from agent_server_api.api.store import (
    store_delete_item,
    store_get_item,
    store_list_namespaces,
    store_put_item,
    store_search_items,
)
from agent_server_api.models import (
    Item,
    ListNamespaceResponse,
    SearchItemsResponse,
    StoreDeleteRequest,
    StoreListNamespacesRequest,
    StorePutRequest,
    StoreSearchRequest,
)
from agent_server_api.types import UNSET, Unset

from . import fields
from .call import Call, call
from .errors import InvalidArgumentError
from .operation import Items, Resource, Shell, operation, streamed
from .options import Options
from .paging import check_page, pages_by_offset

if TYPE_CHECKING:
    from .fields import Object

Index = Literal[False] | Sequence[str]


class Store(Resource[Shell]):
    """The store of one Agent Server."""

    __slots__ = ()

    @operation
    def put_item(
        self,
        namespace: Sequence[str],
        /,
        key: str,
        value: Object,
        index: Index | None = None,
        ttl: float | None = None,
        **options: Unpack[Options],
    ) -> Call[None]:
        """Put an item into the store, in place of the one that is there.

        `PUT /store/items`

        `namespace` is where it lies, from the outside in: ["users", "ann"]. `index` names the fields to
        find it by meaning by; False is none, None what the store does unless told. `ttl` is in minutes.

        Raises InvalidArgumentError.
        """
        body = StorePutRequest(
            namespace=_labels("namespace", namespace, 1),
            key=_key(key),
            value=_value(value),
            index=UNSET if index is None else _index(index),
            ttl=fields.number("ttl", ttl),
        )
        return call(store_put_item, body=body).options(**options)

    @operation
    def get_item(
        self,
        namespace: Sequence[str],
        /,
        key: str,
        *,
        refresh_ttl: bool | None = None,
        **options: Unpack[Options],
    ) -> Call[Item | None]:
        """Get an item, or None where there is none.

        `GET /store/items`

        `refresh_ttl` says whether its time to live starts again.

        Raises InvalidArgumentError.
        """
        request = call(
            store_get_item,
            # Joined: of a list of labels the server takes the last alone.
            namespace=".".join(_labels("namespace", namespace, 1)),
            key=_key(key),
            refresh_ttl=fields.flag("refresh_ttl", refresh_ttl),
        )
        return request.options(**options)

    @operation
    def delete_item(self, namespace: Sequence[str], /, key: str, **options: Unpack[Options]) -> Call[None]:
        """Delete an item; that there is none is no error.

        `DELETE /store/items`

        Raises InvalidArgumentError.
        """
        body = StoreDeleteRequest(namespace=_labels("namespace", namespace, 1), key=_key(key))
        return call(store_delete_item, body=body).options(**options)

    @operation
    def search_items(
        self,
        namespace_prefix: Sequence[str],
        /,
        filter: Object | None = None,
        limit: int = 10,
        offset: int = 0,
        query: str | None = None,
        refresh_ttl: bool | None = None,
        **options: Unpack[Options],
    ) -> Call[SearchItemsResponse]:
        """Find items in the namespaces that begin so; the answer has them in `items`.

        `POST /store/items/search`

        An empty prefix is everywhere. `filter` compares fields by value, or by an operator:
        {"age": {"$gt": 3}}. `query` finds by meaning, where the store is set up for it. `limit` is 1 to
        1000. `iterate_items` gives all of them, page by page.

        Raises InvalidArgumentError.
        """
        check_page(limit, offset)
        return self._search(namespace_prefix, filter, limit, offset, query, refresh_ttl).options(**options)

    @streamed
    def iterate_items(
        self,
        namespace_prefix: Sequence[str],
        /,
        *,
        filter: Object | None = None,
        query: str | None = None,
        refresh_ttl: bool | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[Item]:
        """All items that match, fetched lazily a page at a time.

        `POST /store/items/search`, once a page of `page_size` (2 to 1000) rows

        Each item comes once. The arguments are those of `search_items`.

        Raises InvalidArgumentError.
        """

        def page(limit: int, offset: int) -> Call[list[Item]]:
            request = self._search(namespace_prefix, filter, limit, offset, query, refresh_ttl)
            read = request.read
            return request.options(**options).reading(lambda answer: read(answer).items)

        return pages_by_offset(page, lambda item: repr((item.namespace, item.key)), page_size)

    @operation
    def list_namespaces(
        self,
        prefix: Sequence[str] | None = None,
        suffix: Sequence[str] | None = None,
        max_depth: int | None = None,
        limit: int = 100,
        offset: int = 0,
        **options: Unpack[Options],
    ) -> Call[ListNamespaceResponse]:
        """List the namespaces that hold items; the answer has them in `namespaces`.

        `POST /store/namespaces`

        `prefix` and `suffix` are how they begin and end, "*" is any label. Deeper ones than `max_depth`
        are cut off, and each is listed once. `limit` is 1 to 1000. `iterate_namespaces` gives all.

        Raises InvalidArgumentError.
        """
        check_page(limit, offset)
        return self._namespaces(prefix, suffix, max_depth, limit, offset).options(**options)

    @streamed
    def iterate_namespaces(
        self,
        *,
        prefix: Sequence[str] | None = None,
        suffix: Sequence[str] | None = None,
        max_depth: int | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[list[str]]:
        """All namespaces that match, fetched lazily a page at a time.

        `POST /store/namespaces`, once a page of `page_size` (2 to 1000) rows

        The arguments are those of `list_namespaces`.

        Raises InvalidArgumentError.
        """

        def page(limit: int, offset: int) -> Call[list[list[str]]]:
            request = self._namespaces(prefix, suffix, max_depth, limit, offset)
            read = request.read
            return request.options(**options).reading(lambda answer: read(answer).namespaces)

        return pages_by_offset(page, repr, page_size)

    def _search(
        self,
        namespace_prefix: Sequence[str],
        filter: Object | None,
        limit: int,
        offset: int,
        query: str | None,
        refresh_ttl: bool | None,
    ) -> Call[SearchItemsResponse]:
        body = StoreSearchRequest(
            namespace_prefix=_labels("namespace_prefix", namespace_prefix, 0),
            filter=fields.json_object("filter", filter),
            limit=limit,
            offset=offset,
            query=fields.text("query", query),
            refresh_ttl=fields.flag("refresh_ttl", refresh_ttl),
        )
        return call(store_search_items, body=body)

    def _namespaces(
        self,
        prefix: Sequence[str] | None,
        suffix: Sequence[str] | None,
        max_depth: int | None,
        limit: int,
        offset: int,
    ) -> Call[ListNamespaceResponse]:
        body = StoreListNamespacesRequest(
            prefix=UNSET if prefix is None else _labels("prefix", prefix, 0),
            suffix=UNSET if suffix is None else _labels("suffix", suffix, 0),
            max_depth=fields.whole("max_depth", max_depth, 1),
            limit=limit,
            offset=offset,
        )
        return call(store_list_namespaces, body=body)


def _labels(name: str, value: Sequence[str], least: int) -> list[str]:
    labels = fields.texts(name, value)
    if isinstance(labels, Unset) or len(labels) < least:
        raise InvalidArgumentError(f'{name} must be a list of labels, such as ["users", "ann"]')
    for label in labels:
        if not label or "." in label:
            raise InvalidArgumentError(f"{name}: a label must be without dots and not empty, not {label!r}")
    return labels


def _key(key: str) -> str:
    if not isinstance(key, str) or not key:
        raise InvalidArgumentError(f"key must be a str that is not empty, not {key!r}")
    return key


def _value(value: Object) -> Mapping[str, Any]:
    written = fields.json_object("value", value)
    if isinstance(written, Unset):
        raise InvalidArgumentError("value must be a mapping; delete_item takes an item away")
    return written


def _index(index: Index) -> Any:
    return False if index is False else fields.texts("index", index)
