"""A recorded request as a call of the wrapper, or of the generated client."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from textwrap import indent
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import httpx

import agent_server_api.models
from cronwright.call import Call
from cronwright.operation import operation, signature_of
from cronwright_contract.arguments import RESOURCES
from cronwright_contract.reports.sent import json_body, same, told_headers
from cronwright_contract.wire.exchange import Request

_ANYWHERE = "http://server"

# Where the wrapper has another name for a field than the contract.
_RENAMED = {"langsmith_tracer": "langsmith_tracing", "stream_modes": "stream_mode"}

# How the wrapper's methods answer; all others give one model.
_SHOWN = {
    "count": "print(answer)",
    "delete": "",
    "list": "print([row.to_dict() for row in answer])",
    "search": "print([row.to_dict() for row in answer])",
    "wait": "print(answer)",
}


def of_wrapper(request: Request, url: str) -> str | None:
    """Code that sends the request by `cronwright`; None where its client has no method, or refuses to."""
    resource, _, name = (request.operation or "").partition("_")
    method = inspect.getattr_static(RESOURCES.get(resource, object), name, None)
    if not isinstance(method, operation):
        return None
    try:
        parameters = signature_of(method.make).parameters
        arguments = _arguments(request, parameters)
        first = [key for key in arguments if parameters[key].kind is inspect.Parameter.POSITIONAL_ONLY]
        rest = {key: value for key, value in arguments.items() if key not in first}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = [arguments[key] for key in first]
            call: Call[Any] = method.make(object.__new__(RESOURCES[resource]), *values, **rest)
        built = httpx.Request(
            call.operation.method,
            _ANYWHERE + call.path,
            params=dict(call.query) or None,
            headers=dict(call.headers),
            content=call.content,
        )
        if not same(request, built):
            return None
        lines = [f"{_literal(value)}," for value in values]
        lines += [f"{key}={_literal(value)}," for key, value in rest.items()]
    except (LookupError, RecursionError, TypeError, ValueError):
        return None
    dates = any(isinstance(value, datetime) for value in arguments.values())
    shown = _SHOWN.get(name, "print(answer.to_dict())")
    made = _call(f"client.{resource}.{name}", lines)
    return "\n".join(
        [
            *(["from datetime import datetime", ""] if dates else []),
            "from cronwright import get_sync_client",
            "",
            f"with get_sync_client(url={_literal(url)}) as client:",
            indent(f"answer = {made}" if shown else made, "    "),
            *([shown] if shown else []),
        ]
    )


def of_client(request: Request, url: str) -> str | None:
    """Code that sends the request by the generated client; None where that cannot express it."""
    module = _endpoint(request.operation or "")
    if module is None:
        return None
    make: Callable[..., dict[str, Any]] = module._get_kwargs
    parameters = inspect.signature(make).parameters
    try:
        arguments = _client_arguments(request, parameters)
        kwargs = make(**arguments)
        built = httpx.Request(**{**kwargs, "url": _ANYWHERE + kwargs["url"]})
        # What no parameter stands for is a header of the client's.
        spoken = told_headers(Request(None, "", "", headers=built.headers))
        extra = {name: value for name, value in told_headers(request).items() if spoken.get(name) != value}
        built.headers.update(extra)
        if not same(request, built):
            return None
        model = _model(str(parameters["body"].annotation)) if "body" in arguments else None
        lines = ["client=client,"]
        for key, value in arguments.items():
            lines.append(f"{key}={_body_literal(value, model) if key == 'body' else _literal(value)},")
    except (LookupError, RecursionError, TypeError, ValueError):
        return None
    tag, name = module.__name__.split(".")[-2:]
    headers = f"({_KEY}) | {_literal(extra)}" if extra else _KEY
    return "\n".join(
        [
            "import os",
            "",
            "from agent_server_api import Client",
            f"from agent_server_api.api.{tag} import {name}",
            *([f"from agent_server_api.models import {model}"] if model else []),
            "",
            'key = os.environ.get("LANGGRAPH_API_KEY")',
            f"headers = {headers}",
            f"with Client({_literal(url)}, headers=headers) as client:",
            indent(f"answer = {_call(f'{name}.sync_detailed', lines)}", "    "),
            "print(answer.status_code, answer.content)",
        ]
    )


def of_httpx(request: Request, url: str, why: str) -> str:
    """Code that sends any request, as it is, by httpx."""
    lines = [f"{_literal(request.method)},", f"{_literal(url)},", "headers=headers,"]
    if request.content is not None:
        lines.append(f"content={_literal(request.content)},")
    told = told_headers(request)
    return "\n".join(
        [
            "import os",
            "",
            "import httpx",
            "",
            f"# By httpx: {why}.",
            'key = os.environ.get("LANGGRAPH_API_KEY")',
            f"headers = ({_KEY}) | {_literal(told)}" if told else f"headers = {_KEY}",
            f"answer = {_call('httpx.request', lines)}",
            "print(answer.status_code, answer.content)",
        ]
    )


_KEY = '{"x-api-key": key} if key else {}'


def _arguments(request: Request, parameters: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    """The wrapper's arguments for a request. Raises LookupError where it has none for a part of it."""
    body = json_body(request.content) if request.content else {}
    if not isinstance(body, dict):
        raise LookupError("the wrapper's bodies are objects")
    given = {**_path_values(request), **_query_values(request), **body}
    given = {_RENAMED.get(name, name): value for name, value in given.items()}
    headers = {
        name: value
        for name, value in told_headers(request).items()
        if not (name == "content-type" and request.content)
    }
    if headers:
        given["headers"] = headers
    if given.keys() - parameters.keys():
        raise LookupError("the wrapper does not name every part")
    if isinstance(given.get("end_time"), str):
        given["end_time"] = datetime.fromisoformat(given["end_time"])
    return {name: given[name] for name in parameters if name in given}


