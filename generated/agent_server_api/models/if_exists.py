from typing import Literal, TypeAlias

IfExists: TypeAlias = Literal["do_nothing", "raise"]
