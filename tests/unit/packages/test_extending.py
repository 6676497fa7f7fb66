"""A variant is its own files over those of its base; what it can't change is refused by name."""

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Refused
from engine.packages.archive import Files, content_hash
from engine.packages.comparing import differences, moved
from engine.packages.extending import extended
from engine.packages.reading import read_package
from tests.unit.packages.called import WITH_A_TASK, base
from tests.unit.packages.test_refusals import VOCABULARY

BASE = base()
HEAD = b"""
id: kanton_muster
version: 1.0.0
canton: ZG
languages: [de, fr]
valid_from: 2026-01-01
source: {document: Muster, state: 2026}
extends: wallis_tandem@1
parameters:
  exhaustion_lead: {value: P4M, source: "i: a month more"}
"""


def find(name: str, number: int) -> Files | None:
    return BASE if (name, number) == ("wallis_tandem", 1) else None


def variant(head: bytes = HEAD, **files: bytes) -> dict[str, bytes]:
    return {
        "package.yaml": head,
        **{name.replace("__", "/").replace("_bpmn", ".bpmn"): content for name, content in files.items()},
    }


def test_it_is_a_package_of_its_own_with_the_files_of_its_base():
    whole = extended(variant(), find)
    package = read_package(whole, VOCABULARY, CATALOGUE)

    assert (package.manifest.id, package.manifest.canton) == ("kanton_muster", "ZG")
    assert str(package.parameters["exhaustion_lead"]) == "P4M"
    assert package.manifest.parameters["exhaustion_lead"].type == "duration"
    assert package.manifest.base.content == content_hash(BASE)
    assert whole.keys() >= BASE.keys() - {"README.md"}


def test_it_is_the_same_to_the_byte_each_time_and_needs_its_base_no_more():
    whole = extended(variant(), find)

    assert content_hash(extended(variant(), find)) == content_hash(whole)
    assert extended(whole) == whole


def test_it_fills_a_hook_with_steps_of_its_own():
    package = read_package(extended(variant(added_bpmn=WITH_A_TASK), find), VOCABULARY, CATALOGUE)

    assert package.model.elements["inner"].parent == "x"
    assert package.manifest.base.own == ("added.bpmn",)


def test_its_texts_stand_over_those_of_the_base_one_by_one():
    texts = b"procedure: {title: Tandem Muster}"
    package = read_package(extended(variant(**{"texts__de.yaml": texts}), find), VOCABULARY, CATALOGUE)

    assert package.texts.get("procedure.title", "de").text == "Tandem Muster"
    assert package.texts.get("procedure.title", "fr").text != "Tandem Muster"


def test_null_takes_an_entry_away():
    whole = extended(
        variant(HEAD + b"retention: {dossier: null, letters: P2Y}\n"),
        find,
    )

    assert read_package(whole, VOCABULARY, CATALOGUE).manifest.retention == {"letters": "P2Y"}


def test_a_package_that_extends_nothing_stays_as_it_is():
    assert extended(BASE, find) is BASE


BAD = {
    "no such base": (HEAD.replace(b"wallis_tandem@1", b"nothing@1"), {}, "EXT-BASE", "extends"),
    "another first number": (HEAD.replace(b"@1", b"@2"), {}, "EXT-BASE", "extends"),
    "no number": (HEAD.replace(b"@1", b""), {}, "EXT-BASE", "extends"),
    "another process": (HEAD + b"process: other\n", {}, "EXT-KEY", "process"),
    "other roles that start": (HEAD + b"start: [coordination]\n", {}, "EXT-KEY", "start"),
    "no version of its own": (HEAD.replace(b"version: 1.0.0\n", b""), {}, "MAN-KEY", "version"),
    "a value without a source": (HEAD.replace(b', source: "i: a month more"', b""), {}, "EXT-SOURCE", "parameters.exhaustion_lead"),
    "a model that is no hook": (HEAD, {"tandem_bpmn": WITH_A_TASK}, "EXT-HOOK", ""),
    "a story left out that is none": (HEAD + b"left_out_stories: {nothing: because}\n", {}, "EXT-STORY", "left_out_stories.nothing"),
    "a story left out without a reason": (HEAD + b'left_out_stories: {sara: ""}\n', {}, "EXT-STORY", "left_out_stories.sara"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_a_variant_can_not_do_is_refused_by_name(name):
    head, files, rule, place = BAD[name]

    with pytest.raises(Refused) as refused:
        extended(variant(head, **files), find)

    assert (rule, place) in {(fault.rule, fault.place) for fault in refused.value.faults}


def test_a_variant_is_no_base():
    whole = extended(variant(), find)

    with pytest.raises(Refused) as refused:
        extended(variant(HEAD.replace(b"wallis_tandem@1", b"kanton_muster@1")), lambda name, number: whole)

    assert refused.value.faults[0].rule == "EXT-BASE"


def test_what_differs_is_told_part_by_part():
    whole = extended(variant(added_bpmn=WITH_A_TASK, **{"texts__de.yaml": b"procedure.title: Muster"}), find)
    told = {item.part: item.change for item in differences(BASE, whole)}

    assert told[("parameters", "exhaustion_lead.value")] == "changed"
    assert told[("text", "de.procedure.title")] == "changed"
    assert told[("element", "inner")] == "added"
    assert told[("flow", "added_start_to_added_end")] == "removed"
    assert ("element", "assign_tandem") not in told
    assert differences(BASE, BASE) == []


def test_where_something_is_drawn_is_no_difference():
    model = BASE["tandem.bpmn"]

    assert differences(BASE, {**BASE, "tandem.bpmn": model.replace(b'x="', b'x="1')}) == []


def test_a_new_base_tells_what_arrives_and_what_conflicts():
    head = BASE["package.yaml"]
    new = {
        **BASE,
        "package.yaml": head.replace(b"exhaustion_lead: {value: P3M", b"exhaustion_lead: {value: P6M"),
        "texts/de.yaml": BASE["texts/de.yaml"] + b"\nhooks.more: Neu",
    }
    assert new["package.yaml"] != head
    found = moved(BASE, new, extended(variant(), find))

    assert [item.part for item in found.arrives] == [("text", "de.hooks.more")]
    assert [(theirs.after, own.after) for theirs, own in found.conflicts] == [("P6M", "P4M")]
    assert moved(BASE, new, new).conflicts == ()


@pytest.mark.parametrize("key", ["1", "2026-01-01", "[a, b]"])
def test_a_key_that_is_no_text_is_refused_by_name(key):
    whole = extended(variant(HEAD + f"retention: {{? {key} : P2Y, letters: P2Y}}\n".encode()), find)

    with pytest.raises(Refused) as refused:
        read_package(whole, VOCABULARY, CATALOGUE)

    assert {fault.file for fault in refused.value.faults} == {"package.yaml"}
