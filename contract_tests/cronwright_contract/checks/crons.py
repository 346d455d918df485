"""Crons: what was written is what is read."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from cronwright_contract.check import check
from cronwright_contract.checks.crons_case import case, system_assistant
from cronwright_contract.checks.crons_drawn import changes, creations
from cronwright_contract.checks.crons_seen import Seen
from cronwright_contract.hunt import Hunter


@check("crons.stored", "A cron reads as it was written, and as it was changed")
def stored(hunter: Hunter) -> None:
    ground, seen, graph = hunter.ground, Seen(), system_assistant(hunter.ground)

    def on_thread(created: dict[str, Any], by_id: bool, data: st.DataObject) -> None:
        with case(ground, seen) as own:
            row = own.create(
                created, thread=own.thread, assistant=graph if by_id else ground.assistant, assistant_id=graph
            )
            own.get(row)
            row = own.update(row, data.draw(changes(enabled=row["enabled"])))
            own.get(row)
            own.all_there(thread_id=own.thread)
            own.delete(row)
            own.all_there()

    def beside_another(created: dict[str, Any], data: st.DataObject) -> None:
        with case(ground, seen) as own:
            rests = {"input": {"neighbour": True}, "schedule": "0 0 29 2 *", "enabled": False}
            own.create(rests, thread=None, assistant=ground.assistant, assistant_id=graph)
            row = own.create(created, thread=None, assistant=ground.assistant, assistant_id=graph)
            own.get(row)
            row = own.update(row, data.draw(changes(enabled=row["enabled"])))
            own.get(row)
            own.all_there()
            own.delete(row)
            own.all_there()

    hunter.each(
        on_thread,
        examples=25,
        created=creations("crons.create_for_thread"),
        by_id=st.booleans(),
        data=st.data(),
    )
    hunter.each(beside_another, examples=25, created=creations("crons.create"), data=st.data())
