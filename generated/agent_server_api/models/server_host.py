from __future__ import annotations

from ..types import UNSET, Field, Model, Unset, given, text


class ServerHost(Model):
    """Where the server runs."""

    __slots__ = ()

    kind: Field[str] = Field("kind", text)
    """The kind of deployment, such as self-hosted."""
    host_revision_id: Field[str | None | Unset] = Field("host_revision_id", text, null=True, required=False)
    """The revision of the deployment; null where there is none."""
    project_id: Field[str | None | Unset] = Field("project_id", text, null=True, required=False)
    """The project of the deployment; null where there is none."""
    revision_id: Field[str | None | Unset] = Field("revision_id", text, null=True, required=False)
    """The revision of the application; null where there is none."""
    tenant_id: Field[str | None | Unset] = Field("tenant_id", text, null=True, required=False)
    """Who the deployment belongs to; null where it is nobody's."""

    def __init__(
        self,
        *,
        kind: str,
        host_revision_id: str | None | Unset = UNSET,
        project_id: str | None | Unset = UNSET,
        revision_id: str | None | Unset = UNSET,
        tenant_id: str | None | Unset = UNSET,
    ) -> None:
        self._json = given(
            {
                "kind": kind,
                "host_revision_id": host_revision_id,
                "project_id": project_id,
                "revision_id": revision_id,
                "tenant_id": tenant_id,
            }
        )
