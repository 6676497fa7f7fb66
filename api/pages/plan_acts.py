"""What is done on the page of a plan: each form, what it asks of the plan, and what is wrong with what was sent."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from api.access import Caller
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, day, last, number, repeatable
from cases.commands.answer_measure import Reply, answer_measure
from cases.commands.draw_up_plan import draw_up_plan
from cases.commands.note_measure_step import note_measure_step
from cases.commands.note_person_answer import note_person_answer
from cases.commands.propose_measure import propose_measure
from cases.commands.return_plan import return_plan
from cases.commands.set_goals import set_goals
from cases.commands.sign_plan import sign_plan
from cases.commands.submit_plan import submit_plan
from cases.commands.withdraw_measure import withdraw_measure
from cases.plan_content import Goal, Offer, Step
from cases.plans import (
    ABORTED,
    DRAFT,
    ENDED,
    LONGEST,
    MOST_GOALS,
    PRINCIPLES,
    SIGNING,
    STARTED,
    PlanChanged,
)
from cases.views.plan import PlanView, view_plan
from cases.views.seen import see_case
from engine.ports import NotVisible


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent and was refused: by which form, about which measure, and what is wrong with which field."""

    act: str = ""
    measure: int = 0
    pairs: Pairs = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    def of(self, act: str, measure: int = 0) -> "Sent":
        """What was sent by this form; of any other one, nothing."""
        return self if (self.act, self.measure) == (act, measure) else NOTHING_SENT

    def text(self, name: str, default: object = "") -> str:
        """What was typed in a field, or what stands there."""
        return last(self.pairs, name) if self.act else str(default)

    def version(self, current: int) -> str:
        """The version to send: the one that was seen, unless it was refused for that; then the one that is seen now."""
        return self.text("version", current) if self.why == "faults" else str(current)

    def mark(self, current: str) -> str:
        """The same for the mark of what was seen (`mark_of`)."""
        return self.text("seen", current) if self.why == "faults" else current

    @property
    def first(self) -> str:
        """The first field that something is wrong with."""
        return next(iter(self.faults), "")

    @property
    def words(self) -> list[str]:
        """What was written by hand, to be kept where its form is not there any more."""
        return [
            text
            for name, values in self.pairs.items()
            if name.startswith(_WRITTEN) and (text := values[-1].strip())
        ]


NOTHING_SENT = Sent()
_WRITTEN = ("text_", "measured_", "aim", "reason", "note")
_STEPS = (STARTED, ENDED, ABORTED)


class Faulty(Exception):
    """Something in a form is wrong: a word for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


FIELD_OF = {("propose", "institution"): "service", ("change", "institution"): "service"}
"""Institution and service are chosen as one."""


def _begin(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    draw_up_plan(house.engine, caller.actor, case_key, repeatable(pairs, "draw_up_plan", case_key))
    return "begun", ""


def _goals(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    version, faults = number(pairs, "version"), dict[str, str]()
    goals = []
    for row in range(MOST_GOALS):
        texts = {name: _text(pairs, f"{name}_{row}") for name in ("text", "measured", "due")}
        if not any(texts.values()):
            continue
        for name in ("text", "measured"):
            _check_text(faults, f"{name}_{row}", texts[name])
        due = _day(faults, pairs, f"due_{row}")
        rank = _text(pairs, f"priority_{row}") or str(row + 1)
        if not (rank.isascii() and rank.isdigit() and 1 <= int(rank[:3]) <= MOST_GOALS):
            faults[f"priority_{row}"] = "not_a_priority"
            rank = "1"
        goals.append(Goal(texts["text"], texts["measured"], int(rank[:3]), due or date.min))
    explained = _day(faults, pairs, "explained_on") if _text(pairs, "explained_on") else None
    _raise(faults)
    repeat = repeatable(pairs, "set_goals", case_key, version, goals, explained)
    with_version = partial(set_goals, house.engine, caller.actor, case_key)
    try:
        with_version(version, goals, explained, repeat)
    except PlanChanged:
        plan = _plan_now(house, caller, case_key)
        if mark_of(plan) != last(pairs, "seen"):
            raise
        with_version(plan.version, goals, explained, repeat)
    return "goals", "#goals"


def _plan_now(house: Bruecke, caller: Caller, case_key: int) -> PlanView:
    """The plan as it stands. Raises NotVisible."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        plan = view_plan(house.engine, work, caller.actor, seen).plan
    if plan is None:
        raise NotVisible
    return plan


def mark_of(plan: PlanView) -> str:
    """What tells whether the part of a plan that a form is about is still the same, whatever else has changed in it: the
    goals of one that is worked on, the turn of one that is signed."""
    part = plan.content if plan.state == DRAFT else plan.turn
    return hashlib.sha256(repr((plan.key, plan.state, part)).encode()).hexdigest()[:32]


