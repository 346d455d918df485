"""Crons: runs that the server starts on a schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Unpack

from agent_server_api.api.crons import (
    crons_count,
    crons_create,
    crons_create_for_thread,
    crons_delete,
    crons_get,
    crons_search,
    crons_update,
)
from agent_server_api.models import (
    Cron,
    CronCountRequest,
    CronCreate,
    CronPatch,
    CronSearch,
    CronSelect,
    CronSortBy,
    Durability,
    MultitaskStrategy,
    OnCompletion,
    SortOrder,
    StreamMode,
    ThreadCronCreate,
)
from agent_server_api.types import UNSET, Unset

from . import fields
from .call import Call, call
from .cron_rules import (
    NeverRunsWarning,
    NoInputWarning,
    durability_of,
    end_time_of,
    ignored_settings,
    refuse_nulls,
    refuse_what_never_runs,
    schedule_of,
    timezone_of,
    warn_without_input,
)
from .errors import InvalidArgumentError
from .operation import Items, Resource, Shell, operation, streamed
from .options import Options
from .paging import check_page, pages_by_id
from .reserved import refuse_reserved

if TYPE_CHECKING:
    from .fields import Id, Input, Object

__all__ = ["Crons", "NeverRunsWarning", "NoInputWarning"]

_UUID_HELP = "client.assistants.search(graph_id=...) finds the assistants of a graph"


class Crons(Resource[Shell]):
    """Crons of one Agent Server."""

    __slots__ = ()

    @operation
    def create_for_thread(
        self,
        thread_id: Id,
        assistant_id: Id,
        *,
        schedule: str,
        input: Input | None = None,
        metadata: Object | None = None,
        config: Object | None = None,
        context: Object | None = None,
        checkpoint_during: bool | None = None,
        interrupt_before: str | Sequence[str] | None = None,
        interrupt_after: str | Sequence[str] | None = None,
        webhook: str | None = None,
        multitask_strategy: MultitaskStrategy | None = None,
        end_time: datetime | None = None,
        enabled: bool | None = None,
        timezone: str | tzinfo | None = None,
        stream_mode: StreamMode | Sequence[StreamMode] | None = None,
        stream_subgraphs: bool | None = None,
        stream_resumable: bool | None = None,
        durability: Durability | None = None,
        **options: Unpack[Options],
    ) -> Call[Cron]:
        """Create a cron whose runs share the state of a thread.

        `POST /threads/{thread_id}/runs/crons`

        `assistant_id` is an assistant's id or a graph's name. `schedule` has five fields (minute, hour,
        day of month, month, day of week) in `timezone`, an IANA name or a tzinfo that has one; without
        it in UTC. An hour that daylight saving skips runs when the clock has moved on, one that it
        repeats runs twice. `end_time` must be aware and to come. `metadata` is copied to every run; names
        that the server keeps for itself, such as cron_id, are an error. `checkpoint_during` is
        deprecated: True is durability "async", False is "exit" (settled on langgraph-api 0.16.7).
        Without `input` every run fails, which is a NoInputWarning here.

        Two equal calls make two crons. The webhook's host is looked up when the cron is created; loopback
        is refused. The embedded development server stops firing where a cron has an `end_time`
        (langgraph#8397).

        Raises InvalidArgumentError before anything is sent, NotFoundError for an unknown thread or
        assistant, SettingIgnoredError where the server dropped timezone, end_time, enabled or durability.
        """
        durability = durability_of(durability, checkpoint_during)
        zone, end = timezone_of(timezone), end_time_of(end_time)
        body = ThreadCronCreate(
            assistant_id=fields.assistant_id(assistant_id),
            schedule=schedule_of(schedule, zone, end),
            input=warn_without_input(fields.json_input(input)),
            metadata=fields.json_object("metadata", metadata),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            interrupt_before=fields.nodes("interrupt_before", interrupt_before),
            interrupt_after=fields.nodes("interrupt_after", interrupt_after),
            webhook=fields.webhook_url(webhook),
            multitask_strategy=fields.one_of("multitask_strategy", multitask_strategy, MultitaskStrategy),
            end_time=end,
            enabled=fields.flag("enabled", enabled),
            timezone=zone,
            stream_mode=fields.several_of("stream_mode", stream_mode, StreamMode),
            stream_subgraphs=fields.flag("stream_subgraphs", stream_subgraphs),
            stream_resumable=fields.flag("stream_resumable", stream_resumable),
            durability=fields.one_of("durability", durability, Durability),
        )
        refuse_what_never_runs(body)
        refuse_reserved(body)
        request = call(crons_create_for_thread, fields.opaque_id(thread_id), body=body)
        return request.options(**options).expecting(ignored_settings(body))

    @operation
    def create(
        self,
        assistant_id: Id,
        *,
        schedule: str,
        input: Input | None = None,
        metadata: Object | None = None,
        config: Object | None = None,
        context: Object | None = None,
        checkpoint_during: bool | None = None,
        interrupt_before: str | Sequence[str] | None = None,
        interrupt_after: str | Sequence[str] | None = None,
        webhook: str | None = None,
        on_run_completed: OnCompletion | None = None,
        multitask_strategy: MultitaskStrategy | None = None,
        end_time: datetime | None = None,
        enabled: bool | None = None,
        timezone: str | tzinfo | None = None,
        stream_mode: StreamMode | Sequence[StreamMode] | None = None,
        stream_subgraphs: bool | None = None,
        stream_resumable: bool | None = None,
        durability: Durability | None = None,
        **options: Unpack[Options],
    ) -> Call[Cron]:
        """Create a cron each of whose runs has a new thread of its own.

        `POST /runs/crons`

        As `create_for_thread`, and `on_run_completed` says what becomes of the run's thread: "delete"
        (the server's default: nothing of the run remains) or "keep".

        Raises as `create_for_thread` does.
        """
        durability = durability_of(durability, checkpoint_during)
        zone, end = timezone_of(timezone), end_time_of(end_time)
        body = CronCreate(
            assistant_id=fields.assistant_id(assistant_id),
            schedule=schedule_of(schedule, zone, end),
            input=warn_without_input(fields.json_input(input)),
            metadata=fields.json_object("metadata", metadata),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            interrupt_before=fields.nodes("interrupt_before", interrupt_before),
            interrupt_after=fields.nodes("interrupt_after", interrupt_after),
            webhook=fields.webhook_url(webhook),
            on_run_completed=fields.one_of("on_run_completed", on_run_completed, OnCompletion),
            multitask_strategy=fields.one_of("multitask_strategy", multitask_strategy, MultitaskStrategy),
            end_time=end,
            enabled=fields.flag("enabled", enabled),
            timezone=zone,
            stream_mode=fields.several_of("stream_mode", stream_mode, StreamMode),
            stream_subgraphs=fields.flag("stream_subgraphs", stream_subgraphs),
            stream_resumable=fields.flag("stream_resumable", stream_resumable),
            durability=fields.one_of("durability", durability, Durability),
        )
        refuse_what_never_runs(body)
        refuse_reserved(body)
        request = call(crons_create, body=body)
        return request.options(**options).expecting(ignored_settings(body))

    @operation
    def get(
        self,
        cron_id: Id,
        **options: Unpack[Options],
    ) -> Call[Cron]:
        """Get one cron.

        `GET /runs/crons/{cron_id}` (servers since 0.10)

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(crons_get, fields.opaque_id(cron_id)).options(**options)

    @operation
    def update(
        self,
        cron_id: Id,
        *,
        schedule: str | Unset = UNSET,
        end_time: datetime | Unset | None = UNSET,
        input: Input | Unset = UNSET,
        metadata: Object | Unset = UNSET,
        config: Object | Unset = UNSET,
        context: Object | Unset = UNSET,
        webhook: str | Unset = UNSET,
        interrupt_before: str | Sequence[str] | Unset = UNSET,
        interrupt_after: str | Sequence[str] | Unset = UNSET,
        on_run_completed: OnCompletion | Unset = UNSET,
        multitask_strategy: MultitaskStrategy | Unset = UNSET,
        enabled: bool | Unset = UNSET,
        timezone: str | tzinfo | Unset = UNSET,
        stream_mode: StreamMode | Sequence[StreamMode] | Unset = UNSET,
        stream_subgraphs: bool | Unset = UNSET,
        stream_resumable: bool | Unset = UNSET,
        durability: Durability | Unset = UNSET,
        **options: Unpack[Options],
    ) -> Call[Cron]:
        """Change the given fields of a cron and leave the others as they are.

        `PATCH /runs/crons/{cron_id}` (servers since 0.7.21)

        `metadata` is merged key by key, and a key cannot be taken away; `input`, `config` and `context`
        are replaced. `end_time=None` clears; no other field can be cleared, and None for it is an error
        that tells the way out. A disabled cron that is enabled again fires its missed slot at once, a
        single time, unless its `schedule` is sent along. An update that leaves a cron with both context
        and config["configurable"], which never runs, is a NeverRunsWarning.

        Raises InvalidArgumentError, also where nothing is to be changed; NotFoundError;
        SettingIgnoredError where the server dropped timezone, end_time, enabled or durability.
        """
        refuse_nulls(
            schedule=schedule,
            input=input,
            metadata=metadata,
            config=config,
            context=context,
            webhook=webhook,
            interrupt_before=interrupt_before,
            interrupt_after=interrupt_after,
            on_run_completed=on_run_completed,
            multitask_strategy=multitask_strategy,
            enabled=enabled,
            timezone=timezone,
            stream_mode=stream_mode,
            stream_subgraphs=stream_subgraphs,
            stream_resumable=stream_resumable,
            durability=durability,
        )
        zone = timezone_of(timezone)
        end = None if end_time is None else end_time_of(end_time)
        body = CronPatch(
            schedule=UNSET if isinstance(schedule, Unset) else schedule_of(schedule, zone, end),
            end_time=end,
            input=fields.json_input(input),
            metadata=fields.json_object("metadata", metadata),
            config=fields.json_object("config", config),
            context=fields.json_object("context", context),
            webhook=fields.webhook_url(webhook),
            interrupt_before=fields.nodes("interrupt_before", interrupt_before),
            interrupt_after=fields.nodes("interrupt_after", interrupt_after),
            on_run_completed=fields.one_of("on_run_completed", on_run_completed, OnCompletion),
            multitask_strategy=fields.one_of("multitask_strategy", multitask_strategy, MultitaskStrategy),
            enabled=fields.flag("enabled", enabled),
            timezone=zone,
            stream_mode=fields.several_of("stream_mode", stream_mode, StreamMode),
            stream_subgraphs=fields.flag("stream_subgraphs", stream_subgraphs),
            stream_resumable=fields.flag("stream_resumable", stream_resumable),
            durability=fields.one_of("durability", durability, Durability),
        )
        if len(body) == 0:
            raise InvalidArgumentError("nothing to update: give at least one field")
        refuse_what_never_runs(body)
        refuse_reserved(body)
        request = call(crons_update, fields.opaque_id(cron_id), body=body)
        return request.options(**options).expecting(ignored_settings(body))

    @operation
    def delete(
        self,
        cron_id: Id,
        **options: Unpack[Options],
    ) -> Call[None]:
        """Delete a cron; runs that it has started go on, and threads that they made remain.

        `DELETE /runs/crons/{cron_id}`

        Raises NotFoundError, and UnprocessableEntityError for an id that is no UUID.
        """
        return call(crons_delete, fields.opaque_id(cron_id)).options(**options)

    @operation
    def search(
        self,
        *,
        assistant_id: Id | None = None,
        thread_id: Id | None = None,
        enabled: bool | None = None,
        metadata: Object | None = None,
        limit: int = 10,
        offset: int = 0,
        sort_by: CronSortBy | None = None,
        sort_order: SortOrder | None = None,
        select: Sequence[CronSelect] | None = None,
        **options: Unpack[Options],
    ) -> Call[list[Cron]]:
        """Find crons, disabled ones too; by default the newest ten.

        `POST /runs/crons/search`

        `assistant_id` must be the assistant's UUID, not a graph's name. `metadata` finds crons that
        contain it, nested parts too. `limit` is 1 to 1000. `sort_by` defaults to "created_at" and
        `sort_order` to "desc". With `select` only those fields are in the answer; reading another one
        raises DriftError. `iterate` gives all of them, page by page.

        Raises InvalidArgumentError.
        """
        check_page(limit, offset)
        return self._search(
            assistant_id=assistant_id,
            thread_id=thread_id,
            enabled=enabled,
            metadata=metadata,
            limit=limit,
            offset=offset,
            # The server ignores an order without a field (facts D21).
            sort_by="created_at" if sort_order is not None and sort_by is None else sort_by,
            sort_order=sort_order,
            select=select,
        ).options(**options)

    @streamed
    def iterate(
        self,
        *,
        assistant_id: Id | None = None,
        thread_id: Id | None = None,
        enabled: bool | None = None,
        metadata: Object | None = None,
        page_size: int = 100,
        **options: Unpack[Options],
    ) -> Items[Cron]:
        """All crons that match, the oldest first, fetched lazily a page at a time.

        `POST /runs/crons/search`, once a page of `page_size` (2 to 1000) rows

        Each cron comes once and none is lost while others are created and deleted meanwhile. The filters
        are those of `search`; `itertools.islice` stops early.

        Raises InvalidArgumentError.
        """

        def page(limit: int, offset: int) -> Call[list[Cron]]:
            return self._search(
                assistant_id=assistant_id,
                thread_id=thread_id,
                enabled=enabled,
                metadata=metadata,
                limit=limit,
                offset=offset,
                sort_by="cron_id",
                sort_order="asc",
                select=None,
            ).options(**options)

        return pages_by_id(page, lambda cron: cron.cron_id, page_size)

    @operation
    def count(
        self,
        *,
        assistant_id: Id | None = None,
        thread_id: Id | None = None,
        metadata: Object | None = None,
        **options: Unpack[Options],
    ) -> Call[int]:
        """Count crons, disabled ones too; the server does not count by `enabled`.

        `POST /runs/crons/count`

        The filters are those of `search`.

        Raises InvalidArgumentError.
        """
        body = CronCountRequest(
            assistant_id=fields.uuid_text("assistant_id", assistant_id, _UUID_HELP),
            thread_id=fields.uuid_text("thread_id", thread_id, "a thread's id is one"),
            metadata=fields.json_object("metadata", metadata),
        )
        return call(crons_count, body=body).options(**options)

    def _search(
        self,
        *,
        assistant_id: Id | None,
        thread_id: Id | None,
        enabled: bool | None,
        metadata: Object | None,
        limit: int,
        offset: int,
        sort_by: CronSortBy | None,
        sort_order: SortOrder | None,
        select: Sequence[CronSelect] | None,
    ) -> Call[list[Cron]]:
        body = CronSearch(
            assistant_id=fields.uuid_text("assistant_id", assistant_id, _UUID_HELP),
            thread_id=fields.uuid_text("thread_id", thread_id, "a thread's id is one"),
            enabled=fields.flag("enabled", enabled),
            metadata=fields.json_object("metadata", metadata),
            limit=limit,
            offset=offset,
            sort_by=fields.one_of("sort_by", sort_by, CronSortBy),
            sort_order=fields.one_of("sort_order", sort_order, SortOrder),
            select=fields.list_of("select", select, CronSelect),
        )
        return call(crons_search, body=body)
