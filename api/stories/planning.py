"""What people of a story do with the plan of a case: each deed by its word, on the plan as it stands at that moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from api.stories.expecting import Unmet
from api.stories.stage import Scene
from api.stories.story import Deed, PlanDeed
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
from cases.plan_content import Goal, Offer, Step, measure_of
from cases.plans import open_plan_of, plan_in_force
from cases.rows import Institution, Measure, MeasureStep, Participant
from engine.clock import local_day
from engine.packages.manifest import PlanRules
from engine.ports import Actor

_LONG = timedelta(days=90)
_REASON = "So nicht möglich."


@dataclass(frozen=True)
class Planning:
    """The table at which the people of a story draw up the plan of its case."""

    scene: Scene
    rules: PlanRules
    case_key: int

    def do(self, actor: Actor, step: PlanDeed) -> None:
        """One deed of one person. Raises Unmet where there is no such measure or institution, and what the command raises."""
        _DEEDS[step.plan](self, actor, step)

    def begin(self, actor: Actor, step: PlanDeed) -> None:
        """Draw up a version."""
        draw_up_plan(self.scene.house.engine, actor, self.case_key)

    def goals(self, actor: Actor, step: PlanDeed) -> None:
        """Write a goal, and that rights and duties were explained today."""
        today = local_day(self.scene.clock.now())
        goal = Goal("Arbeit in der Nähe", "Vertrag unterschrieben", 1, today + _LONG)
        set_goals(self.scene.house.engine, actor, self.case_key, self._version(), [goal], today)

    def propose(self, actor: Actor, step: PlanDeed) -> None:
        """Propose a measure, from today where the story says nothing else."""
        service = self.rules.services[step.service or ""]
        today = local_day(self.scene.clock.now())
        payer = step.payer or service.payers[0]
        begins = step.begins or today
        ends = step.ends or begins + _LONG
        offer = Offer(step.service or "", "Belastbarkeit klären", payer, "CATALOGUE", begins, ends)
        body = self._institution(step.of or service.institutions[0])
        propose_measure(self.scene.house.engine, actor, self.case_key, body, offer)

    def answer(self, actor: Actor, step: PlanDeed) -> None:
        """Accept a measure for one's own institution, being responsible oneself, or decline it."""
        row = self._measure(step)
        reply = Reply(step.plan == "accept", step.entitled, actor.user_key, _REASON)
        answer_measure(self.scene.house.engine, actor, row.key, row.version, reply)

    def person_answers(self, actor: Actor, step: PlanDeed) -> None:
        """Put down what the person said to a measure today."""
        row, today = self._measure(step), local_day(self.scene.clock.now())
        note_person_answer(self.scene.house.engine, actor, row.key, row.version, step.plan == "agree", today)

    def remove(self, actor: Actor, step: PlanDeed) -> None:
        """Take a measure out."""
        row = self._measure(step)
        withdraw_measure(self.scene.house.engine, actor, row.key, row.version)

    def note(self, actor: Actor, step: PlanDeed) -> None:
        """Put down what has become of a measure today."""
        row, today = self._measure(step), local_day(self.scene.clock.now())
        with self.scene.house.engine.store.reading() as work:
            seen = len(work.find(MeasureStep, case_key=self.case_key, origin_key=row.origin_key))
        reason = _REASON if step.plan == "aborted" else ""
        note_measure_step(self.scene.house.engine, actor, row.key, seen, Step(step.plan, today, reason))

    def submit(self, actor: Actor, step: PlanDeed) -> None:
        """Put the version up for signature."""
        submit_plan(self.scene.house.engine, actor, self.case_key, self._version())

    def sign(self, actor: Actor, step: PlanDeed) -> None:
        """Sign or refuse, for one's own institution or as the person did today."""
        sign_plan(
            self.scene.house.engine,
            actor,
            self.case_key,
            self._version(),
            signs=step.plan == "sign",
            reason="" if step.plan == "sign" else _REASON,
            person_on=local_day(self.scene.clock.now()) if step.person else None,
        )

    def put_back(self, actor: Actor, step: PlanDeed) -> None:
        """Take the version back to work, or drop it."""
        return_plan(self.scene.house.engine, actor, self.case_key, self._version(), drops=step.plan == "drop")

    def _version(self) -> int:
        """The version of the plan at work; 0, which none has, where there is none."""
        with self.scene.house.engine.store.reading() as work:
            plan = open_plan_of(work, self.case_key)
        return plan.version if plan else 0

    def _measure(self, step: PlanDeed) -> Measure:
        """The measure of a service in the version at work, else in the one in force, of a type of institution where the step
        names one."""
        with self.scene.house.engine.store.reading() as work:
            plan = open_plan_of(work, self.case_key) or plan_in_force(work, self.case_key)
            rows = work.find(Measure, plan_key=plan.key) if plan else []
            files = self.scene.case_file
            found = [row for row in rows if measure_of(files, work, row)[0].service == step.service]
            if step.of is not None:
                bodies = work.find(Institution, key=sorted({row.institution_key for row in found}))
                of = {body.key for body in bodies if body.type == step.of}
                found = [row for row in found if row.institution_key in of]
        if not found:
            raise Unmet(f"a measure {step.service}", "the plan has none")
        return found[-1]

    def _institution(self, kind: str) -> int:
        """The institution of a type that takes part in the case."""
        with self.scene.house.engine.store.reading() as work:
            places = work.find(Participant, case_key=self.case_key, until=None)
            bodies = work.find(Institution, key=sorted({place.institution_key for place in places}))
        found = [body.key for body in bodies if body.type == kind]
        if not found:
            raise Unmet(f"an institution {kind}", "none takes part in the case")
        return found[0]


_DEEDS: Mapping[Deed, Callable[[Planning, Actor, PlanDeed], None]] = {
    "begin": Planning.begin,
    "goals": Planning.goals,
    "propose": Planning.propose,
    "accept": Planning.answer,
    "decline": Planning.answer,
    "agree": Planning.person_answers,
    "object": Planning.person_answers,
    "remove": Planning.remove,
    "started": Planning.note,
    "ended": Planning.note,
    "aborted": Planning.note,
    "submit": Planning.submit,
    "sign": Planning.sign,
    "refuse": Planning.sign,
    "take_back": Planning.put_back,
    "drop": Planning.put_back,
}
