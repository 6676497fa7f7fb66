"""What stands in a plan, as it is sealed: goals, offers of measures, and the answers to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from cases.rows import Measure, MeasureStep, Plan, PlanSignature
from engine.ports import CaseFile
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: measured by what, how important (1 first), by when."""

    text: str
    measured_by: str
    priority: int
    due: date


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a version besides its measures. `explained_on`: the day on which the person's rights and duties were
    explained to them (CH-08)."""

    goals: tuple[Goal, ...] = ()
    explained_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is proposed: a service of the catalogue, to what end, who pays by what principle, from when to when."""

    service: str
    aim: str
    payer: str
    principle: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What an institution said to a measure: who of its people is responsible, whether the person is entitled, or why not;
    and the day on which the person answered."""

    responsible: int | None = None
    is_entitled: bool | None = None
    reason: str = ""
    person_on: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What has become of a measure (started | ended | aborted), on which day, and what is said to it."""

    state: str
    on: date
    note: str = ""


def place_of(row: Plan | Measure | MeasureStep | PlanSignature) -> str:
    """What binds a sealed text to its row."""
    return f"{type(row).__name__.lower()}:{row.key}"


def sealed_content(files: CaseFile, work: Work, plan: Plan, content: Content) -> bytes:
    """The goals of a plan, for its row."""
    packed = {
        "goals": [[one.text, one.measured_by, one.priority, one.due.isoformat()] for one in content.goals],
        "explained_on": content.explained_on.isoformat() if content.explained_on else None,
    }
    return files.seal(work, plan.case_key, orjson.dumps(packed), place_of(plan))


def content_of(files: CaseFile, work: Work, plan: Plan) -> Content:
    """What `sealed_content` was given."""
    read = orjson.loads(files.unseal(work, plan.case_key, plan.sealed, place_of(plan)))
    goals = (
        Goal(text, measure, priority, date.fromisoformat(due))
        for text, measure, priority, due in read["goals"]
    )
    explained = read["explained_on"]
    return Content(tuple(goals), date.fromisoformat(explained) if explained else None)


def sealed_measure(files: CaseFile, work: Work, measure: Measure, offer: Offer, answer: Answer) -> bytes:
    """What a measure is and what was said to it, for its row."""
    packed: Mapping[str, Any] = {
        "service": offer.service,
        "aim": offer.aim,
        "payer": offer.payer,
        "principle": offer.principle,
        "begins": offer.begins,
        "ends": offer.ends,
        "responsible": answer.responsible,
        "is_entitled": answer.is_entitled,
        "reason": answer.reason,
        "person_on": answer.person_on,
    }
    return files.seal(work, measure.case_key, orjson.dumps(packed), place_of(measure))


def measure_of(files: CaseFile, work: Work, measure: Measure) -> tuple[Offer, Answer]:
    """What `sealed_measure` was given."""
    read = orjson.loads(files.unseal(work, measure.case_key, measure.sealed, place_of(measure)))
    begins, ends = date.fromisoformat(read["begins"]), date.fromisoformat(read["ends"])
    offer = Offer(read["service"], read["aim"], read["payer"], read["principle"], begins, ends)
    on = date.fromisoformat(read["person_on"]) if read["person_on"] else None
    return offer, Answer(read["responsible"], read["is_entitled"], read["reason"], on)


def sealed_step(files: CaseFile, work: Work, row: MeasureStep, step: Step) -> bytes:
    """What has become of a measure, for its row."""
    packed = orjson.dumps({"on": step.on, "note": step.note})
    return files.seal(work, row.case_key, packed, place_of(row))


def step_of(files: CaseFile, work: Work, row: MeasureStep) -> Step:
    """What `sealed_step` was given."""
    read = orjson.loads(files.unseal(work, row.case_key, row.sealed, place_of(row)))
    return Step(row.state, date.fromisoformat(read["on"]), read["note"])
