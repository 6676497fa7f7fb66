"""Errors as problem details (RFC 9457): one table from exceptions to HTTP.

404 for what the caller can't see, whether it exists or not; 403 for what they see but may not do; 409 for too
late; 410 for what was erased or is not kept any more; 422 for answers that are not possible; 503 where the database has
no turn for us or can't be reached: the same request may be sent again.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.access import ForeignRequest, NotSignedIn, RoleMissing, ScopeMissing, ScrapeRefused
from api.security import HEADERS, TooLarge, TooSlow
from cases.archiving import OfferUnclear
from cases.attempts import TooManyAttempts
from cases.commands.change_deadline import DeadlineMoved
from cases.commands.change_lead import LeadElsewhere
from cases.commands.erase_case import OwnProposal
from cases.commands.repair_case import RepairRefused
from cases.commands.send_packet import BasisNotInForce, ConditionsMissing, FieldsRefused
from cases.commands.sign_in import SignInRefused
from cases.commands.start_case import NotStartable, StartUnknown
from cases.commands.write_note import MentionRefused
from cases.corrections import RecordChanged
from cases.documents import (
    AttachmentRefused,
    DocumentChanged,
    DocumentClosed,
    DocumentNotMade,
    DocumentsBusy,
    FileRefused,
    ScannerAway,
)
from cases.erasing import CaseErased, RetentionRuns
from cases.feed import CursorGone
from cases.first_places import PartnerMissing
from cases.handovers import HandoverAnswered, HandoverChanged
from cases.meetings.refusals import MeetingChanged, MeetingRefused
from cases.plans import MeasureRefused, PlanChanged, PlanNotReady
from cases.rav import OwnDelivery, RavRefused
from cases.rav_reports import RavOnly
from cases.views.access_report import ReportNotYours
from engine.bpmn.timers import instant_text
from engine.errors import (
    AnswersContradict,
    AnswersRejected,
    BadVariables,
    BasisChanged,
    CaseStopped,
    CommandError,
    FieldRefused,
    TaskChanged,
    TooLate,
    Unanswerable,
    UnknownAnswer,
)
from engine.faults import Refused
from engine.ports import NotAllowed, NotVisible
from engine.store import Busy, Conflict, Duplicate, Unreachable
from engine.versioning import MigrationRefused

Problem = dict[str, Any]
RETRY_AFTER = 5
"""Seconds after which it is worth asking again where the database had no answer."""
MEDIA_TYPE = "application/problem+json"

_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (NotVisible, 404, "not-found"),
    (ReportNotYours, 403, "report-not-yours"),
    (OwnProposal, 403, "own-proposal"),
    (OwnDelivery, 403, "own-delivery"),
    (RavOnly, 403, "rav-only"),
    (NotAllowed, 403, "not-allowed"),
    (RoleMissing, 403, "role-missing"),
    (ScrapeRefused, 403, "scrape-refused"),
    (ScopeMissing, 403, "scope-missing"),
    (ForeignRequest, 403, "foreign-request"),
    (NotSignedIn, 401, "not-signed-in"),
    (SignInRefused, 401, "sign-in-refused"),
    (TooManyAttempts, 429, "too-many-attempts"),
    (Refused, 422, "package-refused"),
    (Unreachable, 503, "database-unreachable"),
    (Busy, 503, "busy"),
    (Conflict, 409, "conflict"),
    (Duplicate, 409, "conflict"),
    (CaseStopped, 409, "case-stopped"),
    (NotStartable, 422, "not-startable"),
    (CaseErased, 410, "case-erased"),
    (CursorGone, 410, "cursor-gone"),
    (TooLate, 409, "too-late"),
    (AnswersContradict, 409, "answers-contradict"),
    (Unanswerable, 422, "unanswerable"),
    (DocumentNotMade, 422, "document-not-made"),
    (ScannerAway, 503, "scanner-away"),
    (DocumentsBusy, 503, "documents-busy"),
    (CommandError, 409, "refused"),
)
HANDLED = tuple(kind for kind, _, _ in _STATUS)


def status_of(error: Exception) -> int:
    """The HTTP status of an error."""
    return next(status for kind, status, _ in _STATUS if isinstance(error, kind))


def problem_of(error: Exception) -> Problem:
    """An error as problem details: what happened, what to do, and the parts a program needs."""
    _, status, code = next(entry for entry in _STATUS if isinstance(error, entry[0]))
    if isinstance(error, CommandError):
        code = type(error).code
    title = (type(error).__doc__ or str(error)).strip().splitlines()[0]
    problem: Problem = {"type": f"urn:bruecke:{code}", "title": title, "status": status}
    for kind, details in _DETAILS:
        if isinstance(error, kind):
            problem |= details(error)
    return problem


def _answers(error: Any) -> Problem:
    """Faults of answers; a day is shown as programs write it, pages take the other way."""
    return {
        "faults": [
            {"field": f.field, "code": f.code, "message": f.message.replace("05.06.2026", "2026-06-05")}
            for f in error.faults
        ]
    }


def _package(error: Any) -> Problem:
    told = {"faults": error.faults, "todo": error.todo, "warnings": error.warnings}
    return {what: [asdict(fault) for fault in faults] for what, faults in told.items()}


def _partner(error: Any) -> Problem:
    return {
        "role": error.role,
        "candidates": [{"institution": str(key), "name": name} for key, name in error.candidates],
    }


def _field(error: Any) -> Problem:
    return {"faults": [{"field": error.field, "code": type(error).code, "message": str(type(error).__doc__)}]}


def _offer(error: Any) -> Problem:
    message = (OfferUnclear.__doc__ or "").strip()
    return {"faults": [{"field": error.field, "code": error.code, "message": message}]}


def _refused(error: Any) -> Problem:
    return {"refused": [{"user": str(key), "name": name} for key, name in error.refused]}


def _meeting(error: Any) -> Problem:
    fault = {"field": error.field, "code": error.why, "message": _WHY_NO_MEETING[error.why]}
    if error.user is not None:
        fault["user"] = str(error.user)
    if error.missing:
        fault["missing"] = list(error.missing)
    return {"faults": [fault]}


def _fields(error: Any) -> Problem:
    return {
        "fields": [{"record": str(key), "field": name, "reason": why} for (key, name), why in error.fields]
    }


_WHY = {
    "in-no-catalogue": "No institution of this procedure offers this service. Take one of the catalogue.",
    "not-in-its-catalogue": "This institution does not offer this service. Propose it to one that does.",
    "does-not-pay-for-it": "This institution does not pay for this service. Name one that does.",
    "before-it-was-drawn-up": "There was nothing to answer or to sign yet on that day.",
    "not-at-the-table": "This institution does not draw up the plan. Propose measures to those who do.",
    "not-entitled": "The person is not entitled to this. Decline it, with the reason.",
    "not-of-this-institution": "Name somebody of your own institution: nobody commits anybody else's people.",
    "before-it-begins": "It ends before it begins.",
    "before-it-started": "The measure had not started on that day.",
    "in-the-future": "This day is still to come.",
    "missing": "Write something here.",
    "too-long": "2,000 characters at most.",
    "too-many": "That is more than a plan holds.",
    "unknown": "This principle is not known. Take one of the list.",
}
"""Why a measure is not possible, and what would be."""

_OF_FILE = {
    "missing": "Say something here.",
    "too-long": "This is too long.",
    "unknown": "This is not known here. Take one of the list.",
    "is-a-copy": "This is a signed copy itself. Name the document that was signed.",
    "in-the-future": "This day is still to come.",
}
"""Why what is said about a file is not possible."""
_WHY_NO_MEETING = {
    "another-number-of-parts": "Name the topics of each part of this kind of meeting, in their order.",
    "before-the-meeting": "The meeting had not taken place yet on that day.",
    "closed": "The agenda is closed to you and stands as it is. Send none.",
    "in-the-future": "This day is still to come.",
    "in-the-past": "A meeting is called before it begins.",
    "missing": "Write something here.",
    "named-twice": "Name everybody once.",
    "no-address": "There is no address for mail. Send the invitation as a letter, or let an operator enter one.",
    "no-authority": "The case is not open to this institution: ask the person for an authority first.",
    "no-release": "The person has not released this guest from professional secrecy, or not any more.",
    "no-such-part": "This kind of meeting has no such part, or none was named.",
    "nobody": "Name somebody.",
    "not-a-length": "A meeting takes between a minute and a day.",
    "not-begun": "The meeting has not begun yet.",
    "not-in-the-case": "Only those who hold a role of this meeting in the case can be invited.",
    "not-in-this-part": "The package does not foresee that this is spoken of in this part.",
    "not-invited": "They were not invited to this part. Invite first who came.",
    "not-released": "The person has not released what is spoken of to them. Invite them to another part, or speak of less there.",
    "not-spoken-of": "This category is not spoken of in this part.",
    "nothing-to-speak-of": "Name at least one category for each part.",
    "too-far-away": "A meeting is called for the next three years at most.",
    "too-long": "This text is too long.",
    "too-many": "That is more than can be invited.",
    "was-there": "The person was invited to all of it: there is nothing to ask for.",
}
"""Why a meeting is not possible as it was asked for, and what would be."""

_DETAILS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (AnswersRejected, _answers),
    (Refused, _package),
    (FieldRefused, _field),
    (LeadElsewhere, lambda error: {"reason": error.reason}),
    (PartnerMissing, _partner),
    (MentionRefused, _refused),
    (FieldsRefused, _fields),
    (ConditionsMissing, lambda error: {"missing": list(error.missing)}),
    (BasisNotInForce, lambda error: {"reason": error.reason}),
    (RepairRefused, lambda error: {"element": error.element, "reason": error.reason}),
    (MigrationRefused, lambda error: {"reason": error.reason}),
    (OfferUnclear, _offer),
    (CaseErased, lambda error: {"day": error.day.isoformat()}),
    (RetentionRuns, lambda error: {"day": error.day.isoformat()}),
    (StartUnknown, lambda error: {"events": error.events}),
    (
        NotStartable,
        lambda error: {
            "element": error.failure.element,
            "reason": error.failure.message,
            "read": error.failure.read,
        },
    ),
    (
        RavRefused,
        lambda error: {"faults": [{"field": error.field, "code": RavRefused.code, "message": error.why}]},
    ),
    (BadVariables, lambda error: {"reason": error.reason}),
    (DocumentClosed, lambda error: {"missing": list(error.categories)}),
    (DocumentChanged, lambda error: {"version": error.version}),
    (FileRefused, lambda error: {"reason": error.why}),
    (
        AttachmentRefused,
        lambda error: {"faults": [{"field": error.field, "code": error.why, "message": _OF_FILE[error.why]}]},
    ),
    (ScannerAway, lambda error: {"retry_after": RETRY_AFTER}),
    (DocumentsBusy, lambda error: {"retry_after": RETRY_AFTER}),
    (RoleMissing, lambda error: {"role": error.role}),
    (ScopeMissing, lambda error: {"scope": error.scope}),
    (PlanChanged, lambda error: {"version": error.version}),
    (HandoverChanged, lambda error: {"version": error.version}),
    (HandoverAnswered, lambda error: {"state": error.state}),
    (
        MeasureRefused,
        lambda error: {"faults": [{"field": error.field, "code": error.why, "message": _WHY[error.why]}]},
    ),
    (MeetingChanged, lambda error: {"version": error.version}),
    (MeetingRefused, _meeting),
    (
        PlanNotReady,
        lambda error: {
            "missing": [{"what": what, "measure": str(key) if key else None} for what, key in error.missing]
        },
    ),
    (TaskChanged, lambda error: {"version": error.version}),
    (RecordChanged, lambda error: {"version": error.version}),
    (DeadlineMoved, lambda error: {"due_at": instant_text(error.due_at)}),
    (BasisChanged, lambda error: {"proposal": error.proposal, "basis": error.basis}),
    (UnknownAnswer, lambda error: {"answers": list(error.answers)}),
    (
        CaseStopped,
        lambda error: {
            "element": error.element,
            "reason": error.reason,
            "incident": str(error.incident),
            "read": error.read,
        },
    ),
    (TooManyAttempts, lambda error: {"retry_after": error.seconds}),
    (Busy, lambda error: {"retry_after": RETRY_AFTER}),
    (
        Unreachable,
        lambda error: {
            "detail": (
                "Whether a change was written is not known. It is done once if you repeat it with the same "
                "Idempotency-Key."
            ),
            "retry_after": RETRY_AFTER,
        },
    ),
)


def as_json(request: Request, error: Exception) -> JSONResponse:
    """The answer to an API request that failed."""
    problem = problem_of(error)
    headers = {"Retry-After": str(problem["retry_after"])} if "retry_after" in problem else {}
    if problem["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _Problem(problem, problem["status"], headers, media_type=MEDIA_TYPE)


class _Problem(JSONResponse):
    """Problem details may name what was sent: half a character (a lone surrogate) is no UTF-8, its escape is JSON."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode()