def _propose(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    measure, version = number(pairs, "measure"), number(pairs, "version")
    institution, offer = _offer(pairs)
    known = (measure, version) if measure else None
    repeat = repeatable(pairs, "propose_measure", case_key, institution, offer, known)
    answer = propose_measure(
        house.engine, caller.actor, case_key, institution, offer, repeat, instead_of=known
    )
    return "changed" if measure else "proposed", f"#measure-{answer['measure']}"


def _offer(pairs: Pairs) -> tuple[int, Offer]:
    """What is proposed to whom. Raises Faulty."""
    faults = dict[str, str]()
    key, _, service = last(pairs, "service")[:100].partition(":")
    if not (key.isascii() and key.isdigit() and len(key) < 19 and service):
        faults["service"] = "choose"
    aim = _text(pairs, "aim")
    _check_text(faults, "aim", aim)
    payer, principle = last(pairs, "payer")[:40], last(pairs, "principle")
    if not payer:
        faults["payer"] = "choose"
    if principle not in PRINCIPLES:
        faults["principle"] = "choose"
    begins, ends = _day(faults, pairs, "begins"), _day(faults, pairs, "ends")
    _raise(faults)
    assert begins is not None
    assert ends is not None
    return int(key), Offer(service, aim, payer, principle, begins, ends)


def _withdraw(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    measure, version = number(pairs, "measure"), number(pairs, "version")
    repeat = repeatable(pairs, "withdraw_measure", measure, version)
    withdraw_measure(house.engine, caller.actor, measure, version, repeat)
    return "withdrawn", "#measures"


def _answer(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    measure, version, said = number(pairs, "measure"), number(pairs, "version"), last(pairs, "accepts")
    faults = dict[str, str]()
    if said not in ("yes", "no"):
        faults["accepts"] = "choose"
    reason = _text(pairs, "reason")
    if said == "no":
        _check_text(faults, "reason", reason)
    responsible = number(pairs, "responsible")
    if said == "yes":
        if not last(pairs, "is_entitled"):
            faults["is_entitled"] = "not_entitled"
        if not responsible:
            faults["responsible"] = "choose"
    _raise(faults)
    reply = Reply(said == "yes", bool(last(pairs, "is_entitled")), responsible or None, reason)
    repeat = repeatable(pairs, "answer_measure", measure, version, reply)
    answer_measure(house.engine, caller.actor, measure, version, reply, repeat)
    return "answered", f"#measure-{measure}"


def _person(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    measure, version, said = number(pairs, "measure"), number(pairs, "version"), last(pairs, "agrees")
    faults = {} if said in ("yes", "no") else {"agrees": "choose"}
    on = _day(faults, pairs, "on")
    _raise(faults)
    assert on is not None
    repeat = repeatable(pairs, "note_person_answer", measure, version, said, on)
    note_person_answer(house.engine, caller.actor, measure, version, said == "yes", on, repeat)
    return "person", f"#measure-{measure}"


def _step(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    measure, seen, state = number(pairs, "measure"), number(pairs, "version"), last(pairs, "state")
    faults = {} if state in _STEPS else {"state": "choose"}
    on, note = _day(faults, pairs, "on"), _text(pairs, "note")
    if state == ABORTED:
        _check_text(faults, "note", note)
    _raise(faults)
    assert on is not None
    step = Step(state, on, note)
    repeat = repeatable(pairs, "note_measure_step", measure, seen, step)
    note_measure_step(house.engine, caller.actor, measure, seen, step, repeat)
    return "step", f"#measure-{measure}"


def _submit(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    version = number(pairs, "version")
    repeat = repeatable(pairs, "submit_plan", case_key, version)
    submit_plan(house.engine, caller.actor, case_key, version, repeat)
    return "submitted", ""


def _sign(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    """Signatures and refusals, of the institution and of the person."""
    wanted, version = last(pairs, "do"), number(pairs, "version")
    signs, by_person = wanted in ("sign", "person_sign"), wanted.startswith("person")
    faults, reason = dict[str, str](), _text(pairs, "reason")
    on = _day(faults, pairs, "person_on") if by_person else None
    if not signs:
        _check_text(faults, "reason", reason)
    _raise(faults)
    repeat = repeatable(pairs, "sign_plan", case_key, version, wanted, reason, on)
    in_version = partial(
        sign_plan,
        house.engine,
        caller.actor,
        case_key,
        signs=signs,
        reason=reason,
        person_on=on,
        request=repeat,
    )
    try:
        answer = in_version(version)
    except PlanChanged:  # by another signature: what is signed is still the same
        plan = _plan_now(house, caller, case_key)
        if plan.state != SIGNING or mark_of(plan) != last(pairs, "seen"):
            raise
        answer = in_version(plan.version)
    if answer["state"] == "in_force":
        return "in_force", ""
    return ("person_" if by_person else "") + ("signed" if signs else "refused"), ""


def _return(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> tuple[str, str]:
    version, drops = number(pairs, "version"), last(pairs, "do") == "drop"
    repeat = repeatable(pairs, "return_plan", case_key, version, drops)
    return_plan(house.engine, caller.actor, case_key, version, repeat, drops=drops)
    return "dropped" if drops else "returned", ""


ACTS: Mapping[str, Callable[[Bruecke, Caller, int, Pairs], tuple[str, str]]] = {
    "begin": _begin,
    "goals": _goals,
    "propose": _propose,
    "change": _propose,
    "withdraw": _withdraw,
    "answer": _answer,
    "person": _person,
    "step": _step,
    "submit": _submit,
    "sign": _sign,
    "refuse": _sign,
    "person_sign": _sign,
    "person_refuse": _sign,
    "return": _return,
    "drop": _return,
}
"""What can be done, each with the word for what was done and the place on the page."""

ON_DRAFTS = {"goals", "propose", "change", "withdraw", "answer", "person", "submit"}
ON_BINDING = {"step"}
ON_SIGNING = {"sign", "refuse", "person_sign", "person_refuse", "return"}


def _text(pairs: Pairs, name: str) -> str:
    return last(pairs, name).replace("\r\n", "\n").strip()


def _check_text(faults: dict[str, str], name: str, text: str) -> None:
    if not text:
        faults[name] = "missing"
    elif len(text) > LONGEST:
        faults[name] = "too_long"


def _day(faults: dict[str, str], pairs: Pairs, name: str) -> date | None:
    found = day(pairs, name)
    if found is None:
        faults[name] = "not_a_day" if _text(pairs, name) else "missing_day"
    return found


def _raise(faults: Mapping[str, str]) -> None:
    if faults:
        raise Faulty(faults)
