"""The client against the contract: what the wrapper sends is what the contract takes."""

from __future__ import annotations

import random
import re
import warnings
from collections.abc import Mapping
from typing import Any

from cronwright.call import Call
from cronwright_contract.arguments import Method, drawn, methods
from cronwright_contract.check import check
from cronwright_contract.hunt import Hunter
from cronwright_contract.wire.exchange import Request


@check("client.requests", "What the client sends keeps the contract, no field misspelt", needs=())
def requests(hunter: Hunter) -> None:
    """Nothing is sent: a request is a value, and is judged as such, with the contract's schemas closed."""
    for method in methods():
        _judge(hunter, method)


def _judge(hunter: Hunter, method: Method) -> None:
    ground = hunter.ground

    def judge(case: tuple[Mapping[str, Any], Mapping[str, Any], random.Random]) -> None:
        required, optional, dice = case
        with warnings.catch_warnings():
            # That a cron without input never runs is another matter.
            warnings.simplefilter("ignore")
            call = method.call(method.some_of(required, optional, dice))
        ground.would_send(_request(call))
        for fault in ground.contract.faults_of(call):
            ground.expect(False, "client", f"{method.name}: {fault}", place=f"{method.name} {_where(fault)}")

    judge.__name__ = method.name
    hunter.each(judge, examples=10, case=drawn(method))


def _request(call: Call[Any]) -> Request:
    query = tuple((name, str(value)) for name, value in call.query.items())
    return Request(
        call.operation.id, call.operation.method, call.path, query, dict(call.headers), call.content
    )


def _where(fault: str) -> str:
    """The place in the request, and of fields that the contract does not have their names."""
    place, _, told = fault.partition(": ")
    named = re.findall(r"'(\w+)'", told) if "unexpected" in told else []
    return " ".join([place, *sorted(named)])
