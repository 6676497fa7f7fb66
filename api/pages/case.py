"""A case: what is to do now, who takes part, the way so far, what is on record, who may see what, what happened."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request, Response
from markupsafe import Markup

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.notes import NOTHING_TYPED, mark_seen
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.catalogue import CATEGORIES
from cases.commands.log_access import log_access
from cases.rows import Record
from cases.views.access_report import may_fetch
from cases.views.case import CaseView, ConsentView, FieldView, OpenWork, PlaceView, RecordView, view_case
from cases.views.deadlines import view_case_deadlines
from cases.views.diagram import draw_case, draw_inside, list_case
from cases.views.documents import count_documents
from cases.views.gateway import missing_fact
from cases.views.handovers import may_offer, view_handovers_of_case
from cases.views.history import HappeningView, view_history
from cases.views.late_measures import count_late_measures
from cases.views.meetings.desk import meetings_line
from cases.views.meetings.shapes import MeetingLine
from cases.views.notes import view_desk, view_notes
from cases.views.plan_line import view_plan_line
from cases.views.returning import may_recognise, undecided
from cases.views.seen import Seen, see_case
from cases.views.sending import may_send
from cases.views.versions import RecordVersions, VersionView, view_versions
from cases.views.wording import Badge
from engine.store import Work
from forms import Text

router = Router(include_in_schema=False)

NEWEST = 12
NEWEST_NOTES = 3
_DONE = ("opened", "completed", "decided", "withdrawn", "ended", "corrected", "lead", "deadline")


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the way: its name, how often it was passed, and who passed it last."""

    name: Text
    kind: str
    count: int
    is_here: bool
    last: HappeningView | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What an institution may see of a category: own | yes | no, by which consent; empty: its reader has nothing."""

    state: str
    basis: Text | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An institution with its cells, one a category."""

    institution: Badge
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RecordPart:
    """Fields of a record type: those the reader sees, whose the others are, and what it said earlier."""

    type: str
    title: Text
    fields: tuple[FieldView, ...]
    closed: tuple[Badge, ...]
    may_correct: bool
    earlier: tuple[VersionView, ...]


@router.get("/cases/{case_key}")
def show_case(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, history: str = ""
) -> Response:
    """The case as far as it is shared with the reader."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language, even_erased=True)
        if seen.case.erased_at is not None:
            return _show_erased(request, house, caller, work, seen)
        view = view_case(house.engine, house.case_file.records, work, caller.actor, seen)
        happenings = view_history(work, seen, newest_first=True)
        picture, inside = draw_case(work, seen), draw_inside(work, seen)
        steps = list_case(work, seen)
        notes = view_notes(
            house.engine, house.vault, house.lists, work, caller.actor, seen, limit=NEWEST_NOTES
        )
        desk = view_desk(house.engine, work, caller.actor, seen)
        plan = view_plan_line(work, seen)
        late = count_late_measures(house.engine, work, caller.actor, seen) if plan and plan.last else 0
        documents = count_documents(work, seen)
        handovers = view_handovers_of_case(house.engine, work, caller.actor, seen)
        meetings = meetings_line(work, caller.actor, seen, house.engine.clock.now())
        sends = may_send(house.engine, work, caller.actor, seen)
        recorded = {row.type for row in work.find(Record, case_key=seen.case.key, replaced_at=None)}
        kinds = [record.type for record in view.records]
        deadlines = view_case_deadlines(house.engine, work, caller.actor, seen)
        alike = undecided(house.case_file.records, work, caller.actor, seen)
        versions, told = view_versions(house.case_file.records, work, seen, kinds)
    log_access(house.engine, caller.actor, seen, "case", view.shown | told | notes.shown)
    mark_seen(house, caller, notes)
    done = request.query_params.get("done", "")
    latest = {h.element: h for h in reversed(happenings) if h.element}
    return page(
        request,
        house,
        caller,
        "case.html",
        here="cases",
        view=view,
        seen=seen,
        recorded=recorded,
        notes=notes,
        deadlines=deadlines,
        plan=plan,
        late=late,
        documents=documents,
        handovers=handovers,
        may_offer=may_offer(seen, handovers) if handovers is not None else (),
        meetings=meetings,
        unanswered=_unanswered(seen, meetings, house.engine.clock.now()),
        alike=alike,
        may_recognise=may_recognise(caller.actor, seen),
        desk=desk,
        typed=NOTHING_TYPED,
        done=done if done in _DONE else "",
        mine=[(item, _what_now(seen, item)) for item in view.work if item.may_act],
        others=[
            (item, _holders(seen, item.roles))
            for item in sorted(view.work, key=lambda item: item.is_suspended)
            if not item.may_act
        ],
        all_rests=all(item.is_suspended for item in view.work),
        missing={
            item.key: missing_fact(seen, item.element) for item in view.work if item.waits_for == "fact"
        },
        seats=_joint_places(seen, view),
        picture=Markup(picture),  # noqa: S704  # drawn by us, every text in it escaped
        inside=[(name, Markup(drawn)) for name, drawn in inside],  # noqa: S704  # as above
        steps=[
            StepView(seen.wording.element(s.element_id), s.kind, s.count, s.here, latest.get(s.element_id))
            for s in steps
            if s.is_on_path and (s.here or seen.package.model.elements[s.element_id].name)
        ],
        records=[_part(record, versions.get(record.type)) for record in view.records],
        categories=[(code, seen.wording.vocabulary("categories", code)) for code in CATEGORIES],
        matrix=[
            row
            for row in _matrix(view, caller.actor.institution_key)
            if not seen.sight.is_guest or row.institution.key == caller.actor.institution_key
        ],
        happenings=happenings,
        newest=NEWEST,
        may_send=sends,
        may_fetch_report=may_fetch(seen),
        hidden_happenings=0 if history == "all" else max(0, len(happenings) - NEWEST),
    )


def _show_erased(request: Request, house: Bruecke, caller: Caller, work: Work, seen: Seen) -> Response:
    """What is left of an erased case."""
    return page(
        request,
        house,
        caller,
        "erased.html",
        here="cases",
        view=view_case(house.engine, house.case_file.records, work, caller.actor, seen),
        is_opener=seen.sight.is_opener,
        may_fetch_report=may_fetch(seen),
        happenings=view_history(work, seen, newest_first=True),
    )


def _unanswered(
    seen: Seen, meetings: tuple[MeetingLine | None, bool] | None, now: datetime
) -> MeetingLine | None:
    """The next meeting, where the reader is invited and has not said whether they come."""
    following = meetings[0] if meetings else None
    if following is None or following.my_answer != "needs_action" or seen.sight.is_exceptional:
        return None
    return following if following.begins_at > now else None


def _what_now(seen: Seen, item: OpenWork) -> str:
    """What the banner of one's own work says: the differing answers, that the other seat is missing, or what it is."""
    if item.disagrees:
        return "disagree"
    if item.waits_for != "confirmation" and item.roles and not set(item.missing_seats) & seen.sight.roles:
        return "answered"
    return item.waits_for if item.subject == "gateway" else "task"


