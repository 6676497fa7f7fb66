"""Packages with planted mistakes: each is refused with file, element and remedy, and nothing else changes."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Fault, Refused
from engine.packages.archive import read_folder, read_zip
from engine.packages.reading import read_package
from engine.packages.texts import read_vocabulary

ROOT = Path(__file__).parents[3] / "processes"
VOCABULARY = read_vocabulary((ROOT / "vocabulary.yaml").read_bytes())
GOOD = read_zip((Path(__file__).parents[2] / "procedures/saved/wallis_tandem-1.2.0.zip").read_bytes())
"""The procedure of Valais as it was when it ended with the assigned tandem: small enough to plant mistakes in."""
MODEL = "tandem.bpmn"

Files = dict[str, bytes]


def swap(name: str, old: str, new: str) -> Callable[[Files], None]:
    """A mistake that replaces a text in a file."""

    def plant(files: Files) -> None:
        text = files[name].decode()
        assert old in text, f"«{old}» is not in {name}"
        files[name] = text.replace(old, new, 1).encode()

    return plant


def drop(name: str) -> Callable[[Files], None]:
    """A mistake that leaves a file out."""

    def plant(files: Files) -> None:
        del files[name]

    return plant


def put(name: str, content: bytes) -> Callable[[Files], None]:
    """A mistake that adds or replaces a file."""

    def plant(files: Files) -> None:
        files[name] = content

    return plant


def not_required(name: str, key: str) -> Callable[[Files], None]:
    """A mistake that lets a question of a form be left open."""

    def plant(files: Files) -> None:
        form = json.loads(files[name])
        open_components = list(form["components"])
        while open_components:
            component = open_components.pop()
            open_components += component.get("components", [])
            if component.get("key") == key:
                component["validate"].pop("required")
        files[name] = json.dumps(form).encode()

    return plant


# name: (mistake, file of the fault, a word of its place, its rule)
MISTAKES: dict[str, tuple[Callable[[Files], None], str, str, str]] = {
    "no package.yaml": (drop("package.yaml"), "package.yaml", "", "PKG-MANIFEST"),
    "no model": (drop(MODEL), "", "", "PKG-MODEL"),
    "unknown key in package.yaml": (swap("package.yaml", "canton: VS", "kanton: VS"), "package.yaml", "kanton", "MAN-KEY"),
    "version that is no version": (swap("package.yaml", "version: 1.2.0", "version: newest"), "package.yaml", "version", "MAN-KEY"),
    "duration that is none": (swap("package.yaml", "value: P3M", "value: three months"), "package.yaml", "exhaustion_lead", "MAN-DURATION"),
    "broken yaml": (put("package.yaml", b"id: [\n"), "package.yaml", "line", "YAML-FORM"),
    "yaml bomb": (put("package.yaml", b"a: &a [1]\nb: [*a, *a]\n"), "package.yaml", "line 2", "YAML-ALIAS"),
    "start role that can't open": (swap("package.yaml", "start: [reporting_office]", "start: [coordination]"), "package.yaml", "start", "MAN-START"),
    "lane that is no role": (swap("package.yaml", "  coordination: {institutions: [COORDINATION]}\n", ""), MODEL, "coordination", "X4"),
    "seat that is no role": (swap(MODEL, 'value="rav_adviser,social_worker"', 'value="rav_adviser,nurse"'), MODEL, "joint_analysis", "X4"),
    "form that is missing": (drop("forms/assign_tandem.form"), MODEL, "assign_tandem", "X4"),
    "form that is no json": (put("forms/assign_tandem.form", b"{"), "forms/assign_tandem.form", "", "FORM"),
    "form with a script": (
        swap("forms/assign_tandem.form", '"components": [', '"components": [{"type": "html", "id": "h", "content": "x"},'),
        "forms/assign_tandem.form",
        "",
        "FORM",
    ),
    "field without a place": (swap("forms/joint_analysis.form", '"key": "prioritising_difficult"', '"key": "skills"'), "forms/joint_analysis.form", "skills", "REC-FIELD"),
    "field in a weaker category": (swap("forms/joint_analysis.form", '"category": "HEALTH"', '"category": "WORK"'), "forms/joint_analysis.form", "problem_fields", "REC-CATEGORY"),
    "rule that can't be read": (
        put("forms/assign_tandem.rules.yaml", b"- {id: r, when: 'starts_on <', field: starts_on, message: m, text: {de: a, fr: b}}"),
        "forms/assign_tandem.rules.yaml",
        "rule r",
        "FORM",
    ),
    "rule on a field that is none": (
        swap("forms/assign_tandem.rules.yaml", "when: starts_on", "when: starts_at"),
        "forms/assign_tandem.rules.yaml",
        "rule start_after_signature",
        "FORM",
    ),
    "rule on an unknown parameter": (
        swap("forms/data_exchange_consent.rules.yaml", "parameters.consent_longest", "parameters.consent_lngest"),
        "forms/data_exchange_consent.rules.yaml",
        "rule ends_within_reach",
        "X3",
    ),
    "question that begins with what is no number": (
        swap("forms/register_case.form", '"category": "FINANCE",\n            "record": "benefit_exhaustion.remaining_allowances"', '"category": "FINANCE",\n            "begins_with": "parameters.exhaustion_lead",\n            "record": "benefit_exhaustion.remaining_allowances"'),
        "forms/register_case.form",
        "remaining_allowances",
        "X3",
    ),
    "question on a field that is none": (
        swap("forms/data_exchange_consent.form", "=decision != ", "=decisoin != "),
        "forms/data_exchange_consent.form",
        "section_scope",
        "FORM",
    ),
    "condition that can't be read": (swap(MODEL, '= "granted"', '= = "granted"'), MODEL, "", "FEEL-READ"),
    "condition on an unknown record": (swap(MODEL, "case.data_exchange_consent.state", "case.data_exchange.state"), MODEL, "", "X3"),
    "condition on an unknown field": (swap(MODEL, "case.data_exchange_consent.state", "case.data_exchange_consent.status"), MODEL, "", "X3"),
    "gateway that says not who answers": (swap(MODEL, '<zeebe:property name="bruecke.gateway" value="judgement" />', ""), MODEL, "complex_situation", "GW-KIND"),
    "answer that stands twice": (swap(MODEL, 'name="bruecke.answer" value="no"', 'name="bruecke.answer" value="yes"'), MODEL, "", "GW-ANSWER"),
    "end without an outcome": (swap(MODEL, '<zeebe:property name="bruecke.outcome" value="not_complex" />', ""), MODEL, "not_complex", "X11"),
    "decision that is missing": (drop("decisions/complex_situation.dmn"), MODEL, "complex_situation", "DMN-REF"),
    "decision that is no dmn": (put("decisions/complex_situation.dmn", b"<x/>"), "decisions/complex_situation.dmn", "", "DMN"),
    "decision on an unknown parameter": (swap("decisions/target_group.dmn", "parameters.exhaustion_lead", "parameters.lead"), "decisions/target_group.dmn", "target_group_table, rule 2, column «Voraussichtlich ausgesteuert am»", "X3"),
    "decision with a cell that can't be read": (
        swap("decisions/target_group.dmn", "&lt; today() + parameters.exhaustion_lead", "&lt; &lt;"),
        "decisions/target_group.dmn",
        "target_group_table, rule 2, column «Voraussichtlich ausgesteuert am»",
        "DMN",
    ),
    "legal basis that is missing": (swap(MODEL, 'name="bruecke.legal_basis" value="authority"', 'name="bruecke.legal_basis" value="habit"'), MODEL, "", "X10"),
    "task without a purpose": (swap(MODEL, '<zeebe:property name="bruecke.purpose" value="joint_analysis" />', ""), MODEL, "joint_analysis", "X10"),
    "text missing in french": (swap("texts/fr.yaml", "elements.assign_tandem:", "elements.assign_tandam:"), "texts/fr.yaml", "elements.assign_tandem", "X12"),
    "external entity in the model": (put(MODEL, b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'), MODEL, "", "XML-DOCTYPE"),
    "entity bomb in a decision": (
        put("decisions/complex_situation.dmn", b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'),
        "decisions/complex_situation.dmn",
        "",
        "DMN",
    ),
    "rule that gives a consent": (
        swap(MODEL, 'name="bruecke.record" value="target_group_check"', 'name="bruecke.record" value="data_exchange_consent"'),
        MODEL,
        "check_target_group",
        "REC-CONSENT",
    ),
    "consent without a signature": (
        not_required("forms/data_exchange_consent.form", "signed_on"),
        "forms/data_exchange_consent.form",
        "signed_on",
        "REC-CONSENT",
    ),
    "form that reads the case": (
        swap("forms/assign_tandem.rules.yaml", "case.participation_agreement.signed_on", "case.joint_analysis.problem_fields"),
        "forms/assign_tandem.rules.yaml",
        "rule start_after_signature",
        "FORM-READS",
    ),
    "form that reads who was named and when, of whom it names nobody": (
        swap("forms/assign_tandem.rules.yaml", "case.participation_agreement.signed_on", "case.tandem.starts_on"),
        "forms/assign_tandem.rules.yaml",
        "rule start_after_signature",
        "FORM-READS",
    ),
    "form that reads the plan where there is none": (
        swap("forms/assign_tandem.rules.yaml", "case.participation_agreement.signed_on", "case.plan.state"),
        "forms/assign_tandem.rules.yaml",
        "rule start_after_signature",
        "FORM-READS",
    ),
    "task that says how the plan stands": (
        swap(MODEL, 'name="bruecke.record" value="tandem"', 'name="bruecke.record" value="plan"'),
        MODEL,
        "assign_tandem",
        "REC-PLAN",
    ),
    "condition that a browser decides otherwise": (
        swap("forms/register_case.form", 'not(list contains(registered_with, \\"IV\\"))', 'registered_with = \\"IV\\"'),
        "forms/register_case.form",
        "iv_registered_on",
        "FORM-BROWSER",
    ),
    "legal basis on no consent": (swap("package.yaml", "consent: data_exchange_consent", "consent: data_exchange_consnt"), "package.yaml", "legal_bases.authority", "X10"),
    "sharing on a condition that holds without the consent": (
        swap(
            MODEL,
            '=case.data_exchange_consent.state = "granted"',
            '=case.data_exchange_consent.state = "granted" or case.person.last_name != null',
        ),
        MODEL,
        "joint_analysis",
        "X13",
    ),
    "sharing on a condition that turns true by time": (
        swap(
            MODEL,
            '=case.data_exchange_consent.state = "granted"',
            '=case.data_exchange_consent.state = "granted" or today() > date("2026-06-01")',
        ),
        MODEL,
        "joint_analysis",
        "X13",
    ),
    "sharing on a condition without measure": (
        swap(
            MODEL,
            '=case.data_exchange_consent.state = "granted"',
            '=count(for a in 1..1000, b in 1..1000 return a) > 1 or case.data_exchange_consent.state = "granted"',
        ),
        MODEL,
        "joint_analysis",
        "X13",
    ),
    "categories that leave before any consent": (
        swap(MODEL, 'name="bruecke.purpose" value="case_intake" />', 'name="bruecke.purpose" value="case_intake" /><zeebe:property name="bruecke.shares" value="HEALTH" />'),
        MODEL,
        "register_case",
        "X13",
    ),
    "a rule on the person without a purpose": (
        swap(MODEL, 'value="target_group_check" />\n          <zeebe:property name="bruecke.purpose" value="joint_analysis" />', 'value="target_group_check" />'),
        MODEL,
        "check_target_group",
        "X10",
    ),
    "more flows than anybody can read": (
        swap(
            MODEL,
            '<bpmn:sequenceFlow id="to_tandem_assigned"',
            "".join(
                f'<bpmn:sequenceFlow id="more_{n}" sourceRef="assign_tandem" targetRef="tandem_assigned" />'
                for n in range(1000)
            )
            + '<bpmn:sequenceFlow id="to_tandem_assigned"',
        ),
        MODEL,
        "",
        "BPMN-SIZE",
    ),
    "more rules than can be checked": (put("decisions/many.dmn", b" " * 700_000), "", "decisions", "DMN-SIZE"),
    "a number of the universe": (
        swap("package.yaml", "value: 2, type: number", "value: 1e99, type: number"),
        "package.yaml",
        "parameters.min_problem_field_groups",
        "MAN-NUMBER",
    ),
    "a table with a gap": (
        swap("decisions/complex_situation.dmn", "<text>&lt; parameters", "<text>&gt; parameters"),
        "decisions/complex_situation.dmn",
        "complex_situation",
        "DMN-GAP",
    ),
    "a table whose rules meet": (
        swap("decisions/complex_situation.dmn", "<text>false</text>", "<text>true</text>"),
        "decisions/complex_situation.dmn",
        "complex_situation",
        "DMN-OVERLAP",
    ),
    "a declared gap that is none": (
        swap("package.yaml", "retention:", "intended_gaps: {target_group: i meant}\nretention:"),
        "package.yaml",
        "intended_gaps.target_group",
        "DMN-GAP",
    ),
    "two models": (put("second.bpmn", GOOD[MODEL]), MODEL, "", "PKG-MODEL"),
}  # fmt: skip


def refusal(files: Files) -> tuple[Fault, ...]:
    """The faults a package is refused with."""
    with pytest.raises(Refused) as refused:
        read_package(files, VOCABULARY, CATALOGUE)
    return refused.value.faults


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_refused_with_file_place_and_remedy(name):
    plant, file, place, rule = MISTAKES[name]
    files = dict(GOOD)
    plant(files)

    faults = refusal(files)

    hits = [fault for fault in faults if fault.rule == rule and place in fault.place and file in fault.file]
    assert hits, "\n".join(map(str, faults))
    assert all(fault.message and fault.remedy for fault in faults)


def test_a_shared_task_that_no_consent_stands_before_is_refused():
    """X13: without the fact gateway on the authority, the joint analysis would share without a basis."""
    files = dict(GOOD)
    swap(MODEL, 'name="bruecke.gateway" value="fact"', 'name="bruecke.gateway" value="rule"')(files)

    rules = {(fault.rule, fault.place) for fault in refusal(files)}

    assert ("X13", "joint_analysis") in rules


def test_sharing_behind_the_refused_answer_of_a_consent_is_refused():
    """X13: the fact gateway is there, but its refused answer leads to the joint analysis."""
    files = dict(GOOD)
    model = files[MODEL].decode()
    granted, refused = (
        'case.data_exchange_consent.state = "granted"',
        'case.data_exchange_consent.state = "refused"',
    )
    assert granted in model
    files[MODEL] = model.replace(granted, refused).encode()

    rules = {(fault.rule, fault.place) for fault in refusal(files)}

    assert ("X13", "joint_analysis") in rules


def test_a_mistyped_state_of_a_consent_is_named_with_its_gateway_and_the_possible_states():
    """X13: without this, the message would ask for a gateway that is there."""
    files = dict(GOOD)
    swap(MODEL, 'data_exchange_consent.state = "granted"', 'data_exchange_consent.state = "Granted"')(files)

    faults = [fault for fault in refusal(files) if fault.rule == "X13" and fault.place == "joint_analysis"]

    assert len(faults) == 1
    for part in ("data_exchange_granted", "Granted", "none, granted, refused, withdrawn, expired"):
        assert part in faults[0].message


FOLLOWING = {
    "kind": ('<zeebe:property name="bruecke.gateway" value="fact" />', "", "GW-KIND"),
    "record": ("case.data_exchange_consent.state = ", "case.data_exchange_consnt.state = ", "X3"),
    "condition": (
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=case.data_exchange_consent.state = "granted"</bpmn:conditionExpression>',
        "",
        "X2",
    ),
    "answer": ('name="bruecke.answer" value="yes"', 'name="bruecke.requirement" value="VS-04"', "GW-ANSWER"),
}


@pytest.mark.parametrize("name", FOLLOWING)
def test_a_mistake_at_a_gateway_is_named_without_what_only_follows_from_it(name):
    old, new, rule = FOLLOWING[name]
    files = dict(GOOD)
    swap(MODEL, old, new)(files)

    rules = [fault.rule for fault in refusal(files)]

    assert rules == [rule]


def test_what_is_not_drawn_is_told_with_a_command_that_can_be_copied():
    files = dict(GOOD)
    swap(MODEL, 'bpmnElement="tandem_assigned"', 'bpmnElement="elsewhere"')(files)

    (fault,) = refusal(files)

    assert fault.message == "1 element is not drawn: tandem_assigned."
    assert (
        ".venv/bin/python -m engine.drawing layout --keep processes/wallis_tandem/tandem.bpmn" in fault.remedy
    )


def test_a_field_without_a_place_is_told_where_fields_are_kept():
    files = dict(GOOD)
    MISTAKES["field without a place"][0](files)

    remedies = [fault.remedy for fault in refusal(files) if fault.rule == "REC-FIELD"]

    assert remedies
    assert all("cases/catalogue.py" in remedy for remedy in remedies)


@pytest.mark.parametrize("name", MISTAKES)
def test_every_fault_is_told_in_whole_sentences(name):
    files = dict(GOOD)
    MISTAKES[name][0](files)

    for fault in refusal(files):
        for text in (fault.message, fault.remedy):
            assert not text[0].islower(), text
            assert ".." not in text
            assert text.rstrip("»)").endswith((".", "?", "!")), text


def test_all_mistakes_of_a_package_are_named_at_once():
    files = dict(GOOD)
    for name in ("end without an outcome", "task without a purpose", "text missing in french"):
        MISTAKES[name][0](files)

    rules = {fault.rule for fault in refusal(files)}

    assert {"X11", "X10", "X12"} <= rules


def zipped(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed_otherwise(offset: int, value: int) -> bytes:
    """A zip of one file, both of whose headers say something else at this place (the central one has two bytes more)."""
    content = bytearray(zipped({"package.yaml": b"a" * 100}))
    for header, more in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        content[content.index(header) + offset + more] = value
    return bytes(content)


HOSTILE = {
    "packed in a way that nobody knows": (lambda: packed_otherwise(8, 99), "ZIP-METHOD"),
    "of a newer kind of zip": (lambda: packed_otherwise(4, 99), "ZIP-FORM"),
    "behind a password": (lambda: packed_otherwise(6, 1), "ZIP-FORM"),
    "a file of 50 MB": (lambda: zipped({"package.yaml": b"a" * 50_000_000}), "PKG-SIZE"),
    "a path that climbs out": (lambda: zipped({"../../etc/cron.d/x.yaml": b"a"}), "PKG-PATH"),
    "an absolute path": (lambda: zipped({"/etc/x.yaml": b"a"}), "PKG-PATH"),
    "python code": (lambda: zipped({"hook.py": b"print(1)"}), "PKG-KIND"),
    "too many files": (lambda: zipped({f"f{i}.md": b"" for i in range(400)}), "PKG-FILES"),
    "no zip": (lambda: b"PK\x03\x04 broken", "ZIP-FORM"),
    "nothing": (lambda: b"", "ZIP-FORM"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_with_little_memory(name):
    make, rule = HOSTILE[name]
    content = make()

    tracemalloc.start()
    with pytest.raises(Refused) as refused:
        read_zip(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rule in {fault.rule for fault in refused.value.faults}
    assert peak < 100_000_000


def test_a_zip_that_lies_about_its_sizes_stops_while_unpacking():
    content = bytearray(zipped({"package.yaml": b"a" * 30_000_000}))
    real = (30_000_000).to_bytes(4, "little")
    content = bytearray(bytes(content).replace(real, (10).to_bytes(4, "little")))

    with pytest.raises(Refused):
        read_zip(bytes(content))


def test_a_gap_that_is_meant_is_declared_in_the_package():
    files = dict(GOOD)
    swap("decisions/complex_situation.dmn", "<text>&gt;= parameters", "<text>&gt; parameters")(files)
    found = [fault for fault in refusal(files) if fault.rule == "DMN-GAP"]
    swap(
        "package.yaml",
        "retention:",
        "intended_gaps: {complex_situation: 'i: exactly two is no case'}\nretention:",
    )(files)

    package = read_package(files, VOCABULARY, CATALOGUE)

    assert "Problemfelder = parameters.min_problem_field_groups" in found[0].message
    assert package.manifest.intended_gaps.keys() == {"complex_situation"}


def test_of_a_record_that_also_tells_something_else_a_form_reads_nothing_though_it_names_who_fills_it_in() -> (
    None
):
    tells_more = {**CATALOGUE, "tandem": {**CATALOGUE["tandem"], "told_besides": "HEALTH"}}

    with pytest.raises(Refused) as refused:
        read_package(dict(read_folder(ROOT / "wallis_tandem")), VOCABULARY, tells_more)

    found = [(fault.file, fault.rule) for fault in refused.value.faults]
    assert ("forms/accompaniment_end.rules.yaml", "FORM-READS") in found