def _client_arguments(request: Request, parameters: Mapping[str, inspect.Parameter]) -> dict[str, Any]:
    given: dict[str, Any] = {**_path_values(request)}
    given |= {name.lower().replace("-", "_"): value for name, value in _query_values(request).items()}
    for name, value in told_headers(request).items():
        if (parameter := name.replace("-", "_")) in parameters and parameter not in given:
            given[parameter] = value
    if request.content:
        given["body"] = json_body(request.content)
    if given.keys() - parameters.keys():
        raise LookupError("the generated client does not name every part")
    return {name: given[name] for name in parameters if name in given}


def _path_values(request: Request) -> dict[str, str]:
    module = _endpoint(request.operation or "")
    template: str = module.OPERATION.path if module else request.path
    parts = re.split(r"\{(\w+)\}", template)
    pattern = "".join(f"(?P<{p}>[^/]*)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    match = re.fullmatch(pattern, request.path)
    if match is None:
        raise LookupError("the path is another one")
    return {name: unquote(value, errors="strict") for name, value in match.groupdict().items()}


def _query_values(request: Request) -> dict[str, Any]:
    values: dict[str, list[Any]] = {}
    for name, value in request.query:
        values.setdefault(name, []).append(_typed(value))
    # The wrapper's `select` is a list, be it of one.
    return {name: found if len(found) > 1 or name == "select" else found[0] for name, found in values.items()}


def _typed(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"0|-?[1-9]\d{0,17}", text) else text


def _endpoint(operation_id: str) -> ModuleType | None:
    if not operation_id.isidentifier():
        return None
    try:
        return import_module(f"agent_server_api.api.{operation_id.partition('_')[0]}.{operation_id}")
    except ModuleNotFoundError:
        return None


def _model(annotation: str) -> str | None:
    """The first model that the annotation of a body names."""
    names = re.findall(r"[A-Z]\w+", annotation)
    return next((name for name in names if name in agent_server_api.models.__all__), None)


def _body_literal(value: Any, model: str | None) -> str:
    if model and isinstance(value, dict):
        return f"{model}.from_dict({_literal(value)})"
    if model and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return _call("", [f"{model}.from_dict({_literal(item)})," for item in value], "[]")
    return _literal(value)


def _literal(value: Any) -> str:
    if isinstance(value, datetime):
        return f"datetime.fromisoformat({_literal(value.isoformat())})"
    if isinstance(value, dict | list) and len(repr(value)) > 70:
        items: list[str] = (
            [f"{_literal(key)}: {_literal(item)}," for key, item in value.items()]
            if isinstance(value, dict)
            else [f"{_literal(item)}," for item in value]
        )
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        return "\n".join([opening, *(indent(item, "    ") for item in items), closing])
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    written = repr(value)
    if isinstance(value, str | bytes) and '"' not in written and "\\'" not in written:
        start = written.index("'")
        return f'{written[:start]}"{written[start + 1 : -1]}"'
    return written


def _call(function: str, arguments: list[str], brackets: str = "()") -> str:
    inner = "\n".join(arguments)
    if "\n" not in inner and len(inner) < 60:
        return f"{function}{brackets[0]}{inner.removesuffix(',')}{brackets[1]}"
    return f"{function}{brackets[0]}\n{indent(inner, '    ')}\n{brackets[1]}"
