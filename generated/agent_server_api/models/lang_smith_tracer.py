from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, text


class LangSmithTracer(Model):
    """Where a run is traced to."""

    __slots__ = ()

    example_id: Field[str | None | Unset] = Field("example_id", text, null=True, required=False)
    """The example of a data set that the run belongs to."""
    project_name: Field[str | None | Unset] = Field("project_name", text, null=True, required=False)
    """The project."""

    def __init__(
        self, *, example_id: str | None | Unset = UNSET, project_name: str | None | Unset = UNSET
    ) -> None:
        self._json = given({"example_id": example_id, "project_name": project_name})
