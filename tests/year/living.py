"""The people of a canton at work for a year: they open cases, do what is open, or something else that their office may do."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, get_args

from api.problems import HANDLED
from api.stories.expecting import Unmet
from api.stories.handing_over import hand_over
from api.stories.meeting import Meetings
from api.stories.packages import Told
from api.stories.planning import Planning
from api.stories.stage import Scene
from api.stories.story import ABOUT_A_MEASURE, Complete, Deed, HandoverDeed, MeetingDeed, PlanDeed
from api.worker import work_once
from cases.access import sight_of
from cases.commands.change_lead import change_lead
from cases.commands.send_rav_message import RavMessage, send_rav_message
from cases.commands.start_case import Opening, start_case
from cases.commands.withdraw_consent import withdraw_consent
from cases.meetings.states import PLANNED
from cases.plan_content import measure_of
from cases.plans import open_plan_of
from cases.rav import CODE, DAY, FIELDS, REASONS, REFERRAL, TEXT
from cases.rows import Case, Consent, Measure, Meeting
from cases.views.gateway import view_gateway
from cases.views.task import view_task
from engine.clock import local_day
from engine.commands.complete_task import complete_task
from engine.commands.decide_gateway import confirm_gateway, decide_gateway
from engine.errors import AnswersRejected
from engine.ports import Actor
from engine.rows import Gateway, Seat, Task
from tests.year.answering import answer, anything

TRIES = 20
"""So often somebody corrects a form before they leave it for another day."""
SIDEWAYS = 0.6
"""How often somebody does something beside what is open."""
WITHDRAWS = 0.1
"""How often, where somebody does something beside the steps, a person may also take a consent back."""
AGREES = 0.9
"""How often a second person leaves a form as it is, and people answer as a rule proposes."""
REASON = "So abgemacht."
MEETING_DEEDS = ("move", "invite", "accept", "decline", "hold", "hold", "minutes", "cancel")
HANDOVER_DEEDS = ("offer", "offer", "accept", "return", "withdraw")


@dataclass
class Year:
    """A scene on which a package is lived. `done` counts what succeeded, `left` the tasks that no try completed."""

    told: Told
    scene: Scene
    random: Random
    done: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    cases: list[int] = field(default_factory=list)

    def live(self, cases: int, days: int = 365) -> Iterator[date]:
        """Open so many cases in the first half of a year and work on them; each day on which people worked, when it is over."""
        begun = self.today
        end = begun + timedelta(days)
        while self.today < end:
            share = (self.today - begun).days / (days / 2)
            while len(self.cases) < min(cases, 1 + int(cases * share)):
                self.open()
            for case in self.random.sample(self.cases, len(self.cases)):
                self.work_on(case)
            work_once(self.scene.house)
            yield self.today
            self.go_on(self.random.choice((1, 1, 2, 3, 5, 8, 13)))

    @property
    def today(self) -> date:
        """The day of the scene."""
        return local_day(self.scene.clock.now())

    def go_on(self, days: int) -> None:
        """Time passes, and the worker does what is due."""
        self.scene.clock.set_day(self.today + timedelta(days))
        work_once(self.scene.house)

    def open(self) -> None:
        """Somebody whose office may do so opens a case."""
        procedure = self.told.package.manifest.id
        for actor in self._shuffled():
            if self._tries("open", lambda who=actor: self._start(who, procedure)):  # type: ignore[misc]
                return
        raise AssertionError(f"nobody of the cast may open a case of {procedure}")

    def work_on(self, case: int) -> None:
        """What is open in a case, each with some chance, and perhaps something beside it."""
        if self._is_closed(case):
            return
        for _ in range(self.random.randint(0, 3)):
            for seat in self._open_seats(case):
                if self.random.random() < 0.6:
                    self._fill(case, seat)
            if self.random.random() < SIDEWAYS:
                self._sideways(case)

    # steps

    def _fill(self, case: int, seat: Seat) -> None:
        with self.scene.house.engine.store.reading() as work:
            now = self.scene.clock.now()
            sights = [(actor, sight_of(work, actor, case, now)) for actor in self._shuffled()]
        able = [actor for actor, sight in sights if sight is not None and seat.role in sight.roles]
        for actor in able[:3]:
            deed = self._complete if seat.subject == "task" else self._decide
            if self._tries(seat.subject, lambda who=actor, do=deed: do(who, seat.subject_key)):  # type: ignore[misc]
                return

    def _complete(self, actor: Actor, key: int) -> None:
        """Fill in the form, and correct what it finds wrong."""
        engine, files = self.scene.house.engine, self.scene.case_file
        with engine.store.reading() as work:
            view = view_task(engine, files, files.records, work, actor, key, "de")
            task = work.get(Task, key)
        assert task is not None

        def offered(source: str) -> Sequence[Any]:
            with engine.store.reading() as work:
                return files.choices(work, task.instance_key, source, actor)

        usual = {**self._usual(task.element, view.form.by_key), **view.answers}
        said: dict[str, Any] | None = answer(view.form, usual, offered, self.today, self.random)
        if view.answers and self.random.random() < AGREES:
            said = None  # as it was left, or as the other one signed it
        for _ in range(TRIES):
            try:
                complete_task(engine, actor, key, said, task.version)
            except AnswersRejected as rejected:
                said = {**view.answers} if said is None else said
                for fault in rejected.faults:
                    if fault.field in view.form.by_key:
                        value = anything(view.form.by_key[fault.field], offered, self.today, self.random)
                        as_usual = self.random.random() < 0.3
                        said[fault.field] = usual.get(fault.field, value) if as_usual else value
            else:
                self.done[task.element] += 1
                return
        self.left[task.element] += 1

    def _usual(self, element: str, keys: Mapping[str, Any]) -> dict[str, Any]:
        """What the cast says, the client's own, and what a story said at this task."""
        client = self.random.choice(list(self.told.cast.clients.values()) or [{}])
        about = {key: value for key, value in client.items() if key in keys}
        told = self.random.choice(self._said_at(element))
        said = {**self.told.cast.defaults.get(element, {}), **about, **told}
        people = self.scene.actors
        return {
            key: str(people[value].user_key) if isinstance(value, str) and value in people else value
            for key, value in said.items()
        }

    def _said_at(self, element: str) -> list[Mapping[str, Any]]:
        """The answers of the stories to a task, none among them."""
        steps = [step for story in self.told.stories for step in story.steps]
        return [
            {},
            *(step.answers for step in steps if isinstance(step, Complete) and step.complete == element),
        ]

    def _decide(self, actor: Actor, key: int) -> None:
        """Answer a question, with or against what a rule proposes."""
        engine, records = self.scene.house.engine, self.scene.case_file.records
        with engine.store.reading() as work:
            view = view_gateway(engine, records, work, actor, key, "de")
        if view.waits_for == "confirmation":
            confirm_gateway(engine, actor, key, view.basis)
        else:
            options = [option.answer for option in view.options]
            agreed = view.proposal if self.random.random() < AGREES else None
            decide_gateway(engine, actor, key, agreed or self.random.choice(options), view.basis, REASON)
        self.done[view.element] += 1

    # beside the steps

    def _sideways(self, case: int) -> None:
        manifest = self.told.package.manifest
        deeds: list[Callable[[Actor, int], None]] = [self._lead, self._report]
        deeds += [self._withdraw] if self.random.random() < WITHDRAWS else []
        deeds += [self._plan] * 20 if manifest.plan else []
        deeds += [self._meet] * 8 if manifest.meetings else []
        deeds += [self._hand_over] * 5 if manifest.handovers else []
        deeds += [self._settle] * 5 if manifest.takes_over else []
        deed = self.random.choice(deeds)
        with self.scene.house.engine.store.reading() as work:
            now = self.scene.clock.now()
            seeing = [one for one in self._shuffled() if sight_of(work, one, case, now) is not None]
        for actor in seeing:
            if self._tries(deed.__name__, lambda who=actor: deed(who, case)):  # type: ignore[misc]
                return

    def _plan(self, actor: Actor, case: int) -> None:
        """What the plan needs next, or anything else."""
        rules = self.told.package.manifest.plan
        assert rules is not None
        words = self._next_of_plan(case) if self.random.random() < AGREES else get_args(Deed)
        word = self.random.choice(words)
        service = self.random.choice(list(rules.services)) if word in ABOUT_A_MEASURE else None
        if word in {"accept", "decline", "agree", "object"}:
            service = self.random.choice(self._proposed(case)) or service
        person = self.random.random() < 0.3 and word in {"sign", "refuse"}
        step = PlanDeed.model_validate({"plan": word, "as": "x", "service": service, "person": person})
        Planning(self.scene, rules, case).do(actor, step)

    def _next_of_plan(self, case: int) -> Sequence[str]:
        with self.scene.house.engine.store.reading() as work:
            plan = open_plan_of(work, case)
            measures = work.find(Measure, plan_key=plan.key) if plan else []
        if plan is None:
            return ["begin"]
        if plan.state == "signing":
            return ["sign"]
        return ["accept", "agree", "agree", "submit", "goals"] if measures else ["goals", "propose"]

    def _proposed(self, case: int) -> list[str | None]:
        files = self.scene.case_file
        with self.scene.house.engine.store.reading() as work:
            plan = open_plan_of(work, case)
            rows = work.find(Measure, plan_key=plan.key) if plan else []
            return [measure_of(files, work, row)[0].service for row in rows] or [None]

    def _settle(self, actor: Actor, case: int) -> None:
        """The other server says what became of its handover there."""
        state = self.random.choice(("accepted", "returned", "withdrawn"))
        step = HandoverDeed.model_validate({"handover": "settled", "as": "x", "state": state})
        hand_over(self.scene, self.told.package.manifest, case, actor, step)

    def _meet(self, actor: Actor, case: int) -> None:
        kind = self.random.choice(list(self.told.package.manifest.meetings))
        with self.scene.house.engine.store.reading() as work:
            is_called = bool(work.find(Meeting, case_key=case, kind=kind, state=PLANNED))
        word = self.random.choice(MEETING_DEEDS) if is_called else "call"
        step = {"meeting": word, "as": "x", "kind": kind, "person": self.random.random() < 0.3, "part": 1}
        if word == "invite":
            step["invited"] = self.random.sample(sorted(self.scene.actors), 2)
        Meetings(self.scene, self.told.package, case).do(actor, MeetingDeed.model_validate(step))

    def _hand_over(self, actor: Actor, case: int) -> None:
        manifest = self.told.package.manifest
        step = {"handover": self.random.choice(HANDOVER_DEEDS), "as": "x"}
        step |= {"kind": self.random.choice(list(manifest.handovers))} if step["handover"] == "offer" else {}
        hand_over(self.scene, manifest, case, actor, HandoverDeed.model_validate(step))

    def _withdraw(self, actor: Actor, case: int) -> None:
        with self.scene.house.engine.store.reading() as work:
            consents = work.find(Consent, case_key=case)
        if consents:
            withdraw_consent(self.scene.house.engine, actor, self.random.choice(consents).key)

    def _lead(self, actor: Actor, case: int) -> None:
        to = self.random.choice(list(self.scene.actors.values()))
        change_lead(self.scene.house.engine, actor, case, to.user_key, REASON)

    def _report(self, actor: Actor, case: int) -> None:
        kind = self.random.choice(sorted(FIELDS.keys() - {REFERRAL}))
        told = {DAY: self.today.isoformat(), TEXT: "Krank", CODE: self.random.choice(REASONS)}
        house, fields = self.scene.house, {name: told[what] for name, what in FIELDS[kind].items()}
        send_rav_message(
            house.engine, house.vault, house.lists, actor, RavMessage(kind, fields, case_key=case)
        )

    # what it stands on

    def _start(self, actor: Actor, procedure: str) -> None:
        opened = start_case(self.scene.house.engine, self.scene.house.vault, actor, Opening(procedure, {}))
        self.cases.append(int(opened["case"]))

    def _tries(self, word: str, deed: Callable[[], None]) -> bool:
        """Whether somebody could do it; what is refused is refused, and anything else an error."""
        try:
            deed()
        except (*HANDLED, Unmet):
            self.left[f"refused: {word}"] += 1
            return False
        self.done[word] += 1
        return True

    def _open_seats(self, case: int) -> list[Seat]:
        with self.scene.house.engine.store.reading() as work:
            seats = work.find(Seat, instance_key=case, is_open=True)
            open_ones = {row.key for row in work.find(Task, instance_key=case, status="open")}
            open_ones |= {row.key for row in work.find(Gateway, instance_key=case, status="open")}
        found = [seat for seat in seats if seat.subject_key in open_ones and seat.filled_by is None]
        return self.random.sample(found, len(found))

    def _is_closed(self, case: int) -> bool:
        with self.scene.house.engine.store.reading() as work:
            row = work.get(Case, case)
        return row is None or row.closed_at is not None

    def _shuffled(self) -> list[Actor]:
        return self.random.sample(list(self.scene.actors.values()), len(self.scene.actors))
