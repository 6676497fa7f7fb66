"""Hazards 14 and 17: languages. Ours are FEEL and our own DMN; no Python of a model ever runs."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.specs.model import (
    DecisionTable,
    HitPolicy,
    Input,
    InputEntry,
    Output,
    OutputEntry,
    Rule,
)

from decisions import dmn
from engine.faults import Refused
from tests.bpmn.play import Failed, Play, refuse
from tests.conformance.shapes import end, flow, xor
from tests.hazards.plain import model, stock, tasks

NOW = datetime(2026, 2, 10, tzinfo=UTC)
ESCAPE = "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'Popen'] != None"
SCRIPTED = model(
    f'<scriptTask id="sly" scriptFormat="python"><script>found = {ESCAPE}</script></scriptTask>',
    "start > sly > end",
)
GATE = model(
    xor("which", default="end") + end("other") + flow("which", "other", ESCAPE), "start > which > end"
)
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="d" name="d"><decisionTable id="t" hitPolicy="{policy}">
<input id="i"><inputExpression typeRef="number"><text>n</text></inputExpression></input><output id="o" name="o"/>
<rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>"first"</text></outputEntry></rule>
<rule><inputEntry><text>&gt; 2</text></inputEntry><outputEntry><text>"second"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


def test_hazard_14_stock_knows_two_hit_policies() -> None:
    assert {policy.value for policy in HitPolicy} == {"UNIQUE", "COLLECT"}


@pytest.mark.parametrize("policy", ["UNIQUE", "RULE ORDER", "ANY"])
def test_hazard_14_stock_takes_the_first_match_in_silence(policy: str) -> None:
    table = DecisionTable("t", "t", policy)
    given, output = Input("i", None, None, None, "number"), Output("o", None, "o", None)
    given.expression = "n"
    table.rules = [_rule(given, output, "> 1", "'first'"), _rule(given, output, "> 2", "'second'")]
    engine = PythonScriptEngine()
    task = SimpleNamespace(data={"n": 3}, workflow=SimpleNamespace(script_engine=engine))

    assert DMNEngine(table).result(task) == {"o": "first"}


def test_hazard_14_ours_follows_the_hit_policy() -> None:
    collected = dmn.parse(TABLE.format(policy="RULE ORDER").encode()).value("d", {"n": 3}, NOW)
    unique = dmn.parse(TABLE.format(policy="UNIQUE").encode())

    assert collected.value == ["first", "second"]
    assert unique.value("d", {"n": 3}, NOW).value != "first"


def test_hazard_17_stock_lets_a_script_out_of_its_cage() -> None:
    assert tasks(stock(SCRIPTED), "sly")[0].data["found"] is True


def test_hazard_17_stock_lets_a_condition_out_of_its_cage() -> None:
    assert tasks(stock(GATE), "other")[0].state == tasks(stock(GATE), "start")[0].state


def test_hazard_17_ours_refuses_a_script_in_another_language() -> None:
    with pytest.raises(Refused) as refused:
        refuse(SCRIPTED)

    assert "SCRIPT-LANGUAGE" in {fault.rule for fault in refused.value.faults}


def test_hazard_17_ours_reads_a_condition_as_feel_or_not_at_all() -> None:
    with pytest.raises((Refused, Failed)):
        Play(GATE)


def _rule(given: Input, output: Output, test: str, result: str) -> Rule:
    rule, entry, value = Rule("r"), InputEntry("e", given), OutputEntry("v", output)
    entry.lhs.append(test)
    value.parsedRef = value.text = result
    rule.inputEntries.append(entry)
    rule.outputEntries.append(value)
    return rule
