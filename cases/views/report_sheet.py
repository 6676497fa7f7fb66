"""The report of who saw what as a document: for the person, in every procedure the same."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from cases.documents import OWN, Sheet
from cases.records import Records
from cases.rows import Institution, User
from cases.views.access_report import AccessReport, AccessView, view_access_report
from cases.views.exceptions import ExceptionView
from cases.views.grantings import GrantingView
from cases.views.packets import ReportedPacket
from cases.views.printing import Data, day, falls_back, shared_words, text
from engine.clock import ZONE, local_day
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work

MOST_READS = 3000
"""More than a person reads on paper; all of them are in the file."""
_PORTION = 200
_WORDS = "vocabulary.access_document."


def draw_access_report(
    engine: Engine,
    records: Records,
    lists: Callable[[Work], Any],
    actor: Actor,
    case_key: int,
    language: str,
) -> tuple[Sheet, AccessReport]:
    """The document before it is set in type, and the report's first part. Raises NotVisible, ReportNotYours."""

    def part(after: int | None) -> AccessReport:
        return view_access_report(
            engine, records, lists, actor, case_key, language, after=after, limit=_PORTION
        )

    first = report = part(None)
    reads = list(first.accesses)
    while report.following is not None and len(reads) < MOST_READS:
        report = part(report.following)
        reads += report.accesses
    with engine.store.reading() as work:
        office, maker = work.get(Institution, actor.institution_key), work.get(User, actor.user_key)
    assert office is not None
    assert maker is not None
    wording, case = first.seen.wording, first.seen.case
    keys = sorted(key for key in wording.package.texts.vocabulary if key.startswith(_WORDS))
    words = {key.removeprefix(_WORDS): text(wording.get(key)) for key in keys}
    data: Data = {
        "id": "access_report",
        "language": language,
        "title": words["title"],
        "procedure": text(wording.get("procedure.title")),
        "words": words,
        "shared": shared_words(wording),
        "reference": case.reference,
        "made_on": day(local_day(engine.clock.now())),
        "office": {"name": office.name},
        "maker": {
            "name": maker.name,
            "function": maker.function_fr if language == "fr" else maker.function_de,
        },
        "records": {},
        "person": first.person_name,
        "erased_on": day(local_day(case.erased_at)) if case.erased_at else None,
        "reads": [_read(one) for one in reads[:MOST_READS]],
        "is_cut": report.following is not None or len(reads) > MOST_READS,
        "exceptions": [_exception(one) for one in first.exceptions],
        "packets": [_packet(one) for one in first.packets],
        "grantings": [_granting(one) for one in first.grantings],
    }
    return Sheet(OWN.format("access_report"), "", data | {"fallback": falls_back(data)}), first


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M}"


def _texts(labels: Iterable[Any]) -> list[Data]:
    return [text(label) for label in labels]


def _read(one: AccessView) -> Data:
    return {
        "at": _at(one.at),
        "user": one.user,
        "function": one.function,
        "office": one.institution.name,
        "opened": text(one.opened),
        "parts": [
            {
                "categories": _texts(part.categories),
                "basis": text(part.basis.label),
                "day": day(part.basis.day) if part.basis.day else None,
            }
            for part in one.parts
        ],
    }


def _exception(one: ExceptionView) -> Data:
    return {
        "user": one.user,
        "office": one.institution.name,
        "since": _at(one.since),
        "until": _at(one.until),
        "reason": one.reason,
    }


def _packet(one: ReportedPacket) -> Data:
    return {
        "at": _at(one.line.sent_at),
        "user": one.line.sent_by,
        "sender": one.line.sender.name,
        "receiver": one.line.receiver.name,
        "fields": _texts(one.labels),
        "basis": text(one.basis.label),
        "day": day(one.basis.day) if one.basis.day else None,
    }


def _granting(one: GrantingView) -> Data:
    return {
        "title": text(one.title),
        "state": text(one.state_label),
        "since": _at(one.since),
        "recipients": [badge.name for badge in one.recipients],
        "categories": _texts(one.categories),
        "is_opening": one.state == "opened",
    }
