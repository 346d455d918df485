"""Names of parametrised tests, the same in every process."""

import re


def shown(value: object) -> str:
    """The repr of a value, without where it lies in memory, and of a set in order."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__} of {sorted(value, key=repr)}"
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))
