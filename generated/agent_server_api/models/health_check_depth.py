from typing import Literal, TypeAlias

HealthCheckDepth: TypeAlias = Literal[0, 1]
"""1 looks at the database as well."""
