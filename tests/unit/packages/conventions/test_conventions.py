"""Conventions warn where they are broken, stay silent where not, and speak German and French."""

import re

import pytest

from engine.bpmn.xml import read_xml
from engine.packages.checks.rules import CATALOGUE as RULES
from engine.packages.conventions import CATALOGUE, UNJUDGED, Notice, notices
from tests.unit.packages.conventions.models import BROKEN, CHOICE, KEPT, LINE, written

IDS = [rule.id for rule in CATALOGUE]


def found(content: bytes) -> list[Notice]:
    return notices(read_xml(content, "test.bpmn"), "test.bpmn")


@pytest.mark.parametrize("rule", IDS)
def test_it_is_told_where_it_is_broken_with_its_place(rule):
    hits = [notice for notice in found(BROKEN[rule]) if notice.rule == rule]

    assert hits
    assert all(hit.place and hit.source and hit.file == "test.bpmn" for hit in hits)
    assert hits[0].severity == next(each.severity for each in CATALOGUE if each.id == rule)


@pytest.mark.parametrize(
    ("rule", "content"), [(rule, model) for rule, models in KEPT.items() for model in models]
)
def test_it_is_not_told_where_it_is_kept(rule, content):
    assert [notice.text("de") for notice in found(content) if notice.rule == rule] == []


def test_every_convention_has_a_model_that_breaks_it_and_one_that_does_not():
    assert BROKEN.keys() == KEPT.keys() == set(IDS)
    assert len(IDS) == len(set(IDS))


@pytest.mark.parametrize("content", [written(LINE), written(CHOICE)])
def test_a_plain_model_is_not_warned_of(content):
    assert found(content) == []


def test_every_text_is_written_as_in_switzerland():
    texts = [rule.texts for rule in (*CATALOGUE, *RULES)]
    texts += [text for part in UNJUDGED for text in (part.texts, part.why)]
    texts += [notice.texts for model in BROKEN.values() for notice in found(model)]

    for text in texts:
        assert text.keys() == {"de", "fr"}
        for line in text.values():
            assert line[0].isupper() or line[0] in "«0123456789"
            assert line.endswith((".", "?", "»"))
            assert "\N{LATIN SMALL LETTER SHARP S}" not in line
        french = re.sub("«\u202f.*?\u202f»", "", text["fr"])  # a name stands there as it is
        assert not re.search(r"[^\u202f][:;!?»](\s|$)|«| [:;!?]", french), french
        assert "'" not in text["fr"]


def test_what_no_program_can_judge_is_listed_with_the_reason():
    assert {part.id for part in UNJUDGED} <= set(IDS)
    assert all(part.why["de"] and part.why["fr"] for part in UNJUDGED)


def test_an_accepted_notice_carries_its_reason():
    root = read_xml(BROKEN["ACT-2"], "test.bpmn")

    by_rule = notices(root, "test.bpmn", {"ACT-2": "so heisst es im Gesetz"})
    by_place = notices(root, "test.bpmn", {"ACT-2 a": "hier", "ACT-2 b": "dort"})

    assert [notice.reason for notice in by_rule if notice.rule == "ACT-2"] == ["so heisst es im Gesetz"]
    assert [notice.reason for notice in by_place if notice.rule == "ACT-2"] == ["hier"]
