"""Models that use elements, functions and types of other models."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from decisions.dmn import DmnError, parse
from decisions.dmn.folder import read_model
from tests.unit.decisions.models import input_data, literal, model, table

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
KIND = "https://www.omg.org/spec/DMN/20191111/MODEL/"
BASE = "http://example.org/base"


def importing(alias: str, *elements: str, namespace: str = BASE) -> bytes:
    """A model that imports another one under a name."""
    found = f'<import id="i" name="{alias}" namespace="{namespace}" importType="{KIND}"/>'
    return model(found, *elements)


def base(*elements: str) -> bytes:
    """The model that others import."""
    return model(*elements).replace(b'namespace="http://example.org"', f'namespace="{BASE}"'.encode())


def foreign(one: str, kind: str = "Decision") -> str:
    """A requirement that leads to an element of the base."""
    return f'<informationRequirement><required{kind} href="{BASE}#{one}"/></informationRequirement>'


def requiring(decision: str, *requirements: str) -> str:
    return decision.replace("<literalExpression>", "".join(requirements) + "<literalExpression>")


LIMIT = base(
    literal("exhaustion lead", "months * 2", ["input:months"]).replace('id="exhaustion lead"', 'id="lead"'),
    input_data("months", "number"),
    '<itemDefinition name="tFit"><typeRef>string</typeRef>'
    '<allowedValues><text>"YES", "NO"</text></allowedValues></itemDefinition>',
)


def test_a_decision_of_another_model_is_read_under_the_name_of_its_import() -> None:
    upper = requiring(literal("d", "limits.exhaustion lead + 1"), foreign("lead"))
    read = parse(importing("limits", upper), {BASE: parse(LIMIT)})

    by_name = read.evaluate("d", {"months": 3}, NOW)
    by_alias = read.evaluate("d", {"limits": {"months": 4}}, NOW)

    assert (by_name.value, by_alias.value) == (Decimal(7), Decimal(9))
    assert [trace.name for trace in by_name.trace.required] == ["exhaustion lead"]
    assert read.reads("d") == {("months",)}


def test_an_import_without_a_name_puts_its_elements_among_ones_own() -> None:
    upper = requiring(literal("d", "exhaustion lead + 1"), foreign("lead"))

    read = parse(importing("", upper), {BASE: parse(LIMIT)})

    assert read.evaluate("d", {"months": 3}, NOW).value == 7


def test_input_data_and_types_of_another_model_are_used() -> None:
    fitness = input_data("fitness", "limits.tFit")
    upper = requiring(
        literal("d", "if fitness = null then limits.months else 0"),
        foreign("months", "Input"),
        '<informationRequirement><requiredInput href="#fitness"/></informationRequirement>',
    )

    read = parse(importing("limits", fitness, upper), {BASE: parse(LIMIT)})

    assert read.evaluate("d", {"fitness": "YES", "months": 3}, NOW).value == 0
    assert read.evaluate("d", {"fitness": "PERHAPS", "months": 3}, NOW).value == 3


def test_models_of_one_folder_find_each_other(tmp_path: Path) -> None:
    upper = requiring(literal("d", "limits.exhaustion lead + 1"), foreign("lead"))
    (tmp_path / "a.dmn").write_bytes(importing("limits", upper))
    (tmp_path / "z.dmn").write_bytes(LIMIT)

    read = read_model(tmp_path / "a.dmn")

    assert read.evaluate("d", {"months": 1}, NOW).value == 3


def test_models_that_import_each_other_are_refused(tmp_path: Path) -> None:
    one = importing("other", literal("d", "1"))
    two = importing("one", literal("e", "1"), namespace="http://example.org").replace(
        b' namespace="http://example.org">', f' namespace="{BASE}">'.encode()
    )
    (tmp_path / "one.dmn").write_bytes(one)
    (tmp_path / "two.dmn").write_bytes(two)

    with pytest.raises(DmnError, match="imports itself; take one of the imports away"):
        read_model(tmp_path / "one.dmn")


def test_what_is_missing_in_the_other_model_is_named() -> None:
    upper = requiring(literal("d", "limits.nothing"), foreign("nothing"))

    with pytest.raises(DmnError, match=r"it requires «http://example\.org/base#nothing», which is missing"):
        parse(importing("limits", upper), {BASE: parse(LIMIT)})


def test_a_model_with_a_faulty_decision_can_be_tried_out_when_that_is_asked_for() -> None:
    xml = model(literal("good", "1 + 1"), literal("bad", "1 +"), literal("above", "bad", ["decision:bad"]))

    read = parse(xml, keep_faulty=True)
    above = read.evaluate("above", {}, NOW)

    assert read.evaluate("good", {}, NOW).value == 2
    assert above.value is None
    assert "«bad» cannot be used" in above.problems[0]
    assert [fault.element for fault in read.faults] == ["<literalExpression> in bad"]
    with pytest.raises(DmnError):
        parse(xml)


def test_knowledge_and_services_are_called_by_name() -> None:
    knowledge = (
        '<businessKnowledgeModel id="b" name="difference"><encapsulatedLogic><formalParameter name="x"/>'
        '<formalParameter name="y"/><literalExpression><text>x - y</text></literalExpression>'
        "</encapsulatedLogic></businessKnowledgeModel>"
    )
    service = '<decisionService id="s" name="judge"><outputDecision href="#t"/><inputData href="#months"/></decisionService>'
    rows = [("< 3", '"soon"'), (">= 3", '"later"')]
    read = parse(
        model(knowledge, service, input_data("months", "number"), table("t", [("Months", "months")], ["o"], rows,
              requires=["input:months"]))
    )  # fmt: skip

    assert read.call("difference", {"y": 2, "x": 5}, NOW).value == 3
    assert read.call("judge", {"months": 2}, NOW).value == "soon"
    with pytest.raises(KeyError, match="has no function «nobody»"):
        read.call("nobody", {}, NOW)
