"""How the plan of a case stands, in a line: for the page of the case."""

from dataclasses import dataclass

from cases.plans import DRAFT, OPEN_STATES, PROPOSED, SIGNING, may_read_plan, still_to_sign
from cases.rows import Measure, Plan
from cases.views.seen import Seen
from engine.store import Work
from forms import Text

ANSWER, SIGN = "answer", "sign"
"""What the version at work wants of an institution."""


@dataclass(frozen=True, slots=True)
class PlanState:
    """A version: its number, how it stands, and how many signatures are missing."""

    number: int
    state: str
    label: Text
    unsigned: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The version at work and the one that binds or was last, each where there is one. `sits`: the reader may begin one.
    `wanted` of the reader's institution in the version at work: answer | sign, else empty."""

    open: PlanState | None
    last: PlanState | None
    sits: bool
    wanted: str


def view_plan_line(work: Work, seen: Seen) -> PlanLine | None:
    """How the plan stands; None where the procedure has none, or the reader neither reads it nor draws it up. Asks the
    database nothing in procedures without a plan."""
    rules = seen.package.manifest.plan
    if rules is None:
        return None
    sits = bool(seen.sight.roles & set(rules.roles)) and not seen.sight.is_exceptional
    rows = [
        row
        for row in work.find(Plan, case_key=seen.case.key)
        if may_read_plan(seen.sight, row) and not seen.sight.is_guest
    ]
    if not rows and not sits:
        return None
    found = next((row for row in rows if row.state in OPEN_STATES), None)
    settled = [row for row in rows if row.in_force_at is not None]
    acts = sits and seen.case.closed_at is None and not seen.instance.is_held
    return PlanLine(
        _state(work, seen, found) if found else None,
        _state(work, seen, settled[-1]) if settled else None,
        sits and seen.case.closed_at is None,
        _wanted(work, seen.sight.institution_key, found) if found and acts else "",
    )


def _wanted(work: Work, institution: int, row: Plan) -> str:
    if row.state == DRAFT:
        asked = work.find(Measure, plan_key=row.key, institution_key=institution, state=PROPOSED)
        return ANSWER if asked else ""
    return SIGN if institution in still_to_sign(work, row) else ""


def _state(work: Work, seen: Seen, row: Plan) -> PlanState:
    unsigned = len(still_to_sign(work, row)) if row.state == SIGNING else 0
    return PlanState(row.number, row.state, seen.wording.vocabulary("plan_states", row.state), unsigned)
