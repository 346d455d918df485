"""Planted breaches of the assistants."""

from __future__ import annotations

from typing import Any

from mutants.message import Answer, Request
from mutants.mutant import Kind, Mutant

_SHOWN = ("assistants_create", "assistants_get", "assistants_update")


class _Assistant(Mutant):
    resource = "assistants"

    def real(self, request: Request) -> Answer:
        """The assistant of this path as the server has it."""
        return self.server.ask("GET", f"/assistants/{request.ids['assistant_id']}")


class GetDropsGraphId(_Assistant):
    """An assistant that is read has no `graph_id`."""

    operations = ("assistants_get",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda assistant: assistant.pop("graph_id", None))


class VersionIsText(_Assistant):
    """`version` in the answer to a create is a text."""

    operations = ("assistants_create",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda assistant: assistant.update(version=str(assistant["version"])))


class VersionsDropName(_Assistant):
    """A list of versions has no `name`."""

    operations = ("assistants_get_versions",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda version: version.pop("name", None))


class SchemasAreAList(_Assistant):
    """The schemas of an assistant come as a list of names and schemas."""

    operations = ("assistants_get_schemas",)
    rule = "body"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = [[name, schema] for name, schema in answer.fields.items()]


class SearchIsHtml(_Assistant):
    """The answer to a search comes as text/html."""

    operations = ("assistants_search",)
    rule = "content_type"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.headers.set("content-type", "text/html")


class CreateAnswers201(_Assistant):
    """A create answers 201, which the contract does not know."""

    operations = ("assistants_create",)
    rule = "status"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 200:
            answer.status = 201


class RequiredIsUnchecked(_Assistant):
    """A create without `graph_id` is accepted."""

    operations = ("assistants_create",)
    rule = "accepts_bad"
    kind = Kind.REQUIRED_UNCHECKED

    def before(self, request: Request) -> None:
        if isinstance(request.body, dict) and "graph_id" not in request.fields:
            request.put(graph_id="agent")


class NameMayBeANumber(_Assistant):
    """A create takes a number as `name`."""

    operations = ("assistants_create",)
    rule = "accepts_bad"

    def before(self, request: Request) -> None:
        name = request.fields.get("name")
        if isinstance(name, (int, float)) and not isinstance(name, bool):
            request.put(name=str(name))


class DuplicateIsAccepted(_Assistant):
    """A create with the id of an assistant that is there answers that assistant."""

    operations = ("assistants_create",)
    rule = "fresh_id"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.status == 409:
            old = self.server.ask("GET", f"/assistants/{request.fields['assistant_id']}")
            answer.status, answer.content = old.status, old.content


class ContextIsDropped(_Assistant):
    """An assistant forgets the context that it was created with."""

    operations = ("assistants_create",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("context"), dict):
            request.drop("context")


class DescriptionIsCut(_Assistant):
    """A description is read without its last character."""

    operations = ("assistants_get",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        def cut(assistant: dict[str, Any]) -> None:
            if assistant["description"]:
                assistant["description"] = assistant["description"][:-1]

        answer.edit(cut)


class PatchIsIgnored(_Assistant):
    """A PATCH of the name answers 200 and leaves it as it was."""

    operations = ("assistants_update",)
    rule = "stored"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("name"), str) and (real := self.real(request)).ok:
            request.put(name=real.fields["name"])


class PatchClearsDescription(_Assistant):
    """A PATCH of anything else takes the description away."""

    operations = ("assistants_update",)
    rule = "untouched"

    def before(self, request: Request) -> None:
        if request.fields and "description" not in request.fields:
            request.put(description="")


class VersionStays(_Assistant):
    """A PATCH makes a version and shows the number of the one before."""

    operations = ("assistants_update",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda assistant: assistant.update(version=max(1, assistant["version"] - 1)))


class LatestIsIgnored(_Assistant):
    """To choose a version as the latest answers 200 and changes nothing."""

    operations = ("assistants_set_latest",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        version = request.fields.get("version")
        versions = self.server.ask("POST", f"/assistants/{request.ids['assistant_id']}/versions", {})
        if not versions.ok or version not in [known["version"] for known in versions.body]:
            return None
        return self.real(request)


class VersionsLoseTheFirst(_Assistant):
    """A list of versions lacks the first one."""

    operations = ("assistants_get_versions",)
    rule = "stored"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = [version for version in answer.body if version["version"] != 1]


class UpdatedAtIsFrozen(_Assistant):
    """`updated_at` stays at the time of creation whatever changes."""

    operations = _SHOWN
    rule = "stamped"

    def after(self, request: Request, answer: Answer) -> None:
        answer.edit(lambda assistant: assistant.update(updated_at=assistant["created_at"]))


class DeleteDoesNothing(_Assistant):
    """A delete answers 204, and the assistant is still there."""

    operations = ("assistants_delete",)
    rule = "deleted"

    def before(self, request: Request) -> Answer | None:
        return Answer.of(204) if self.real(request).ok else None


class DeletedIsStillFound(_Assistant):
    """An assistant that was deleted is still found by its metadata."""

    operations = ("assistants_delete", "assistants_search")
    rule = "deleted"

    def __init__(self) -> None:
        super().__init__()
        self._gone: list[dict[str, Any]] = []

    def before(self, request: Request) -> None:
        if request.operation == "assistants_delete" and (real := self.real(request)).ok:
            self._gone.append(real.fields)

    def after(self, request: Request, answer: Answer) -> None:
        wanted = request.fields.get("metadata")
        if (
            request.operation == "assistants_search"
            and answer.ok
            and wanted
            and "select" not in request.fields
        ):
            gone = [row for row in self._gone if wanted.items() <= row["metadata"].items()]
            answer.body = [*answer.body, *gone][: int(request.fields.get("limit", 10))]


class CountIsOneTooMany(_Assistant):
    """A count gives one more than a search finds."""

    operations = ("assistants_count",)
    rule = "count"

    def after(self, request: Request, answer: Answer) -> None:
        if answer.ok:
            answer.body = answer.body + 1


class SearchIgnoresMetadata(_Assistant):
    """A search by metadata finds assistants with other metadata too."""

    operations = ("assistants_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("metadata"), dict):
            request.drop("metadata")


class SearchIgnoresName(_Assistant):
    """A search by name finds assistants of other names too."""

    operations = ("assistants_search",)
    rule = "filter"

    def before(self, request: Request) -> None:
        if isinstance(request.fields.get("name"), str):
            request.drop("name")


class SearchIgnoresLimit(_Assistant):
    """A search gives all it has, whatever its limit."""

    operations = ("assistants_search",)
    rule = "page"

    def before(self, request: Request) -> None:
        if request.fields.get("limit", 10) in range(1, 1000):
            request.put(limit=1000)


class SearchSortIsReversed(_Assistant):
    """A search sorts up when it is asked to sort down, and the other way round."""

    operations = ("assistants_search",)
    rule = "sort"

    def before(self, request: Request) -> None:
        order = request.fields.get("sort_order", "desc")
        if "sort_by" in request.fields and order in ("asc", "desc"):
            request.put(sort_order="desc" if order == "asc" else "asc")


class SelectIsIgnored(_Assistant):
    """A search with `select` gives all fields."""

    operations = ("assistants_search",)
    rule = "select"

    def before(self, request: Request) -> None:
        if request.fields.get("select"):
            request.drop("select")
