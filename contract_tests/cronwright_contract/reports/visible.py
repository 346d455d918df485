"""Text that a server sent, so that a reader sees what is in it and nothing acts on it."""

from __future__ import annotations

import re

# Control characters, halves of surrogate pairs, what XML cannot hold, what turns or hides text.
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    r"""A text whose control, direction and invisible characters are written out, as in `\x1b` and `\u202e`.

    Line ends and tabs stay; a carriage return before a line end goes.
    """
    return _ACTING.sub(_escape, text.replace("\r\n", "\n"))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
