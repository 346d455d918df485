from typing import Literal, TypeAlias

HealthCheckDepth: TypeAlias = Literal[0, 1]
