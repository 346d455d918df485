"""Crons that are not changed as the answer says, or not alone."""

from __future__ import annotations

from mutants.crons.base import CREATE, ROWS, _Cron
from mutants.message import Answer, Request


class PatchIsIgnored(_Cron):
    """A PATCH answers 200 with the cron as it was."""

    operations = ("crons_update",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        # What must be refused still is.
        kinds = {"metadata": dict, "input": dict, "enabled": bool}
        taken = all(isinstance(value, kinds.get(name, ())) for name, value in request.fields.items())
        return self.real(request) if request.fields and taken else None


class PatchIsNotKept(_Cron):
    """A PATCH of metadata answers with the change, and nobody ever reads it."""

    operations = ("crons_update",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        change = request.fields.get("metadata")
        if not isinstance(change, dict) or len(request.fields) > 1:
            return None
        answer = self.real(request)
        answer.edit(lambda cron: cron["metadata"].update(change))
        return answer


class PatchOfEnabledIsIgnored(_Cron):
    """A PATCH does not disable a cron, nor enable it."""

    operations = ("crons_update",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        if not isinstance(request.fields.get("enabled"), bool):
            return None
        request.drop("enabled")
        return None if request.fields else self.real(request)


class PatchOfInputIsIgnored(_Cron):
    """A PATCH does not change the input."""

    operations = ("crons_update",)
    rule = "stored"

    def before(self, request: Request) -> Answer | None:
        if not isinstance(request.fields.get("input"), dict):
            return None
        request.drop("input")
        return None if request.fields else self.real(request)


class PatchClearsEndTime(_Cron):
    """A PATCH of anything else takes the cron's end away."""

    operations = ("crons_update",)
    rule = "untouched"

    def before(self, request: Request) -> None:
        if request.fields and "end_time" not in request.fields:
            request.put(end_time=None)


class PatchResetsTimezone(_Cron):
    """A PATCH of the schedule moves the cron to UTC."""

    operations = ("crons_update",)
    rule = "untouched"

    def before(self, request: Request) -> None:
        if "schedule" in request.fields and "timezone" not in request.fields:
            request.put(timezone="UTC")


class PatchEnables(_Cron):
    """A PATCH of the schedule enables a cron that was disabled."""

    operations = ("crons_update",)
    rule = "untouched"

    def before(self, request: Request) -> None:
        if "schedule" in request.fields and "enabled" not in request.fields:
            request.put(enabled=True)


class PatchChangesAnother(_Cron):
    """A PATCH of metadata also changes the cron that was created last."""

    operations = (*CREATE, "crons_update")
    rule = "untouched"

    def __init__(self) -> None:
        super().__init__()
        self._last: str | None = None

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            return
        if request.operation != "crons_update":
            self._last = answer.fields["cron_id"]
        elif self._last is not None and "metadata" in request.fields:
            self.server.ask("PATCH", f"/runs/crons/{self._last}", {"metadata": request.fields["metadata"]})


class ReadIsStale(_Cron):
    """The first read after a PATCH shows the cron as it was before."""

    operations = ("crons_update", "crons_get")
    rule = "stored"

    def __init__(self) -> None:
        super().__init__()
        self._old: dict[str, bytes] = {}

    def before(self, request: Request) -> Answer | None:
        key = request.ids["cron_id"]
        if request.operation == "crons_get":
            with self.lock:
                old = self._old.pop(key, None)
            if old is not None:
                answer = Answer.of(200, {})
                answer.content = old
                return answer
        elif (real := self.real(request)).ok:
            self._old[key] = real.content
        return None

    def after(self, request: Request, answer: Answer) -> None:
        if not answer.ok:
            self._old.pop(request.ids["cron_id"], None)


class UpdatedAtIsFrozen(_Cron):
    """`updated_at` stays at the time of creation whatever changes."""

    operations = ROWS
    rule = "stamped"

    def after(self, request: Request, answer: Answer) -> None:
        if "select" not in request.fields:
            answer.edit(lambda cron: cron.update(updated_at=cron["created_at"]))


class CreatedAtMoves(_Cron):
    """`created_at` moves with every change."""

    operations = ROWS
    rule = "stamped"

    def after(self, request: Request, answer: Answer) -> None:
        if "select" not in request.fields:
            answer.edit(lambda cron: cron.update(created_at=cron["updated_at"]))
