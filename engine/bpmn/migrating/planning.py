"""What a new version of its model means for a running case."""

from collections.abc import Mapping

from engine.bpmn.migrating.joins import goes_on
from engine.bpmn.migrating.judging import judge_all
from engine.bpmn.migrating.listening import beginnings, judge_listener
from engine.bpmn.migrating.passing import passed_by
from engine.bpmn.migrating.situation import Situation, Versions
from engine.bpmn.migrating.verdicts import Entry, Plan, Verdict
from engine.bpmn.run import Process
from engine.bpmn.specs.gateways import Exclusive

NO_MAPPING: Mapping[str, str] = {}


def plan(old: Process, new: Process, state: bytes, mapping: Mapping[str, str] = NO_MAPPING) -> Plan:
    """The verdict on every live token. `mapping` takes ids of elements (and of flows into joins) from old to new,
    END ("") takes a token away. Raises BadMapping for ids that a version doesn't have, ValueError for a bad state.
    """
    return planned(Situation(Versions(old, new, mapping), state))


def planned(situation: Situation) -> Plan:
    """The plan for a situation."""
    entries = judge_all(situation)
    for token in situation.tokens.values():
        if token.host is not None:
            entries[token.number] = judge_listener(situation, token, entries)
    ordered = tuple(entries[number] for number in sorted(entries))
    begins = beginnings(situation, entries)
    moving = tuple(entry.token for entry in ordered if _moves(situation, entry))
    passed = passed_by(situation, ordered)
    names = tuple(situation.after(item).name or item for item in passed)
    return Plan(ordered, begins, moving, passed, names)


def _moves(situation: Situation, entry: Entry) -> bool:
    token = situation.tokens[entry.token]
    if entry.verdict in {Verdict.CHOICE, Verdict.BLOCKED} or token.foreign or not entry.target:
        return False
    if entry.flows is not None:
        return goes_on(situation, token, entry.target, entry.flows)
    spec = situation.new_spec(token, entry.target)
    return isinstance(spec, Exclusive) and not spec.asks
