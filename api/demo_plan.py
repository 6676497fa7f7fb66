"""The plans of the demo: one that is worked on, and one that binds in its second version, with what became of its measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.commands.answer_measure import Reply, answer_measure
from cases.commands.draw_up_plan import draw_up_plan
from cases.commands.note_measure_step import note_measure_step
from cases.commands.note_person_answer import note_person_answer
from cases.commands.propose_measure import propose_measure
from cases.commands.set_goals import set_goals
from cases.commands.sign_plan import sign_plan
from cases.commands.submit_plan import submit_plan
from cases.plan_content import Goal, Offer, Step
from cases.plans import ABORTED, STARTED, open_plan_of
from cases.rows import Plan
from engine.clock import StoryClock
from engine.engine import Engine
from engine.ports import Actor


@dataclass(frozen=True, slots=True)
class DemoTable:
    """Who draws up the plan of a case with the person; Klara calls them together."""

    engine: Engine
    case: int
    klara: Actor
    rita: Actor
    sonja: Actor
    ivo: Actor

    def begin_plan(self, today: date) -> None:
        """The disability insurance has accepted its measure, the employment office has still to answer."""
        draw_up_plan(self.engine, self.klara, self.case)
        goals = [
            Goal(
                "Belastbar für ein halbes Pensum", "Drei Monate ohne Ausfall", 1, today + timedelta(days=90)
            ),
            Goal("Eine Stelle im PC-Support", "Vertrag unterschrieben", 2, today + timedelta(days=240)),
        ]
        set_goals(self.engine, self.klara, self.case, 1, goals, today)
        training = _offer("work_training", "Belastbarkeit im Alltag erproben", "IV", today, 14, 104)
        self._accepted(self.ivo, training, today)
        search = _offer("job_search", "Stellen im PC-Support in der Region", "RAV", today, 104, 240)
        propose_measure(self.engine, self.klara, self.case, self.rita.institution_key, search)

    def bind_plan(self, clock: StoryClock, first: date) -> None:
        """Two versions since the first day; of what binds, one measure goes on, one broke off, and two are late on record."""
        draw_up_plan(self.engine, self.klara, self.case)
        goals = [
            Goal("Eine Tagesstruktur", "Vier Halbtage in der Woche", 1, first + timedelta(days=60)),
            Goal("Eine Stelle im Verkauf", "Vertrag unterschrieben", 2, first + timedelta(days=240)),
        ]
        set_goals(self.engine, self.klara, self.case, 1, goals, first)
        offers = (
            (self.ivo, _offer("work_training", "Belastbarkeit erproben", "IV", first, 10, 100)),
            (self.sonja, _offer("economic_assistance", "Lebensunterhalt gesichert", "SOCIAL", first, 0, 365)),
            (self.rita, _offer("job_search", "Stellen im Verkauf in der Region", "RAV", first, 55, 240)),
        )
        training, assistance, _ = (self._accepted(who, offer, first) for who, offer in offers)
        self._sign(first)
        clock.set_day(first + timedelta(days=12))
        self._note(self.ivo, training, Step(STARTED, first + timedelta(days=10)))
        self._note(self.sonja, assistance, Step(STARTED, first))
        clock.set_day(first + timedelta(days=34))
        why = "Der Arbeitsweg war zu weit; ein Coaching in der Nähe wird gesucht."
        self._note(self.ivo, training, Step(ABORTED, first + timedelta(days=33), why), 1)
        clock.set_day(first + timedelta(days=36))
        draw_up_plan(self.engine, self.klara, self.case)
        coaching = _offer("job_coaching", "Einen Arbeitsalltag in der Nähe finden", "IV", first, 38, 70)
        coached = self._accepted(self.ivo, coaching, first + timedelta(days=36))
        self._sign(first + timedelta(days=36))
        clock.set_day(first + timedelta(days=40))
        self._note(self.ivo, coached, Step(STARTED, first + timedelta(days=38)))

    def _accepted(self, who: Actor, offer: Offer, day: date) -> int:
        """A measure that its institution and the person have accepted: its key."""
        engine, institution = self.engine, who.institution_key
        measure = propose_measure(engine, self.klara, self.case, institution, offer)
        key, accepts = int(measure["measure"]), Reply(True, is_entitled=True, responsible=who.user_key)
        answered = answer_measure(engine, who, key, measure["version"], accepts)
        note_person_answer(engine, self.klara, key, answered["version"], True, day)
        return key

    def _sign(self, day: date) -> None:
        """The version at work is put up, and signed by everybody."""
        submit_plan(self.engine, self.klara, self.case, self._open().version)
        for who in self._signers:
            sign_plan(self.engine, who, self.case, self._open().version)
        sign_plan(self.engine, self.klara, self.case, self._open().version, person_on=day)

    @property
    def _signers(self) -> Sequence[Actor]:
        return self.klara, self.rita, self.sonja, self.ivo

    def _open(self) -> Plan:
        with self.engine.store.reading() as work:
            plan = open_plan_of(work, self.case)
        assert plan is not None
        return plan

    def _note(self, who: Actor, measure: int, step: Step, seen: int = 0) -> None:
        note_measure_step(self.engine, who, measure, seen, step)


def _offer(service: str, aim: str, payer: str, today: date, begins: int, ends: int) -> Offer:
    """A measure of so many days from today, by the catalogue."""
    days = (today + timedelta(days=begins), today + timedelta(days=ends))
    return Offer(service, aim, payer, "CATALOGUE", *days)