def malformed(request: Request, error: Exception) -> JSONResponse:
    """The answer to a request whose shape is wrong: which part, without repeating what was sent."""
    assert isinstance(error, RequestValidationError)
    faults = [
        {"field": _place(item), "code": item["type"], "message": item["msg"]} for item in error.errors()
    ]
    problem = {
        "type": "urn:bruecke:malformed",
        "title": "The request does not have the documented form.",
        "status": 422,
        "faults": faults[:20],
    }
    return JSONResponse(problem, 422, media_type=MEDIA_TYPE)


def _place(fault: Any) -> str:
    """Where it is: a documented name. Names that the sender made up are left out, they could be anybody's."""
    known = 1 if fault["type"] == "extra_forbidden" else 2
    return ".".join(str(part) for part in fault["loc"][:known])


def unknown_route(request: Request, error: Exception) -> JSONResponse:
    """The answer where there is no route, or not for this method."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, TooLarge):  # the framework takes it for a body that can't be read
        return too_large(request, error)
    if isinstance(error.__cause__, TooSlow):
        return too_slow(request, error)
    problem = {"type": "urn:bruecke:http", "title": str(error.detail), "status": error.status_code}
    return JSONResponse(problem, error.status_code, error.headers, media_type=MEDIA_TYPE)


def too_large(request: Request, error: Exception) -> JSONResponse:
    """The answer to a body that went on beyond what may be sent."""
    problem = {"type": "urn:bruecke:too-large", "title": "More can't be sent here at once.", "status": 413}
    return JSONResponse(problem, 413, media_type=MEDIA_TYPE)


def too_slow(request: Request, error: Exception) -> JSONResponse:
    """The answer to a body that did not come to an end."""
    problem = {"type": "urn:bruecke:too-slow", "title": "The body did not come in time.", "status": 408}
    return JSONResponse(problem, 408, media_type=MEDIA_TYPE)


def unexpected(request: Request, error: Exception) -> JSONResponse:
    """The answer to our own mistake: nothing of it, the log has it."""
    problem = {
        "type": "urn:bruecke:unexpected",
        "title": "Something went wrong on our side. Nothing was written; try again.",
        "status": 500,
    }
    # Answered outside the guard, which would have added these.
    return JSONResponse(problem, 500, HEADERS | {"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)
