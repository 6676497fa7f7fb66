"""Whole decision models: what rests on what, functions, boxed logic, and what is refused with a remedy."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from decisions.dmn import DmnError, parse
from decisions.dmn.document import MAX_SIZE, NAMESPACES
from decisions.feel import Limits
from decisions.feel.faults import FeelLimitError
from tests.unit.decisions.models import expression, input_data, literal, model, table, wrapped

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


def knowledge(name: str, parameters: str, logic: str) -> str:
    formal = "".join(f'<formalParameter name="{one}"/>' for one in parameters.split())
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}">'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic></businessKnowledgeModel>"
    )


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_version_of_the_standard_is_read(namespace: str) -> None:
    read = parse(model(literal("d", "1 + 1"), namespace=namespace))

    assert read.evaluate("d", {}, NOW).value == 2


def test_a_decision_is_known_by_variable_name_and_id() -> None:
    lower = literal("lower", "5", variable='<variable name="lower value"/>').replace(
        'name="lower"', 'name="The lower"'
    )
    upper = literal("upper", "lower value + The lower + lower", ["decision:lower"])

    assert parse(model(lower, upper)).evaluate("upper", {}, NOW).value == 15


def test_knowledge_is_called_by_position_by_name_and_by_invocation() -> None:
    minus = knowledge("minus", "a b", expression("a - b"))
    invocation = (
        f"<invocation>{expression('minus')}"
        f'<binding><parameter name="b"/>{expression("1")}</binding>'
        f'<binding><parameter name="a"/>{expression("x")}</binding></invocation>'
    )
    read = parse(
        model(
            minus,
            literal("by_position", "minus(x, 1)", ["knowledge:minus"]),
            literal("by_name", "minus(b: 1, a: x)", ["knowledge:minus"]),
            wrapped("by_invocation", invocation, ["knowledge:minus"]),
        )
    )

    values = [read.evaluate(one, {"x": 5}, NOW).value for one in ("by_position", "by_name", "by_invocation")]

    assert values == [4, 4, 4]


def test_knowledge_may_call_itself_but_not_for_ever() -> None:
    read = parse(
        model(
            knowledge("fac", "n", expression("if n = 0 then 1 else n * fac(n - 1)")),
            literal("d", "fac(n)", ["knowledge:fac"]),
        )
    )

    assert read.evaluate("d", {"n": 5}, NOW).value == 120
    with pytest.raises(FeelLimitError):
        read.evaluate("d", {"n": -1}, NOW)


def test_a_context_uses_its_earlier_entries_and_ends_with_its_result() -> None:
    logic = (
        f'<context><contextEntry><variable name="net pay"/>{expression("gross * 0.9")}</contextEntry>'
        f"<contextEntry>{expression('net pay + 10')}</contextEntry></context>"
    )

    assert parse(model(wrapped("d", logic))).evaluate("d", {"gross": 100}, NOW).value == 100


def test_lists_relations_and_loops_may_be_boxed() -> None:
    relation = f'<relation><column name="a"/><column name="b"/><row>{expression("1")}{expression("2")}</row></relation>'
    loop = f'<for iteratorVariable="i"><in>{expression("[1, 2]")}</in><return>{expression("i * 2")}</return></for>'
    choice = (
        f"<conditional><if>{expression('true')}</if><then>{expression('1')}</then>"
        f"<else>{expression('2')}</else></conditional>"
    )
    chosen = f"<filter><in>{expression('[1, 2, 3]')}</in><match>{expression('item > 1')}</match></filter>"
    some = f'<some iteratorVariable="i"><in>{expression("[1]")}</in><satisfies>{expression("i = 1")}</satisfies></some>'
    logics = [relation, loop, choice, chosen, some, f"<list>{expression('1')}{expression('2')}</list>"]
    read = parse(model(*(wrapped(f"d{number}", logic) for number, logic in enumerate(logics))))

    values = [read.evaluate(f"d{number}", {}, NOW).value for number in range(len(logics))]

    assert values == [[{"a": 1, "b": 2}], [2, 4], 1, [2, 3], True, [1, 2]]


def test_an_input_is_made_to_fit_its_type_or_null_with_a_reason() -> None:
    read = parse(model(input_data("x", "number"), literal("d", "x + 1", ["input:x"])))

    assert read.evaluate("d", {"x": 1}, NOW).value == 2
    assert read.evaluate("d", {"x": [1]}, NOW).value == 2
    assert read.evaluate("d", {"x": "1"}, NOW).problems[0] == "«x» is string, expected number"


def test_own_types_hold_their_allowed_values() -> None:
    kind = (
        '<itemDefinition name="tAnswer"><typeRef>string</typeRef>'
        '<allowedValues><text>"YES", "NO"</text></allowedValues></itemDefinition>'
    )
    read = parse(model(kind, input_data("x", "tAnswer"), literal("d", "x", ["input:x"])))

    assert read.evaluate("d", {"x": "YES"}, NOW).value == "YES"
    assert read.evaluate("d", {"x": "PERHAPS"}, NOW).value is None


def test_a_service_is_called_as_a_function_of_its_inputs() -> None:
    service = '<decisionService id="s" name="s"><outputDecision href="#inner"/><inputData href="#x"/></decisionService>'
    read = parse(
        model(
            input_data("x", "number"),
            literal("inner", "x * 2", ["input:x"]),
            service,
            literal("outer", "s(5) + s(1)", ["knowledge:s"]),
        )
    )

    assert read.evaluate("outer", {}, NOW).value == Decimal(12)


def test_reads_and_outputs_go_through_required_decisions() -> None:
    read = parse(
        model(
            literal("upper", "lower > parameters.limit", ["decision:lower"]),
            literal("lower", "case.count + x", ["input:x"]),
            input_data("x", "number"),
        )
    )

    assert read.reads("upper") == {("parameters", "limit"), ("case", "count"), ("x",)}
    assert read.outputs("upper") == ("upper",)


def test_the_limits_hold_for_all_required_decisions_together() -> None:
    read = parse(
        model(
            literal("lower", "for i in 1..80 return i"),
            literal("upper", "for i in lower return i", ["decision:lower"]),
        )
    )

    assert len(read.evaluate("upper", {}, NOW).value) == 80  # type: ignore[arg-type]  # it is a list
    with pytest.raises(FeelLimitError):
        read.evaluate("upper", {}, NOW, Limits(steps=100))


def test_an_unknown_decision_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="«Test» has no decision «e»; it has «d»"):
        parse(model(literal("d", "1"))).evaluate("e", {}, NOW)


REFUSED = {
    "a syntax error": (model(literal("d", "1 +")), "cannot be read: line 1, column 4"),
    "a cell that cannot be read": (model(table("t", [("X", "x")], ["o"], [("> >", "1")])), "«> >» cannot be read"),
    "another expression language": (
        model(literal("d", "1").replace("<literalExpression>", '<literalExpression expressionLanguage="javascript">')),
        "the expression language «javascript» is never run; write it in FEEL",
    ),
    "a function in Java": (
        model(wrapped("d", '<functionDefinition kind="Java"/>')),
        "a function in Java is never run; write it in FEEL",
    ),
    "an unknown hit policy": (model(table("t", [("X", "x")], ["o"], [], "LUCKY")), "the hit policy «LUCKY» is not known"),
    "priority without an order": (model(table("t", [("X", "x")], ["o"], [], "PRIORITY")), "PRIORITY has no order"),
    "a sum of two outputs": (
        model(table("t", [("X", "x")], ["o", "p"], [], "COLLECT", aggregation="SUM")),
        "SUM needs a single output",
    ),
    "a rule with a cell too few": (model(table("t", [("X", "x")], ["o"], [("1",)])), "the rule has 1 conditions and 0 results"),
    "an input without expression": (model(table("t", [("X", "")], ["o"], [])), "the input column has no expression"),
    "an import": (
        model('<import id="i" name="other" namespace="n" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'),
        "«other» is imported, but there is no model of that namespace at hand; give that model too",
    ),
    "an import of a PMML model": (
        model('<import id="i" name="other" namespace="n" importType="http://www.dmg.org/PMML-4_2"/>'),
        "which is no decision model; import decision models only",
    ),
    "an unknown element": (model('<oracle id="o"/>'), "o: <oracle> is not served; remove it"),
    "unknown logic": (model(wrapped("d", '<oracle id="o"/>')), "<oracle> is not served in a decision"),
    "a circle": (
        model(literal("a", "b", ["decision:b"]), literal("b", "a", ["decision:a"])),
        "it requires itself: a → b → a",
    ),
    "a lost requirement": (model(literal("a", "1", ["decision:b"])), "it requires «b», which is missing"),
    "a missing arrow": (model(literal("a", "b"), literal("b", "1")), "it reads «b», but no requirement leads there"),
    "its own name": (model(literal("a", "a + 1")), "it reads «a», its own name; give the decision another name"),
    "an unknown type": (model(input_data("x", "tNowhere")), "the type «tNowhere» is not known"),
    "two decisions with one id": (
        model(literal("a", "1"), literal("a", "2").replace('name="a"', 'name="other"')),
        "a: the id stands twice",
    ),
    "two output columns with one name": (
        model(table("t", [("X", "x")], ["o", "o"], [("1", "2", "3")])),
        "two output columns have the same name",
    ),
    "the same id twice": (model(literal("a", "1"), input_data("a")), "a: the id stands twice"),
    "the same name twice": (
        model(literal("a", "1"), literal("b", "1").replace('name="b"', 'name="a"')),
        "its name «a» is also that of a; give each element its own name",
    ),
    "no XML": (b"hello", "no well-formed XML"),
    "another kind of file": (b"<definitions xmlns='urn:x'/>", "give a decision model of DMN 1.1 to 1.5"),
    "a document type": (b"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + model()[39:], "(DOCTYPE)"),
    "a huge file": (b" " * (MAX_SIZE + 1), "keep it below"),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_run_as_meant_is_refused_with_a_remedy(xml: bytes, message: str) -> None:
    with pytest.raises(DmnError) as caught:
        parse(xml)

    assert message in str(caught.value)
    assert all(fault.element and fault.remedy for fault in caught.value.faults)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(DmnError) as caught:
        parse(model(literal("a", "1 +"), literal("b", "2 +")))

    assert len(caught.value.faults) == 2


MODELER = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
    xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
    xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
    id="Handover" name="Übergabe" namespace="http://camunda.org/schema/1.0/dmn" modeler:executionPlatform="Camunda Cloud">
  <decision id="handover" name="Übergabe an die IV?">
    <variable id="Variable_1" name="handover" typeRef="boolean" />
    <informationRequirement id="Requirement_1"><requiredInput href="#Input_1" /></informationRequirement>
    <decisionTable id="Table_1">
      <input id="Column_1" label="Arbeitsfähigkeit" biodi:width="192">
        <inputExpression id="Expression_1" typeRef="integer"><text>case.work_capacity</text></inputExpression>
      </input>
      <output id="Output_1" label="Übergabe" name="handover" typeRef="boolean" />
      <rule id="Rule_1">
        <description>Unter 50 %</description>
        <inputEntry id="Cell_1"><text>&lt; 50</text></inputEntry>
        <outputEntry id="Result_1"><text>true</text></outputEntry>
      </rule>
      <rule id="Rule_2">
        <inputEntry id="Cell_2"><text></text></inputEntry>
        <outputEntry id="Result_2"><text>false</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <inputData id="Input_1" name="Fall"><variable id="Variable_2" name="case" /></inputData>
  <dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="handover">
    <dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>""".encode()


