"""A loaded instance inside one unit of work: it lends the runtime its hands, then settles everything at once."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from decisions.feel import FeelEvaluationError
from engine.bpmn.model import Call, Element, Flow
from engine.bpmn.run import EndlessLoop, Offer, Run
from engine.bpmn.specs import ProcessSpec
from engine.chain import Happening, link
from engine.engine import Engine
from engine.errors import CaseHeld, ConsentNotInForce, ProcessFailure
from engine.keeping import dispatches, keep_waits, seal_variables, take_away
from engine.legal_basis import require_legal_basis, rests
from engine.packages.package import Package
from engine.ports import Actor, Entry, NotVisible, owners_of_all
from engine.proposals import Proposal, propose
from engine.rows import (
    Draft,
    Event,
    Gateway,
    Incident,
    Instance,
    Job,
    Outbox,
    Passage,
    ProcedureVersion,
    Row,
    Seat,
    Task,
)
from engine.store import Work


class Running:
    """One instance, loaded; `settle` writes state, tasks, gateways, seats, events and outbox."""

    def __init__(
        self, engine: Engine, work: Work, instance: Instance, package: Package, actor: Actor | None
    ) -> None:
        self.engine = engine
        self.work = work
        self.instance = instance
        self.package = package
        self.actor = actor
        self.now = engine.clock.now()
        self.run: Run
        self._happenings: list[Happening] = []
        self._new: list[Row] = []
        self._answers: dict[int, Flow] = {}
        self._records_changed = False
        self.rings = False

    @classmethod
    def load(cls, engine: Engine, work: Work, case_key: int, actor: Actor | None) -> "Running":
        """The instance of a case. Raises NotVisible if there is none."""
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
        if not self.package.is_single:
            return state
        return self.engine.case_file.unseal(self.work, self.instance.key, state, _place(self.instance))

    def _closed(self) -> bytes:
        state = self.run.dump()
        if not self.package.is_single:
            return state
        return self.engine.case_file.seal(self.work, self.instance.key, state, _place(self.instance))

    # what commands do

    def require_not_held(self) -> None:
        """Raises CaseHeld if people have suspended the case."""
        if self.instance.is_held:
            raise CaseHeld

    def log(self, kind: str, element: str | None = None, codes: Mapping[str, Any] | None = None) -> None:
        """Note what the actor did; it is chained and written when settling."""
        self._happenings.append(Happening(kind, element, dict(codes or {})))

    def log_by_itself(self, kind: str, element: str | None, codes: Mapping[str, Any]) -> None:
        """Note what the procedure did by itself: the event names nobody."""
        self._happenings.append(Happening(kind, element, dict(codes), by_itself=True))

    def write(self, entries: list[Entry], task_key: int | None) -> tuple[int, ...]:
        """Put values on record; what that means (consents, grants) is logged too. Keys of the record rows."""
        written = self.engine.case_file.write(
            self.work, self.instance.key, entries, self.actor, self.now, task_key, self.package.parameters
        )
        self._records_changed = True
        for kind, codes in written.events:
            self.log(kind, None, codes)
        return written.keys

    def end_earlier(self, types: list[str]) -> None:
        """Consents among these record types end; logged like a withdrawal."""
        for kind, codes in self.engine.case_file.end_earlier(
            self.work, self.instance.key, types, self.now
        ).events:
            self.log(kind, None, codes)

    def answer(self, gateway: Gateway, flow: Flow) -> None:
        """A gateway has its answer: its token takes the flow when moving."""
        self._answers[gateway.token] = flow

    def move(self) -> None:
        """Let everything that can move, move; gateways ask again after records changed. Raises ProcessFailure."""
        try:
            self._records_changed = True
            while self._records_changed:
                self._records_changed = False
                self.work.add(*self._new)
                self._new = []
                self.run.wake()
                self.run.advance()
        except EndlessLoop as error:
            raise ProcessFailure(error.element, "endless-loop", str(error)) from error

    def propose(self, element: Element) -> Proposal:
        """What a gateway proposes now."""
        return propose(self.package, self.engine.case_file, self.work, self.instance.key, element, self.now)

    # the hands of the runtime

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """The records and parameters that an expression names; a single model has none."""
        if self.package.is_single:
            return {}
        reading = self.engine.case_file.read(self.work, self.instance.key, names, self.now)
        return {"case": reading.values, "parameters": self.package.parameters}

    def decide(self, element: str, decision: str, rows: Sequence[Mapping[str, Any]]) -> object:
        """What a decision gives for variables: only in single models, for what follows about a person goes on record."""
        model = self.package.decisions.get(decision) if self.package.is_single else None
        if model is None:
            raise ProcessFailure(
                element, "decision", f"There is no decision «{decision}» that gives a variable."
            )
        try:
            return model.value(decision, ChainMap(*(dict(row) for row in rows)), self.now).value
        except FeelEvaluationError as error:
            raise ProcessFailure(element, "decision", str(error)) from error

    def called(self, element: str, call: Call, process: str) -> tuple[str, ProcessSpec]:
        """The process that a call activity calls: one that was handed in with the caller, else the newest released."""
        if process in self.package.called:
            reference = f"{self.instance.procedure_version_key}:{process}"
        else:
            found = self.work.find(ProcedureVersion, procedure=process)
            newest = max(found, key=lambda row: row.number, default=None)
            if newest is None or not self.engine.versions.get(self.work, newest.key).is_single:
                raise ProcessFailure(element, "call", f"There is no process «{process}» to call.")
            reference = f"{newest.key}:{process}"
        return reference, self.process(reference)

    def process(self, reference: str) -> ProcessSpec:
        """The process that `called` named: in the version that it had then."""
        version, _, process = reference.partition(":")
        return self.engine.versions.get(self.work, int(version)).called[process].spec

    def choose(self, element: str, token: int) -> str | None:
        """The flow out of a gateway, or None while it waits for a fact or for people."""
        node = self.package.model.elements[element]
        flows = self.package.model.outgoing[element]
        if len(flows) == 1:
            return flows[0].id
        given = self._answers.pop(token, None)
        if given is not None:
            return given.id
        proposal = self.propose(node)
        waits_for = self._waits_for(node, proposal)
        if waits_for is not None:
            self._wait(node, token, proposal, waits_for)
            return None
        if proposal.flow is None:
            raise ProcessFailure(element, "no-answer", f"No condition of the gateway «{element}» is true.")
        self._decided(node, token, proposal)
        return proposal.flow.id

    def apply_rule(self, element: str) -> None:
        """Evaluate a business rule task and put its result on record."""
        node = self.package.model.elements[element]
        decision, record = node.decision or "", node.properties["bruecke.record"]
        try:
            require_legal_basis(
                self.package, self.engine.case_file, self.work, self.instance.key, element, self.now
            )
        except ConsentNotInForce as error:
            raise ProcessFailure(element, error.code, str(error)) from error
        model = self.package.decisions[decision]
        reading = self.engine.case_file.read(
            self.work, self.instance.key, self.package.reads_of_decision(decision), self.now
        )
        scope = {"case": reading.values, "parameters": self.package.parameters}
        try:
            value = model.value(decision, scope, self.now).value
        except FeelEvaluationError as error:
            raise ProcessFailure(element, "decision", str(error)) from error
        outputs = model.outputs(decision)
        results = value if isinstance(value, dict) else {outputs[0]: value}
        categories = self.engine.catalogue[record]
        owners = owners_of_all(reading.references)
        entries = [
            Entry(record, name, results.get(name), categories[name], node.seats, owners) for name in outputs
        ]
        self.write(entries, None)
        basis = [[ref.type, ref.number] for ref in reading.references]
        self.log_by_itself("DECISION_EVALUATED", element, {"decision": decision, "basis": basis})

    def _waits_for(self, node: Element, proposal: Proposal) -> str | None:
        if node.gateway_kind == "judgement":
            return "decision"
        if node.gateway_kind == "fact":
            return None if proposal.flow else "fact"
        if (
            node.gateway_kind == "rule"
            and proposal.flow
            and node.properties.get("bruecke.confirm") != "false"
        ):
            return "confirmation" if proposal.flow.id in self.package.model.ending_flows else None
        return None

    def _wait(self, node: Element, token: int, proposal: Proposal, waits_for: str) -> None:
        row = self.run.row_of(token)
        known = self.work.get(Gateway, row) if row else None
        if known is None:
            gateway = self._gateway(node, token, proposal, "open", waits_for)
            self._new.append(gateway)
            if waits_for != "fact":
                self._seat(gateway.key, "gateway", node)
            self.run.bind(token, gateway.key)
            self.log_by_itself("GATEWAY_OPENED", node.id, {"kind": node.gateway_kind, "waits_for": waits_for})
        elif known.basis_digest != proposal.digest or known.waits_for != waits_for:
            self.work.replace(
                replace(
                    known,
                    proposal=proposal.answer,
                    basis=proposal.basis,
                    basis_digest=proposal.digest,
                    waits_for=waits_for,
                    version=known.version + 1,
                )
            )

    def _decided(self, node: Element, token: int, proposal: Proposal) -> None:
        row = self.run.row_of(token)
        known = self.work.get(Gateway, row) if row else None
        decided = self._gateway(node, token, proposal, "decided", known.waits_for if known else "nothing")
        decided = replace(decided, answer=proposal.answer, decided_at=self.now)
        if known is None:
            self._new.append(decided)
        else:
            self.close_seats(known.key)
            self.work.replace(
                replace(decided, key=known.key, version=known.version + 1, created_at=known.created_at)
            )
        codes = {"kind": node.gateway_kind, "answer": proposal.answer, "by": "record"}
        self.log_by_itself("GATEWAY_DECIDED", node.id, codes)

    def _gateway(self, node: Element, token: int, proposal: Proposal, status: str, waits_for: str) -> Gateway:
        return Gateway(
            key=self.engine.keys(),
            instance_key=self.instance.key,
            element=node.id,
            token=token,
            kind=node.gateway_kind or "plain",
            role=node.lane or "",
            status=status,
            waits_for=waits_for,
            version=1,
            proposal=proposal.answer,
            answer=None,
            basis=proposal.basis,
            basis_digest=proposal.digest,
            created_at=self.now,
            decided_at=None,
            decided_by=None,
        )

    def _seat(self, subject_key: int, subject: str, node: Element) -> None:
        self._new.extend(
            Seat(
                key=self.engine.keys(),
                instance_key=self.instance.key,
                subject_key=subject_key,
                subject=subject,
                role=role,
                is_open=True,
                filled_by=None,
                filled_at=None,
                filled_version=None,
                answer=None,
                basis_digest=None,
                reason_key=None,
            )
            for role in node.seats
        )

    def close_seats(self, subject_key: int) -> None:
        """The task or gateway is done: its seats leave the worklists."""
        for seat in self.work.find(Seat, subject_key=subject_key):
            self.work.replace(replace(seat, is_open=False))

    # settling

    def settle(self) -> None:
        """Write everything: one call at the end of a command, before the commit."""
        for offer in self.run.offers():
            if offer.row is None and offer.is_job:
                self._open_job(offer)
            elif offer.row is None and offer.kind != "exclusiveGateway":
                self._open_task(offer.token, offer.element)
        onwards = [*keep_waits(self), *dispatches(self)]
        self._new.extend(onwards)
        self.rings = self.rings or bool(onwards)
        take_away(self, self.run.taken_away())
        instance = self.instance
        if instance.status == "incident":
            instance = self._recovered(instance)
        instance = self._rested(instance)
        if self.run.is_completed and instance.status in {"running", "incident"}:
            outcome = self._outcome()
            self.log_by_itself("CASE_CLOSED", None, {"outcome": outcome})
            instance = replace(instance, status="completed", outcome=outcome, ended_at=self.now)
            self.engine.case_file.close(self.work, instance.key, outcome, self.now)
        passages = self._note_passages() if self.package.is_single else []
        events = self._chain(instance)
        self.work.add(*self._new, *events, *self._variables_of(passages, events))
        self.work.add(
            *(
                Outbox(self.engine.keys(), instance.key, event.key, event.kind, self.now, 0, None)
                for event in events
            )
        )
        self.instance = replace(
            instance,
            state=self._closed(),
            version=instance.version + 1,
            next_event=instance.next_event + len(events),
            last_digest=events[-1].digest if events else instance.last_digest,
        )
        self.work.replace(self.instance)
        self._new, self._happenings = [], []

    @property
    def is_resting(self) -> bool:
        """Whether something open rests on a consent that is not in force."""
        elements = [offer.element for offer in self.run.offers()]
        return rests(self.package, self.engine.case_file, self.work, self.instance.key, elements, self.now)

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
        key = self.instance.key
        for task in self.work.find(Task, instance_key=key, status="open"):
            self.work.replace(replace(task, status="cancelled", version=task.version + 1))
            self.work.remove(Draft, task.key)
        for gateway in self.work.find(Gateway, instance_key=key, status="open"):
            self.work.replace(replace(gateway, status="cancelled", version=gateway.version + 1))
        for seat in self.work.find(Seat, instance_key=key, is_open=True):
            self.work.replace(replace(seat, is_open=False))
        for incident in self.work.find(Incident, instance_key=key, resolved_at=None):
            self.work.replace(replace(incident, resolved_at=self.now))
        for job in self.work.find(Job, instance_key=key, status=["open", "failed"]):
            self.work.replace(replace(job, status="cancelled", version=job.version + 1, ended_at=self.now))
        self.run.cancel()
        self.log("CASE_CANCELLED", None, {})
        self.instance = replace(self.instance, status="cancelled", outcome=outcome, ended_at=self.now)
        self.engine.case_file.close(self.work, key, outcome, self.now)

    def look_again(self) -> None:
        """What the model read has been mended: what could not go on is tried again; a failed job waits for its worker."""
        for incident in self.work.find(Incident, instance_key=self.instance.key, resolved_at=None):
            if incident.code != "job-failed":
                self.work.replace(replace(incident, resolved_at=self.now))
                self.log_by_itself("INCIDENT_RESOLVED", incident.element, {"code": incident.code})
                self.rings = True

    def _recovered(self, instance: Instance) -> Instance:
        """Incidents at elements that were passed now are over; without any left the case runs again."""
        incidents = self.work.find(Incident, instance_key=instance.key, resolved_at=None)
        moved = bool(self.run.trail)  # what names no element is over once anything goes on
        over = [item for item in incidents if (item.element in self.run.trail if item.element else moved)]
        for incident in over:
            self.work.replace(replace(incident, resolved_at=self.now))
            self.log_by_itself("INCIDENT_RESOLVED", incident.element, {"code": incident.code})
        return replace(instance, status="running") if len(over) == len(incidents) else instance

    def _note_passages(self) -> list[tuple[int, Mapping[str, Any]]]:
        """An event for every element that was passed or taken away; which of them set variables."""
        changed = []
        for passed in self.run.journal.elements:
            if passed.set:
                changed.append((len(self._happenings), passed.set))
            self.log_by_itself(f"ELEMENT_{passed.state.upper()}", passed.element, {"kind": passed.kind})
        return changed

    def _variables_of(
        self, passages: list[tuple[int, Mapping[str, Any]]], events: Sequence[Event]
    ) -> Iterator[Row]:
        for place, variables in passages:
            event = events[place]
            sealed = seal_variables(self.engine.case_file, self.work, event, variables)
            yield Passage(event.key, self.instance.key, sealed)

    def _open_job(self, offer: Offer) -> None:
        kind, retries = self.run.job_of(offer.token)
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
        )
        self._new.append(job)
        self.run.bind(offer.token, job.key)

    def _open_task(self, token: int, element: str) -> None:
        node = self.package.element(element)
        task = Task(
            key=self.engine.keys(),
            instance_key=self.instance.key,
            element=element,
            token=token,
            role=node.lane or "",
            form=node.form if node.form and node.form in self.package.forms else "",
            status="open",
            version=1,
            assignee=None,
            created_at=self.now,
            completed_at=None,
            completed_by=None,
        )
        self._new.append(task)
        self._seat(task.key, "task", node)
        self.run.bind(token, task.key)

    def _outcome(self) -> str:
        ends = [self.package.element(element) for element in self.run.ended_at]
        outcomes = (end.properties.get("bruecke.outcome") for end in reversed(ends))
        return next((outcome for outcome in outcomes if outcome), "ended")

    def _chain(self, instance: Instance) -> list[Event]:
        if self.run.trail and self._happenings and not self.package.is_single:
            first = self._happenings[0]
            self._happenings[0] = replace(first, codes={**first.codes, "path": self.run.trail})
        events: list[Event] = []
        previous, sequence = instance.last_digest, instance.next_event
        actor = (self.actor.user_key, self.actor.institution_key) if self.actor else None
        for happening in self._happenings:
            event = link(self.engine.keys(), instance.key, sequence, self.now, happening, actor, previous)
            events.append(event)
            previous, sequence = event.digest, sequence + 1
        return events


def _place(instance: Instance) -> str:
    """What a sealed state is bound to."""
    return f"state:{instance.key}"
