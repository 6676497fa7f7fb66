"""Playing a story: its steps one after the other, as its people, until it ends or something is not as told."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from api.problems import HANDLED, problem_of
from api.stories.expected import Expect
from api.stories.expecting import Unmet, begun, check, in_words, judge
from api.stories.handing_over import hand_over
from api.stories.keeping import Keeping
from api.stories.meeting import Meetings
from api.stories.names import CAST
from api.stories.planning import Planning
from api.stories.stage import Scene, Stage
from api.stories.story import (
    Act,
    Cast,
    Complete,
    Confirm,
    Day,
    Decide,
    Edit,
    HandoverDeed,
    LeadDeed,
    Look,
    MeetingDeed,
    PlanDeed,
    Refusal,
    RetentionDeed,
    Sign,
    Step,
    Story,
    Tell,
    Wait,
    Withdraw,
)
from api.worker import work_once
from cases.commands.change_lead import change_lead
from cases.commands.publish import publish_message
from cases.commands.send_rav_message import RavMessage, send_rav_message
from cases.commands.start_case import Opening, start_case
from cases.commands.withdraw_consent import withdraw_consent
from cases.consents import latest
from cases.early_messages import Message
from cases.rav import FIELDS
from cases.rows import Consent, Plan
from cases.views.gateway import GatewayView, view_gateway
from cases.views.task import view_task
from decisions.feel import parse
from engine.clock import local_day
from engine.commands.complete_task import complete_task
from engine.commands.decide_gateway import confirm_gateway, decide_gateway
from engine.commands.save_draft import save_draft
from engine.errors import ProcessFailure
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed, NotVisible
from engine.rows import Event, Gateway, Task
from engine.rows import Wait as Waiting

_LATER = parse("day + duration(span)")


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a story went another way than told, and what to correct. Step 0 is the start."""

    step: int
    place: str
    expected: str
    found: str
    remedy: str = "Correct the model, or the story if the change is meant."


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a story; `path` are the tasks done, gateways decided and the outcome, in their order, `walked` the
    elements and flows by which the case came."""

    story: Story
    path: tuple[str, ...]
    failure: Failure | None
    walked: frozenset[str] = frozenset()


def staged(story: Story, cast: Cast, stage: Stage, package: Package) -> "Playing":
    """A story on a house of its own, before it begins."""
    return Playing(story, cast, stage.scene(package, story.start.on, cast.offices), package)


def play(story: Story, cast: Cast, stage: Stage, package: Package) -> Played:
    """Play a story on a house of its own."""
    playing = staged(story, cast, stage, package)
    failure = playing.run()
    return Played(story, playing.path(), failure, frozenset(playing.scene.walked))


class Playing:
    """One story on its scene."""

    def __init__(self, story: Story, cast: Cast, scene: Scene, package: Package) -> None:
        self.story = story
        self.scene = scene
        self._cast = cast
        self._package = package
        self._engine = scene.house.engine
        self._case = 0
        self._brought: dict[int, dict[str, Any]] = {}
        self._shown: dict[tuple[str, str], GatewayView | int] = {}

    def run(self, watch: Callable[[int, Step], None] = lambda number, step: None) -> Failure | None:
        """Start and steps, up to the first one that fails; `watch` is told of each step before it is done."""
        try:
            self._act(None, self._start)
        except Unmet as unmet:
            return Failure(0, "start", unmet.expected, unmet.found)
        for number, step in enumerate(self.story.steps, 1):
            try:
                self._by_the_way()
                watch(number, step)
                self._step(step)
            except Unmet as unmet:
                return _failure(number, step, unmet)
        return None

    def path(self) -> tuple[str, ...]:
        """The way the case has taken."""
        with self._engine.store.reading() as work:
            events = sorted(work.find(Event, instance_key=self._case), key=lambda event: event.sequence)
        return tuple(text for event in events if (text := _on_path(event)))

    def standing(self) -> frozenset[str]:
        """The tasks and gateways at which the case stands, and how its consents and versions of the plan stand."""
        with self._engine.store.reading() as work:
            tasks = work.find(Task, instance_key=self._case, status="open")
            gateways = work.find(Gateway, instance_key=self._case, status="open")
            consents = work.find(Consent, case_key=self._case)
            plans = work.find(Plan, case_key=self._case)
        return frozenset(
            [
                *(one.element for one in tasks),
                *(one.element for one in gateways),
                *(f"{one.type} {one.state}" for one in consents),
                *(f"plan {one.number} {one.state}" for one in plans),
            ]
        )

    @property
    def today(self) -> date:
        """The day it is in the story."""
        return local_day(self._engine.clock.now())

    def visited(self) -> frozenset[str]:
        """What of the model the case has come by, or comes to."""
        with self._engine.store.reading() as work:
            passed = [event.element for event in work.find(Event, instance_key=self._case)]
            opened = [task.element for task in work.find(Task, instance_key=self._case)]
            opened += [gateway.element for gateway in work.find(Gateway, instance_key=self._case)]
            opened += [wait.element for wait in work.find(Waiting, instance_key=self._case)]
        return frozenset([*self.scene.walked, *opened, *(element for element in passed if element)])

    def _start(self) -> None:
        actor = self._actor(self.story.start.users[0])
        opening = Opening(self._package.manifest.id, {})
        self._case = int(start_case(self._engine, self.scene.house.vault, actor, opening)["case"])

    def _step(self, step: Step) -> None:
        if isinstance(step, Expect):
            check(step, self.scene, self._case)
        elif isinstance(step, Day):
            self._go_to(step.on, step.worker)
        elif isinstance(step, Wait):
            today = local_day(self._engine.clock.now())
            scope = {"day": today, "span": step.wait}
            self._go_to(_LATER.evaluate(scope, self._engine.clock.now()).value)
        else:
            self._act(step.refused, *(self._deed(step, number) for number in range(len(step.users))))

    def _by_the_way(self) -> None:
        """Tasks that a variant has added, by the first of those who may; a story that is about one does it itself."""
        told = {step.subject for step in self.story.steps if isinstance(step, Complete | Edit | Sign | Look)}
        for element in self._cast.by_the_way.keys() - told:
            with self._engine.store.reading() as work:
                rows = work.find(Task, instance_key=self._case, status="open")
            for task in (row for row in rows if row.element == element):
                self._first_who_may(element, task)

    def _first_who_may(self, element: str, task: Task) -> None:
        for login in self._cast.by_the_way[element]:
            with suppress(NotVisible, NotAllowed):
                complete_task(
                    self._engine, self._actor(login), task.key, self._answers(task, {}), task.version
                )
                return

    def _go_to(self, day: Any, is_worked: bool = True) -> None:
        if not isinstance(day, date) or day < local_day(self._engine.clock.now()):
            raise Unmet("time that goes on", f"a day before {self._engine.clock.now():%d.%m.%Y}")
        self.scene.clock.set_day(day)
        if is_worked:
            work_once(self.scene.house)

    def _act(self, refusal: Refusal | None, *deeds: Callable[[], None]) -> None:
        try:
            for deed in deeds:
                deed()
        except HANDLED as error:
            judge(refusal, problem_of(error))
        except ProcessFailure as failure:
            raise Unmet(
                "a model that goes on", f"it stops at {failure.element}: {failure.message}"
            ) from failure
        else:
            if refusal is not None:
                raise Unmet(f"a refusal with {in_words(refusal)}", "it was accepted")

    def _deed(self, step: Act, seat: int) -> Callable[[], None]:
        login = step.users[seat]
        actor = self._actor(login)
        if isinstance(step, Complete | Sign):
            told = step.answers if isinstance(step, Complete) and seat == 0 else None
            return lambda: self._complete(login, actor, step.subject, told)
        if isinstance(step, Edit):
            return lambda: self._edit(login, actor, step)
        if isinstance(step, Decide):
            return lambda: self._decide(login, actor, step)
        if isinstance(step, Confirm):
            return lambda: self._confirm(login, actor, step)
        if isinstance(step, Look):
            return lambda: self._look(login, actor, step.look)
        if isinstance(step, Tell):
            return lambda: self._tell(actor, step)
        if isinstance(step, PlanDeed):
            return lambda: self._plan(actor, step)
        if isinstance(step, MeetingDeed):
            return lambda: Meetings(self.scene, self._package, self._case).do(actor, step)
        if isinstance(step, HandoverDeed):
            return lambda: hand_over(self.scene, self._package.manifest, self._case, actor, step)
        if isinstance(step, LeadDeed):
            return lambda: self._lead(actor, step)
        if isinstance(step, RetentionDeed):
            return lambda: Keeping(self.scene, self._case).do(actor, step)
        assert isinstance(step, Withdraw)
        return lambda: self._withdraw(actor, step)

    # what people do

    def _complete(self, login: str, actor: Actor, element: str, told: Mapping[str, Any] | None) -> None:
        task = self._task(element)
        answers = None if told is None else self._answers(task, told)
        complete_task(self._engine, actor, task.key, answers, self._version(login, task))

    def _edit(self, login: str, actor: Actor, step: Edit) -> None:
        task = self._task(step.edit)
        save_draft(
            self._engine, actor, task.key, self._answers(task, step.answers), self._version(login, task)
        )

    def _decide(self, login: str, actor: Actor, step: Decide) -> None:
        view = self._view(login, actor, self._gateway(step.gateway))
        if view.proposal != step.proposes:
            raise Unmet(
                f"the proposal «{step.proposes}»", f"the proposal is «{view.proposal}»{_problem(view)}"
            )
        decide_gateway(self._engine, actor, view.key, step.decide, view.basis, step.reason)

    def _confirm(self, login: str, actor: Actor, step: Confirm) -> None:
        view = self._view(login, actor, self._gateway(step.confirm))
        confirm_gateway(self._engine, actor, view.key, view.basis)

    def _look(self, login: str, actor: Actor, element: str) -> None:
        if self._package.model.elements[element].kind != "userTask":
            gateway = self._gateway(element)
            self._shown[login, element] = self._view(login, actor, gateway)
            return
        task = self._task(element)
        files = self.scene.case_file
        with self._engine.store.reading() as work:
            view = view_task(self._engine, files, files.records, work, actor, task.key, "de")
        self._shown[login, element] = view.version

    def _withdraw(self, actor: Actor, step: Withdraw) -> None:
        with self._engine.store.reading() as work:
            consent = latest(work.find(Consent, case_key=self._case), step.withdraw)
        if consent is None:
            raise Unmet(f"a decision on {step.withdraw}", "nobody has decided on it yet")
        withdraw_consent(self._engine, actor, consent.key)

    def _tell(self, actor: Actor, step: Tell) -> None:
        """The way that it comes by: those of RAV systems have one of their own."""
        vault, lists = self.scene.house.vault, self.scene.house.lists
        fields = {key: _as_sent(value) for key, value in step.fields.items()}
        with self._engine.store.reading() as work:
            before = {task.key for task, _ in begun(self.scene, work, self._case)}
        if step.message in FIELDS:
            told = RavMessage(step.message, fields, case_key=self._case)
            send_rav_message(self._engine, vault, lists, actor, told)
        else:
            publish_message(
                self._engine, vault, lists, actor, Message(step.message, None, self._case, fields)
            )
        with self._engine.store.reading() as work:
            for task, answers in begun(self.scene, work, self._case):
                self._brought.setdefault(task.key, answers if task.key not in before else {})

    def _plan(self, actor: Actor, step: PlanDeed) -> None:
        rules = self._package.manifest.plan
        assert rules is not None, "names were checked"
        Planning(self.scene, rules, self._case).do(actor, step)

    def _lead(self, actor: Actor, step: LeadDeed) -> None:
        change_lead(self._engine, actor, self._case, self._actor(step.lead).user_key, "So abgemacht.")

    # what they act on

    def _actor(self, login: str) -> Actor:
        return self.scene.actors[login]

    def _task(self, element: str) -> Task:
        """The task of an element: the open one, else the last one there was."""
        with self._engine.store.reading() as work:
            tasks = [task for task in work.find(Task, instance_key=self._case) if task.element == element]
        if not tasks:
            raise Unmet(f"a task {element}", f"the case has not come there; its path: {self._way()}")
        return next((task for task in tasks if task.status == "open"), tasks[-1])

    def _gateway(self, element: str) -> Gateway:
        with self._engine.store.reading() as work:
            rows = work.find(Gateway, instance_key=self._case)
        rows = [row for row in rows if row.element == element]
        if not rows:
            raise Unmet(f"a question {element}", f"the case has not come there; its path: {self._way()}")
        return next((row for row in rows if row.status == "open"), rows[-1])

    def _way(self) -> str:
        return " → ".join(self.path()) or "nothing done yet"

    def _view(self, login: str, actor: Actor, gateway: Gateway) -> GatewayView:
        """What the user was shown: in a look before, else now."""
        shown = self._shown.pop((login, gateway.element), None)
        if isinstance(shown, GatewayView):
            return shown
        records = self.scene.case_file.records
        with self._engine.store.reading() as work:
            return view_gateway(self._engine, records, work, actor, gateway.key, "de")

    def _version(self, login: str, task: Task) -> int:
        shown = self._shown.pop((login, task.element), None)
        return shown if isinstance(shown, int) else task.version

    def _answers(self, task: Task, told: Mapping[str, Any]) -> dict[str, Any]:
        """Answers as a page would send them: what a message brought or the cast's where the story is silent, none where it
        says null."""
        form = self._package.forms[task.form]
        person = told.get("person")
        client = self._cast.clients[str(person)] if person is not None else {}
        answers = {
            **self._cast.defaults.get(task.element, {}),
            **{key: value for key, value in client.items() if key in form.by_key},
            **self._brought.get(task.key, {}),
            **{key: value for key, value in told.items() if key != "person"},
        }
        sent = {key: _as_sent(value) for key, value in answers.items() if value is not None}
        for key, value in sent.items():
            field = form.by_key.get(key)
            if (
                field is not None
                and (field.choices or "").startswith("users:")
                and value in self.scene.actors
            ):
                sent[key] = str(self.scene.actors[value].user_key)
        return sent


def _failure(number: int, step: Step, unmet: Unmet) -> Failure:
    """What the story says itself is corrected there; what it leaves to the cast, in the cast."""
    place = f"{step.verb} {step.subject}".strip()
    told = step.answers if isinstance(step, Complete | Edit) else {}
    fields = sorted(unmet.fields - told.keys())
    if not fields:
        return Failure(number, place, unmet.expected, unmet.found)
    remedy = (
        f"The story leaves {', '.join(f'«{field}»' for field in fields)} to the cast: correct or add it in {CAST}, "
        f"defaults.{step.subject}; or correct the model."
    )
    return Failure(number, place, unmet.expected, unmet.found, remedy)


def _as_sent(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_as_sent(item) for item in value] if isinstance(value, list) else value


def _problem(view: GatewayView) -> str:
    return f" ({view.problem})" if view.problem else ""


def _on_path(event: Event) -> str | None:
    codes = orjson.loads(event.codes)
    if event.kind == "TASK_COMPLETED":
        return event.element
    if event.kind == "GATEWAY_DECIDED":
        return f"{event.element} = {codes['answer']} (by {codes['by']})"
    return f"ended: {codes['outcome']}" if event.kind == "CASE_CLOSED" else None
