from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, boolean, given


class ServerFlags(Model):
    """What the server can do."""

    __slots__ = ()

    assistants: Field[bool] = Field("assistants", boolean)
    """Whether it has assistants."""
    crons: Field[bool] = Field("crons", boolean)
    """Whether it has crons."""
    langsmith: Field[bool | Unset] = Field("langsmith", boolean, required=False)
    """Whether it traces."""
    langsmith_tracing_replicas: Field[bool | Unset] = Field(
        "langsmith_tracing_replicas", boolean, required=False
    )
    """Whether it can trace to several projects at once."""
    langsmith_tracing_session_on_runs: Field[bool | Unset] = Field(
        "langsmith_tracing_session_on_runs", boolean, required=False
    )
    """Whether runs tell the project that they are traced to."""

    def __init__(
        self,
        *,
        assistants: bool,
        crons: bool,
        langsmith: bool | Unset = UNSET,
        langsmith_tracing_replicas: bool | Unset = UNSET,
        langsmith_tracing_session_on_runs: bool | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "assistants": assistants,
                "crons": crons,
                "langsmith": langsmith,
                "langsmith_tracing_replicas": langsmith_tracing_replicas,
                "langsmith_tracing_session_on_runs": langsmith_tracing_session_on_runs,
            }
        )