def _holders(seen: Seen, roles: Sequence[str]) -> list[Badge]:
    found = {badge.key: badge for role in roles if (badge := seen.holder(role))}
    return list(found.values())


def _joint_places(seen: Seen, view: CaseView) -> list[PlaceView]:
    """The two people named for the seats that act together; empty as long as there is no such tandem."""
    pairs = [role.members for role in seen.package.manifest.roles.values() if len(role.members) == 2]
    if not pairs:
        return []
    places = [place for role in pairs[0] for place in view.places if place.role == role]
    return places if len(places) == 2 and all(place.user for place in places) else []


def _part(record: RecordView, versions: RecordVersions | None) -> RecordPart:
    """What is closed says whose it is and nothing more: not what, not how much."""
    closed = {owner.key: owner for field in record.fields if field.value is None for owner in field.owners}
    return RecordPart(
        record.type,
        record.title,
        tuple(field for field in record.fields if field.value is not None),
        tuple(closed.values()),
        record.may_correct,
        versions.earlier if versions else (),
    )


def _matrix(view: CaseView, reader: int) -> list[MatrixRow]:
    """Who may see which category: what is an institution's own, and what consents in force open to whom.

    What the reader's own institution has not recorded, and nobody else may have, is empty rather than closed.
    """
    own: dict[int, set[str]] = defaultdict(set)
    for record in view.records:
        for field in record.fields:
            for owner in field.owners:
                own[owner.key].add(field.category)
    institutions = {place.institution.key: place.institution for place in view.places}
    consents: dict[int, list[ConsentView]] = defaultdict(list)
    for consent in view.consents:
        if consent.state == "granted":
            for recipient in consent.recipients:
                institutions.setdefault(recipient.key, recipient)
                consents[recipient.key].append(consent)
    taken = set().union(*own.values())
    return [
        MatrixRow(
            badge,
            tuple(
                _cell(code, own[key], consents[key], key == reader and code not in taken)
                for code in CATEGORIES
            ),
        )
        for key, badge in institutions.items()
    ]


def _cell(category: str, own: set[str], consents: Sequence[ConsentView], is_empty: bool) -> Cell:
    if category in own:
        return Cell("own")
    for consent in consents:
        if category in consent.category_codes:
            return Cell("yes", consent.title, consent.decided_at)
    return Cell("empty" if is_empty else "no")
