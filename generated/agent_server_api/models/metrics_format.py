from typing import Literal, TypeAlias

MetricsFormat: TypeAlias = Literal["json", "prometheus"]
