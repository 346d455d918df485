from typing import Literal, TypeAlias

IfNotExists: TypeAlias = Literal["create", "reject"]
"""What happens when a thread is not there: it is made (create), or an error (reject)."""