def test_a_file_of_camunda_modeler_is_read_as_it_is() -> None:
    first = MODELER.replace(b'id="Table_1"', b'id="Table_1" hitPolicy="FIRST"')

    found = parse(first).evaluate("handover", {"case": {"work_capacity": 40}}, NOW)

    assert (found.value, found.problems) == (True, ())
    assert found.trace.inputs == (("Arbeitsfähigkeit", "case.work_capacity", Decimal(40)),)
    assert found.trace.rules[0].annotation == "Unter 50 %"
    assert parse(first).reads("handover") == {("case", "work_capacity")}


def test_a_table_without_hit_policy_is_unique() -> None:
    found = parse(MODELER).evaluate("handover", {"case": {"work_capacity": 40}}, NOW)

    assert found.value is None
    assert found.problems == (
        "«Übergabe an die IV?» allows one match, but rule 1 (Rule_1) and rule 2 (Rule_2) match",
    )


def test_what_other_tools_add_is_left_alone() -> None:
    text = literal("d", "1").replace("<decision ", '<decision camunda:historyTimeToLive="P30D" ')
    extended = text.replace("<literal", "<extensionElements><camunda:any/></extensionElements><literal")

    assert parse(model(extended)).evaluate("d", {}, NOW).value == 1


def test_a_service_takes_only_what_fits_the_types_of_its_inputs() -> None:
    service = '<decisionService id="s" name="judge"><outputDecision href="#d"/><inputData href="#n"/></decisionService>'
    read = parse(model(service, input_data("n", "number"), literal("d", "n", ["input:n"])))

    wrong = read.call("judge", {"n": "x"}, NOW)

    assert read.call("judge", {"n": 3}, NOW).value == 3
    assert (wrong.value, wrong.problems) == (None, ("«n» is string, expected number",))


def test_a_result_that_its_column_does_not_list_is_noted() -> None:
    read = parse(
        model(table("t", [("X", "x")], ["o"], [("1", '"Z"'), ("2", '"A"')], output_values='"A", "B"'))
    )

    assert read.evaluate("t", {"x": 1}, NOW).problems == ("rule 1 of «t» gives «o» a value it does not list",)
    assert read.evaluate("t", {"x": 2}, NOW).problems == ()
