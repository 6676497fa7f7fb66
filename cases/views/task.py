"""A task as somebody who may act on it sees it: form, answers so far, seats, who sees each answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from cases.case_file import Files
from cases.catalogue import CATALOGUE
from cases.records import Records
from cases.rows import Consent, Grant, Institution, User
from cases.views.seen import Seen, Shown, name_shown, person_name_of, see_thing
from cases.views.suspension import suspended_by
from cases.views.variables import view_scope
from cases.views.wording import Badge, badge_of, shape_of
from engine.answers import form_context, readable_of
from engine.clock import local_day
from engine.engine import Engine
from engine.packages.targets import target_of
from engine.ports import Actor, NotAllowed
from engine.rows import Draft, Seat, Task
from engine.store import Work
from forms import Audience, Choice, Field, Form, Text


@dataclass(frozen=True, slots=True)
class SeatView:
    """A place at a task or gateway."""

    role: str
    label: Text
    institution: Badge | None
    filled_by: str | None
    filled_at: datetime | None
    is_mine: bool
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task. `suspended_by`: the consent it rests on, where it is not in force; then its draft stays closed.

    `answers` are those of the draft; `context` and `choices` are what the form needs to be drawn; `readable`: the
    records of the case that messages may tell the reader.
    """

    key: int
    case_key: int
    reference: str
    procedure: str
    procedure_title: Text
    element: str
    name: Text
    help: Text | None
    purpose: Text | None
    legal_basis: Text | None
    status: str
    version: int
    assignee: str | None
    is_mine: bool
    created_at: datetime
    completed_at: datetime | None
    person_name: str | None
    form: Form
    answers: dict[str, Any]
    saved_at: datetime | None
    context: dict[str, Any]
    readable: frozenset[str]
    seats: tuple[SeatView, ...]
    one_signs: bool
    may_act: bool
    suspended_by: Text | None
    seen: Seen
    shown: Shown
    variables: dict[str, Any] | None = None
    activities: tuple[str, ...] = ()


def view_task(
    engine: Engine, files: Files, records: Records, work: Work, actor: Actor, task_key: int, language: str
) -> TaskView:
    """The task, if the actor holds one of its seats. Raises NotVisible, NotAllowed."""
    task, seen = see_thing(engine, work, actor, Task, task_key, language)
    rows = work.find(Seat, subject_key=task.key)
    if not {seat.role for seat in rows} & seen.sight.roles:
        raise NotAllowed
    node = seen.package.element(task.element)
    suspended = suspended_by(engine, work, seen, task)
    draft = work.get(Draft, task.key) if suspended is None else None
    answers = (
        orjson.loads(files.unseal(work, task.instance_key, draft.sealed, f"draft:{task.key}"))
        if draft
        else {}
    )
    wording = seen.wording
    assignee = work.get(User, task.assignee) if task.assignee else None
    scope = view_scope(engine, work, actor, task) if seen.package.is_single else None
    form = seen.package.forms[task.form]
    readable = _readable(seen, form, rows, answers)
    purpose, basis = node.properties.get("bruecke.purpose"), node.properties.get("bruecke.legal_basis")
    return TaskView(
        key=task.key,
        case_key=seen.case.key,
        reference=seen.case.reference,
        procedure=seen.case.procedure,
        procedure_title=wording.get("procedure.title"),
        element=task.element,
        name=wording.element(task.element),
        help=_optional(wording.get(f"elements.{task.element}.help", "")),
        purpose=wording.get(f"purposes.{purpose}", purpose) if purpose else None,
        legal_basis=wording.get(f"legal_bases.{basis}", basis) if basis else None,
        status=task.status,
        version=task.version,
        assignee=assignee.name if assignee else None,
        is_mine=task.assignee == actor.user_key,
        created_at=task.created_at,
        completed_at=task.completed_at,
        person_name=person_name_of(records, work, seen),
        form=form,
        answers=readable,
        saved_at=draft.updated_at if draft else None,
        context=form_context(seen.package, files, work, task, engine.clock.now()),
        readable=readable_of(files, seen.sight, form, work, seen.case.key, engine.clock.now()),
        seats=seat_views(work, seen, actor, rows),
        one_signs=node.one_signs,
        may_act=task.status == "open" and suspended is None,
        suspended_by=suspended,
        seen=seen,
        shown=name_shown(work, seen) | _told(seen, form, rows, readable),
        variables=scope.variables if scope else None,
        activities=scope.activities if scope else (),
    )


