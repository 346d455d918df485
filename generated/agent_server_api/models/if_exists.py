from typing import Literal, TypeAlias

IfExists: TypeAlias = Literal["do_nothing", "raise"]
"""What happens when an id is taken: an error (raise), or what has it is answered (do_nothing)."""
