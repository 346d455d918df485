"""Server-sent events read as the specification says it, step by step, once all of the stream is there.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Stream:
    """What a stream gave: (event, data, last event id) for each event, and what stood at its end."""

    events: list[tuple[str, str, str]] = field(default_factory=list)
    last_event_id: str = ""
    retry: int | None = None


def read(content: bytes) -> Stream:
    text = content.decode("utf-8", "replace")
    if content.startswith(b"\xef\xbb\xbf"):
        text = text[1:]
    *lines, _unfinished = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stream = Stream()
    data = event_type = last_id = ""
    for line in lines:
        if line == "":
            stream.last_event_id = last_id
            if data != "":
                stream.events.append((event_type or "message", data[:-1], last_id))
            data = event_type = ""
            continue
        if line[0] == ":":
            continue
        name, _, value = line.partition(":")
        if value[:1] == " ":
            value = value[1:]
        if name == "event":
            event_type = value
        elif name == "data":
            data += value + "\n"
        elif name == "id" and "\0" not in value:
            last_id = value
        elif name == "retry" and value != "" and set(value) <= set("0123456789"):
            stream.retry = int(value)
    return stream
