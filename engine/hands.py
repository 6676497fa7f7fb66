"""The hands that the runtime borrows while an instance moves: what it asks of records, rules, people and other models."""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from decisions.feel import FeelEvaluationError
from engine.bpmn.model import Call, Element
from engine.bpmn.specs import ProcessSpec
from engine.errors import ConsentNotInForce, ProcessFailure
from engine.legal_basis import require_legal_basis
from engine.ports import Entry, owners_of_all
from engine.proposals import Proposal
from engine.rows import Gateway, ProcedureVersion
from engine.unit import Unit


class Hands(Unit):
    """What the runtime calls (engine/bpmn/run.py)."""

    @property
    def canton(self) -> str:
        """The canton of the package, whose holidays count; a single model has none."""
        return "" if self.package.is_single else self.package.manifest.canton

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
        given = self.answers.pop(token, None)
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
            self.rows.append(gateway)
            if waits_for != "fact":
                self.seat(gateway.key, "gateway", node.seats)
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
            self.rows.append(decided)
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
