"""Every part that differs is told, under a name of its own, and by what it says."""

import pytest

from engine.faults import Refused
from engine.packages.comparing import Difference, differences
from engine.packages.manifest import FILE
from tests.unit.packages.test_refusals import GOOD

HEAD = GOOD[FILE]
CAST = "stories/cast.yaml"


def in_the_head(before: str, after: str, *, turned: bool = False) -> list[Difference]:
    """What differs where package.yaml says this instead of that, or the other way round."""
    assert before.encode() in HEAD
    other = {**GOOD, FILE: HEAD.replace(before.encode(), after.encode())}
    return differences(other, GOOD) if turned else differences(GOOD, other)


def in_the_cast(before: str, after: str) -> list[Difference]:
    return differences({CAST: before.encode()}, {CAST: after.encode()})


def test_an_empty_role_is_told_when_it_comes_and_goes():
    assert in_the_head("\nroles:", "\nroles:\n  helper: {}") == [Difference(("roles", "helper"), None, "{}")]
    assert in_the_head("\nroles:", "\nroles:\n  helper: {}", turned=True) == [
        Difference(("roles", "helper"), "{}", None)
    ]


def test_an_empty_list_and_an_empty_section_are_told():
    assert in_the_head("\nroles:", "\nhooks: {}\ndocuments: {report: {text: a.b, roles: []}}\nroles:") == [
        Difference(("documents", "report.roles"), None, "[]"),
        Difference(("documents", "report.text"), None, "a.b"),
        Difference(("hooks", ""), None, "{}"),
    ]


def test_an_empty_answer_and_an_empty_section_of_a_cast_are_told():
    assert in_the_cast("defaults: {}", "clients: {sara: {}}") == [
        Difference(("cast", "clients.sara"), None, "{}"),
        Difference(("cast", "defaults"), "{}", None),
    ]


def test_a_form_that_asks_nothing_is_told():
    form = b'{"id": "empty", "type": "default", "components": []}'

    assert [item.part for item in differences(GOOD, {**GOOD, "forms/empty.form": form})] == [
        ("form", "empty")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3", '"3"'),
        ("3.5", '"3.5"'),
        ("-1", '"-1"'),
        ("true", '"true"'),
        ("false", '"false"'),
        ("null", '"null"'),
        ("[]", '"[]"'),
        ("{}", '"{}"'),
        ('"3"', "'\"3\"'"),
    ],
)
def test_a_value_that_became_a_text_is_told_and_looks_different(one, other):
    (told,) = in_the_cast(
        f"defaults: {{task: {{answer: {one}}}}}", f"defaults: {{task: {{answer: {other}}}}}"
    )

    assert told.part == ("cast", "defaults.task.answer")
    assert told.before != told.after
    assert in_the_cast(f"a: {other}", f"a: {other}") == []


def test_a_parameter_that_became_a_text_is_told():
    assert in_the_head("value: 25,", 'value: "25",') == [
        Difference(("parameters", "most_cases_per_adviser.value"), "25", '"25"')
    ]


def test_a_day_is_the_same_written_as_a_day_or_as_a_text():
    assert in_the_cast("defaults: {task: {on: 2026-02-10}}", 'defaults: {task: {on: "2026-02-10"}}') == []


def test_a_key_with_a_dot_has_another_name_than_a_key_in_a_key():
    assert in_the_cast("defaults: {a.b: 1}", "defaults: {a: {b: 1}}") == [
        Difference(("cast", 'defaults."a.b"'), "1", None),
        Difference(("cast", "defaults.a.b"), None, "1"),
    ]


def test_of_both_in_one_file_none_is_lost():
    told = in_the_cast("defaults: {}", "defaults: {a.b: 1, a: {b: 2}}")

    assert {item.after for item in told} == {None, "1", "2"}


@pytest.mark.parametrize("story", ["{1: a, b: c}", "? [a, b]\n: c", "2026-01-01: c", "true: c"])
def test_keys_of_any_kind_are_compared(story):
    file = "stories/keys.yaml"

    (told,) = differences({file: story.encode()}, {file: story.replace("c", "d").encode()})

    assert told.part == ("story", "keys")


def test_rules_without_a_form_and_without_names_are_compared():
    file = "forms/alone.rules.yaml"

    told = differences({file: b"[{id: first, if: a}, {if: b}]"}, {file: b"[{id: first, if: b}, words]"})

    assert [item.part for item in told] == [("form rule", "alone.2"), ("form rule", "alone.first")]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("forms/tandem.form", b"{"),
        ("forms/tandem.form", b"[]"),
        ("forms/joint_analysis.rules.yaml", b"words"),
        (FILE, b"[words]"),
    ],
)
def test_a_file_that_can_t_be_read_is_refused_by_name(file, content):
    with pytest.raises(Refused) as refused:
        differences(GOOD, {**GOOD, file: content})

    assert {fault.file for fault in refused.value.faults} == {file}


def test_a_message_that_is_called_otherwise_is_told():
    one = GOOD["tandem.bpmn"].replace(
        b"</bpmn:definitions>", b'<bpmn:message id="m" name="one"/></bpmn:definitions>'
    )
    other = one.replace(b'name="one"', b'name="other"')

    told = differences({**GOOD, "tandem.bpmn": one}, {**GOOD, "tandem.bpmn": other})

    assert [(one.part, one.change) for one in told] == [(("element", "m"), "changed")]