def _readable(seen: Seen, form: Form, seats: list[Seat], answers: dict[str, Any]) -> dict[str, Any]:
    """Of a draft that several seats share, what the reader's institution may read (still): consents change meanwhile."""
    if len(seats) < 2 or seen.sight.is_opener:
        return answers
    return {
        key: answer
        for key, answer in answers.items()
        if key in form.by_key and form.by_key[key].categories_of(answer) <= seen.sight.categories
    }


def _told(seen: Seen, form: Form, seats: list[Seat], answers: dict[str, Any]) -> Shown:
    """What a draft tells: it belongs to the institutions that hold its seats."""
    holders = {badge.key for seat in seats if (badge := seen.holder(seat.role))}
    owners = ",".join(str(key) for key in sorted(holders))
    told = (field.categories_of(answers.get(field.key)) for field in form.fields)
    return frozenset((category, owners) for category in frozenset().union(*told))


def seat_views(work: Work, seen: Seen, actor: Actor, rows: list[Seat]) -> tuple[SeatView, ...]:
    """Seats with who filled them."""
    keys = sorted({seat.filled_by for seat in rows if seat.filled_by})
    users = {user.key: user.name for user in work.find(User, key=keys)} if keys else {}
    return tuple(
        SeatView(
            seat.role,
            seen.wording.role(seat.role),
            seen.holder(seat.role),
            users.get(seat.filled_by or 0),
            seat.filled_at,
            seat.filled_by == actor.user_key or (seat.role in seen.sight.roles and seat.filled_by is None),
            seat.answer,
        )
        for seat in rows
    )


class Audiences:
    """Who will see an answer: its owners, and whom an active grant gives its category."""

    def __init__(self, work: Work, seen: Seen, element: str, now: datetime) -> None:
        self._seen = seen
        self._node = seen.package.element(element)
        grants = work.find(Grant, case_key=seen.case.key, revoked_at=None)
        self._grants = [g for g in grants if g.valid_from <= now and (g.valid_to is None or now < g.valid_to)]
        keys = sorted({g.basis_key for g in self._grants if g.basis != "OPENED"})
        self._consents = {c.key: c for c in work.find(Consent, key=keys)} if keys else {}

    def __call__(self, field: Field) -> Audience | None:
        """The margin of a question."""
        wording = self._seen.wording
        kind, name = target_of(field, self._node.properties.get("bruecke.record"))
        category = CATALOGUE.get(kind, {}).get(name) or field.category or "MASTER"
        found: dict[int, Institution] = {}
        for role in self._node.seats:
            for place in self._seen.participants:
                if place.role == role:
                    found[place.institution_key] = self._seen.institutions[place.institution_key]
        basis: Text | None = None
        for grant in self._grants:
            if grant.category == category and grant.institution_key in self._seen.institutions:
                found[grant.institution_key] = self._seen.institutions[grant.institution_key]
                consent = self._consents.get(grant.basis_key)
                if consent is not None:
                    day = consent.signed_on or local_day(consent.decided_at)
                    title = wording.vocabulary("consent_type", consent.type)
                    basis = Text(f"{title.text}, {day:%d.%m.%Y}", title.fallback)
        badges = tuple(
            (badge_of(row, wording.language).letters, shape_of(row.type)) for row in found.values()
        )
        return Audience(wording.vocabulary("categories", category), badges, basis)  # type: ignore[arg-type]  # shapes are the five literals


def choices_of(files: Files, work: Work, case_key: int, actor: Actor) -> Any:
    """Dynamic options of a form's fields, as the forms ask for them."""

    def choices(source: str) -> list[Choice]:
        return list(files.choices(work, case_key, source, actor))

    return choices


def _optional(text: Text) -> Text | None:
    return text if text.text else None
