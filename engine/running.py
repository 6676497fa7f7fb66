"""A loaded instance inside one unit of work: it lends the runtime its hands, then settles everything at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from engine.bpmn.model import Flow
from engine.bpmn.run import EndlessLoop, Offer, Run, Wait
from engine.bpmn.state import NOTHING
from engine.bpmn.timers import instant_of
from engine.chain import link
from engine.engine import Engine
from engine.errors import CaseClosed, CaseHeld, ProcessFailure
from engine.hands import Hands
from engine.keeping import dispatches, keep_waits, seal_variables, sealed_text, take_away
from engine.legal_basis import rests
from engine.ports import Actor, NotVisible
from engine.queues import JOB_FAILED, JOB_LOST, closed, digest_of_type
from engine.rows import (
    Draft,
    Event,
    Gateway,
    Incident,
    Instance,
    Job,
    Outbox,
    Passage,
    Row,
    Seat,
    Task,
)
from engine.rows import Wait as Waiting
from engine.store import Work


class Running(Hands):
    """One instance, loaded; `settle` writes state, tasks, gateways, seats, events and outbox."""

    @classmethod
    def seen_by(cls, engine: Engine, work: Work, case_key: int, actor: Actor) -> "Running":
        """The instance of a case that the actor sees. Raises NotVisible, before anything of it is loaded."""
        sight = engine.access.see(work, actor, case_key, engine.clock.now())
        running = cls.load(engine, work, case_key, actor)
        running.sight = sight
        return running

    @classmethod
    def load(cls, engine: Engine, work: Work, case_key: int, actor: Actor | None) -> "Running":
        """The instance of a case, whoever sees it. Raises NotVisible if there is none."""
        work.ahead(
            (Instance, {"key": case_key}),
            (Waiting, {"instance_key": case_key}),
            *engine.case_file.asks(case_key),
        )
        instance = work.get(Instance, case_key)
        if instance is None:
            raise NotVisible
        running = cls(
            engine, work, instance, engine.versions.get(work, instance.procedure_version_key), actor
        )
        running.run = Run.load(running.package.process, running, running.opened(instance.state))
        return running

    def opened(self, state: bytes) -> bytes:
        """The state as the runtime left it: that of a single model is sealed, for it holds what people answered."""
        if not self.package.is_single or state == NOTHING:
            return state
        return self.engine.case_file.unseal(self.work, self.instance.key, state, _place(self.instance))

    def _closed(self) -> bytes:
        if self.instance.state == NOTHING:
            return NOTHING  # what is left of it takes events, and there is no key any more to seal anything
        state = self.run.dump()
        if not self.package.is_single:
            return state
        return self.engine.case_file.seal(self.work, self.instance.key, state, _place(self.instance))

    # what commands do

    def require_open(self) -> None:
        """Raises CaseClosed if the case has ended."""
        if self.instance.ended_at is not None:
            raise CaseClosed

    def require_not_held(self) -> None:
        """Raises CaseHeld if people have suspended the case."""
        if self.instance.is_held:
            raise CaseHeld

    def require_in_time(self) -> None:
        """Raises ProcessFailure if a timer comes before what people do now and could not fire."""
        if self.late is not None:
            raise self.late

    def overdue(self) -> list[Wait]:
        """Timers that are due and come before whatever people do, with those that were due before them; the earliest
        first. None while the case is suspended; an incident keeps people from nothing, so it does not stop these either.
        """
        standing = self.instance.is_held or self.instance.status not in {"running", "incident"}
        if standing or not self.run.process.spec.waits:
            return []
        waiting = [(instant_of(wait.due), wait) for wait in self.run.waits() if wait.due and not wait.stopped]
        due = sorted((item for item in waiting if item[0] <= self.now), key=lambda item: item[0])
        while due and not due[-1][1].is_first:
            due.pop()
        return [wait for _, wait in due]

    def answer(self, gateway: Gateway, flow: Flow) -> None:
        """A gateway has its answer: its token takes the flow when moving."""
        self.answers[gateway.token] = flow

    def move(self) -> None:
        """Let everything that can move, move; gateways ask again after records changed. Raises ProcessFailure."""
        if self.package.awaited:  # in one go, however many conditions there are
            self.work.ahead(*self.engine.case_file.asks(self.instance.key, self.package.awaited))
        try:
            self.records_changed = True
            while self.records_changed:
                self.records_changed = False
                self.work.add(*self.rows)
                self.rows = []
                self.run.wake()
                self.run.advance()
        except EndlessLoop as error:
            raise ProcessFailure(error.element, "endless-loop", str(error)) from error

    # settling

    def settle(self) -> None:
        """Write everything: one call at the end of a command, before the commit."""
        offers = self.run.offers()
        self._open_jobs([offer for offer in offers if offer.row is None and offer.is_job])
        for offer in offers:
            if offer.row is None and not offer.is_job and offer.kind != "exclusiveGateway":
                self._open_task(offer.token, offer.element)
        self._keep_clocks()
        gone = self.run.taken_away()
        if gone:  # a question may have begun in the same step
            self.work.add(*self.rows)
            self.rows = []
        take_away(self, gone)
        instance = self.instance
        if instance.status == "incident":
            instance = self._recovered(instance)
        instance = self._rested(instance)
        instance = replace(instance, outcome=self._outcome() or instance.outcome)
        if self.run.is_completed and instance.status in {"running", "incident"}:
            outcome = instance.outcome or "ended"
            self.log_by_itself("CASE_CLOSED", None, {"outcome": outcome})
            instance = replace(instance, status="completed", outcome=outcome, ended_at=self.now)
            self._close(outcome)
        onwards = [*keep_waits(self, goes_on=instance.status == "running"), *dispatches(self)]
        self.rows.extend(onwards)
        self.rings = self.rings or bool(onwards)
        passages = self._note_passages() if self.package.is_single else []
        events = self._chain(instance)
        outgoing = (
            Outbox(self.engine.keys(), instance.key, event.key, event.kind, self.now, self.now, None)
            for event in events
        )
        self.work.add(*self.rows, *events, *self._variables_of(passages, events), *outgoing)
        self.instance = replace(
            instance,
            state=self._closed(),
            version=instance.version + 1,
            next_event=instance.next_event + len(events),
            by_itself=0 if self.actor and self.actor.is_person else instance.by_itself + len(events),
            last_digest=events[-1].digest if events else instance.last_digest,
        )
        if self.instance.version == 1:
            self.work.add(self.instance)
        else:
            self.work.replace(self.instance)
        self.rows, self.happenings = [], []
        self.engine.walks(self.run.trail)
        self.run.journal.elements.clear()  # told once, however often it settles
        self.happened = tuple(event.kind for event in events)

    @property
    def is_resting(self) -> bool:
        """Whether something open rests on a consent that is not in force."""
        elements = [offer.element for offer in self.run.offers()]
        return rests(self.package, self.engine.case_file, self.work, self.instance.key, elements, self.now)

    def _keep_clocks(self) -> None:
        """The clocks of timers stand still while an activity is open that says so, by a parameter where it names one."""
        if self.run.process.spec.waits:
            self.run.keep_clocks(self._stopped(), self.now)

    def _stopped(self) -> set[str]:
        found: set[str] = set()
        if not self.package.model.has_pauses:  # those that stood in another version of the model run again
            return found
        for ident in self.run.open_activities & self.package.model.elements.keys():
            element = self.package.element(ident)
            parameter = element.properties.get("bruecke.pauses_if")
            if parameter is None or self.package.parameters.get(parameter) is True:
                found.update(element.pauses)
        return found

    def _rested(self, instance: Instance) -> Instance:
        """A case with open work that nobody can do is suspended, until the consent is there again."""
        if instance.status not in {"running", "suspended"}:
            return instance
        status = "suspended" if instance.is_held or self.is_resting else "running"
        if status != instance.status:
            self.log_by_itself("CASE_SUSPENDED" if status == "suspended" else "CASE_RESUMED", None, {})
        return replace(instance, status=status)

    def cancel(self, outcome: str) -> None:
        """End the case where it stands: nothing is open any more, what is on record stays."""
        seats = {"instance_key": self.instance.key, "is_open": True}
        is_open = {"instance_key": self.instance.key, "status": "open"}
        unresolved = {"instance_key": self.instance.key, "resolved_at": None}
        jobs = {"instance_key": self.instance.key, "status": ["open", "failed"]}
        self.work.ahead(
            (Seat, seats), (Task, is_open), (Gateway, is_open), (Incident, unresolved), (Job, jobs)
        )
        for seat in self.work.find(Seat, **seats):
            self.work.replace(replace(seat, is_open=False))
        for task in self.work.find(Task, **is_open):
            self.work.replace(replace(task, status="cancelled", version=task.version + 1))
            self.work.remove(Draft, task.key)
        for gateway in self.work.find(Gateway, **is_open):
            self.work.replace(replace(gateway, status="cancelled", version=gateway.version + 1))
        for incident in self.work.find(Incident, **unresolved):
            self.work.replace(replace(incident, resolved_at=self.now))
        for job in self.work.find(Job, **jobs):
            self.work.replace(closed(job, "cancelled", self.now))
        self.run.cancel()
        self.log("CASE_CANCELLED", None, {})
        self.instance = replace(self.instance, status="cancelled", outcome=outcome, ended_at=self.now)
        self._close(outcome)

    def _close(self, outcome: str) -> None:
        kept = self.package.manifest.retention
        self.engine.case_file.close(self.work, self.instance.key, outcome, self.now, kept)

    def look_again(self) -> None:
        """What the model read has been mended: what could not go on is tried again; a failed job waits for its worker."""
        for incident in self.work.find(Incident, instance_key=self.instance.key, resolved_at=None):
            if incident.code not in {JOB_FAILED, JOB_LOST}:
                self.resolve(incident)
                self.rings = True

    def resolve(self, incident: Incident) -> None:
        """What was wrong is over."""
        self.work.replace(replace(incident, resolved_at=self.now))
        self.log_by_itself("INCIDENT_RESOLVED", incident.element, {"code": incident.code})

    def _recovered(self, instance: Instance) -> Instance:
        """Incidents at elements that were passed now are over; without any left the case runs again."""
        incidents = self.work.find(Incident, instance_key=instance.key, resolved_at=None)
        moved = bool(self.run.trail)  # what names no element is over once anything goes on
        over = [item for item in incidents if (item.element in self.run.trail if item.element else moved)]
        for incident in over:
            self.resolve(incident)
        return replace(instance, status="running") if len(over) == len(incidents) else instance

    def _note_passages(self) -> list[tuple[int, Mapping[str, Any]]]:
        """An event for every element that was passed or taken away; which of them set variables."""
        changed = []
        for passed in self.run.journal.elements:
            if passed.set:
                changed.append((len(self.happenings), passed.set))
            self.log_by_itself(f"ELEMENT_{passed.state.upper()}", passed.element, {"kind": passed.kind})
        return changed

    def _variables_of(
        self, passages: list[tuple[int, Mapping[str, Any]]], events: Sequence[Event]
    ) -> Iterator[Row]:
        for place, variables in passages:
            event = events[place]
            sealed = seal_variables(self.engine.case_file, self.work, event, variables)
            yield Passage(event.key, self.instance.key, sealed)

    def _open_jobs(self, offers: Sequence[Offer]) -> None:
        """Into the queue of the office whose case it is, from now on by the database's clock."""
        if not offers:
            return
        at, office = self.work.now(), self.engine.case_file.realm(self.work, self.instance.key)
        for offer in offers:
            kind, retries, is_computed = self.run.job_of(offer.token)
            job = Job(
                key=self.engine.keys(),
                instance_key=self.instance.key,
                element=offer.element,
                token=offer.token,
                type=kind,
                status="open",
                retries=retries,
                version=1,
                message=None,
                created_at=self.now,
                ended_at=None,
                institution_key=office,
                available_at=at,
            )
            if is_computed:
                told = sealed_text(self.engine.case_file, self.work, job, kind, "type")
                job = replace(job, type=digest_of_type(self.engine.case_file, kind), computed_type=told)
            self.rows.append(job)
            self.run.bind(offer.token, job.key)
            self.engine.job_bell.note((office, job.type))

    def _open_task(self, token: int, element: str) -> None:
        node, item = self.package.element(element), self.run.item_of(token)
        task = Task(
            key=self.engine.keys(),
            instance_key=self.instance.key,
            element=element,
            token=token,
            role=node.lane or "",
            form=node.form if node.form and node.form in self.package.forms else "",
            status="open",
            version=2 if item else 1,  # each draft gives a task a version
            assignee=None,
            created_at=self.now,
            completed_at=None,
            completed_by=None,
        )
        self.rows.append(task)
        self.opened_tasks.add(task.key)
        self.seat(task.key, "task", node.seats)
        self.run.bind(token, task.key)
        if item:
            self._begin(task, item)

    def _begin(self, task: Task, answers: Mapping[str, Any]) -> None:
        """The form of a round begins with its item: a draft, sealed, that only the lane which chose the items reads."""
        content, place = orjson.dumps(answers), f"draft:{task.key}"
        sealed = self.engine.case_file.seal(self.work, self.instance.key, content, place)
        author = self.actor.user_key if self.actor else 0
        self.rows.append(Draft(task.key, self.instance.key, sealed, 1, author, self.now))

    def _outcome(self) -> str | None:
        """What the last end reached in this step says; an end that says nothing leaves what was said before."""
        ends = [self.package.element(element) for element in self.run.ended_at]
        outcomes = (end.properties.get("bruecke.outcome") for end in reversed(ends))
        return next((outcome for outcome in outcomes if outcome), None)

    def _chain(self, instance: Instance) -> list[Event]:
        if self.run.trail and self.happenings and not self.package.is_single:
            first = self.happenings[0]
            self.happenings[0] = replace(first, codes={**first.codes, "path": self.run.trail})
        events: list[Event] = []
        previous, sequence = instance.last_digest, instance.next_event
        actor = (self.actor.user_key, self.actor.institution_key) if self.actor else None
        for happening in self.happenings:
            event = link(self.engine.keys(), instance.key, sequence, self.now, happening, actor, previous)
            events.append(event)
            previous, sequence = event.digest, sequence + 1
        return events


def _place(instance: Instance) -> str:
    """What a sealed state is bound to."""
    return f"state:{instance.key}"
