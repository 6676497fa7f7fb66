"""Problem details (RFC 9457)."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.shapes.shape import Key


def _maybe(says: str) -> Any:
    """A part that only some problems have."""
    return Field(default=None, description=says)


class FaultOut(BaseModel):
    """A mistake. Of an answer: `field`, `code`. Of a package: `file`, `place`, `rule`, `remedy`."""

    model_config = ConfigDict(extra="allow")

    message: Annotated[str, Field(description="what is wrong, for people")]
    field: str | None = _maybe("key of the form's field, or part of the request")
    code: str | None = _maybe("what is wrong, for programs, e.g. required_text")
    user: Key | None = _maybe("meeting-refused: about whom")
    missing: list[str] | None = _maybe("meeting-refused: the categories they are not released for")
    file: str | None = _maybe("file of the package")
    place: str | None = _maybe("element, key, line or cell in the file")
    rule: str | None = _maybe("code of the rule that is broken, e.g. X12")
    remedy: str | None = _maybe("the way out")
    name: str | None = _maybe(
        "what people call the place, e.g. «Amount over 5?» or «Check → Decide» of a flow"
    )


class Candidate(BaseModel):
    """An institution that could hold a role."""

    institution: Key
    name: str


class Unmentionable(BaseModel):
    """A user who may not read the note; `name` is null for whom you don't know from the case or your institution."""

    user: Key
    name: str | None


class RefusedField(BaseModel):
    """A field that can't be passed on. reason: not-readable | changed | not-covered | not-own."""

    record: Key
    field: str
    reason: str


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). The parts below `faults` come with the problem they are of."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(description="urn:bruecke:<code>, e.g. urn:bruecke:task-changed")]
    title: str
    status: int
    detail: str | None = _maybe("database-unreachable: what is known of the request, and what to do")
    faults: list[FaultOut] | None = None
    todo: list[FaultOut] | None = _maybe("package-refused: what is missing besides")
    warnings: list[FaultOut] | None = _maybe("package-refused: what is odd besides")
    role: str | None = _maybe("partner-missing: the role without institution; role-missing: the one it takes")
    scope: str | None = _maybe("scope-missing: the scope it takes; null where systems have no way in")
    element: str | None = _maybe("case-stopped, not-startable: where the model can't go on")
    reason: str | None = _maybe("why, of problems that have several causes")
    read: dict[str, str] | None = _maybe("case-stopped, not-startable: the variables that were read there")
    candidates: list[Candidate] | None = _maybe("partner-missing: who could hold the role")
    refused: list[Unmentionable] | None = _maybe("mention-refused: who may not read the note")
    fields: list[RefusedField] | None = _maybe("fields-refused: what can't be passed on, and why")
    missing: list[str] | None = _maybe(
        "conditions-missing: what the sender has not stated; document-closed: categories that you may not read"
    )
    version: int | None = _maybe("task-changed: the version the task has now")
    proposal: str | None = _maybe("basis-changed: what is proposed now")
    basis: str | None = _maybe("basis-changed: the digest to send back")
    day: date | None = _maybe(
        "retention-runs: the first day on which it may be erased; case-erased: when it was"
    )
    due_at: datetime | None = _maybe("deadline-moved: when it is due now")
    answers: list[str] | None = _maybe("unknown-answer: the possible ones")
    retry_after: int | None = _maybe(
        "too-many-attempts, busy, documents-busy, scanner-away, database-unreachable: seconds to wait, as in Retry-After"
    )
