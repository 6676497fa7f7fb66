"""Templates of packages are not trusted: what can't be set in type is refused with its place, and nothing gets out or in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from adapters.documents.apart import Broken, do_apart
from adapters.documents.printable import INSTEAD, cleaned
from adapters.documents.typesetting import TypstTypesetter
from api.releasing import release
from api.variants import whole_folder
from cases.catalogue import CATALOGUE
from cases.documents import NotTypeset, Sheet
from cases.trying_documents import samples, try_documents
from engine.faults import Fault, Refused
from engine.packages.package import Package
from engine.packages.reading import load_package, read_package
from engine.packages.texts import read_vocabulary
from engine.rows import ProcedureVersion
from tests.api.house import House, package_files

TEMPLATE = "documents/clear_talk.typ"
SETTER = TypstTypesetter()


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    return read_vocabulary(Path("processes/vocabulary.yaml").read_bytes())


def with_template(text: str) -> dict[str, bytes]:
    """The procedure of Valais with one document only, made from this template."""
    files = dict(package_files())
    head, _, rest = files["package.yaml"].decode().partition("\ndocuments:\n")
    of_talk = rest.partition("  clear_talk:\n")[2].partition("\n  #")[0] + "\n"
    after = rest.partition("\n# What a convention")[2]
    files["package.yaml"] = (
        f"{head}\ndocuments:\n  clear_talk:\n{of_talk}\n# What a convention{after}".encode()
    )
    for name in [name for name in files if name.endswith(".typ")]:
        del files[name]
    return files | {TEMPLATE: text.encode()}


def faults_of(text: str) -> list[Fault]:
    return list(try_documents(load_package(with_template(text), vocabulary()), SETTER))


def one_sheet(template: str, package: Package | None = None) -> Sheet:
    package = package or load_package(package_files(), vocabulary())
    sheet = samples(package, "clear_talk")[0]
    return Sheet(sheet.file, template, sheet.data)


@pytest.mark.parametrize("folder", sorted(Path("processes").glob("*/documents")), ids=str)
def test_every_template_is_set_in_type_in_every_language_with_nothing_and_with_too_much(
    folder: Path,
) -> None:
    package = load_package(whole_folder(folder.parent), vocabulary())

    assert package.manifest.documents
    assert list(try_documents(package, SETTER)) == []


@pytest.mark.parametrize(
    ("template", "place", "message"),
    [
        ("Hallo\n\n  #nothing()", "3:3", "unknown variable: nothing"),
        ('#import "/layout.typ": *\n#paragraph("nowhere")', "", "documents.clear_talk.nowhere is in no file"),
        ('#import "/layout.typ": *\n\n#facts("person", "ahv_number")', "", "person.ahv_number is not listed"),
        ("#while true {}", "1:7", "condition is always true"),
        ("#let f(x) = f(x + 1)\n#f(1)", "1:12", "maximum function call depth"),
        ("= Eins\n=== Drei", "", "PDF/UA-1 error"),
        ("#figure(rect(), kind: image, supplement: none)", "", "PDF/UA-1 error"),
        ('#read("/etc/passwd")', "1:6", "file not found"),
        ('#read("../../../../etc/passwd")', "1:6", "escape"),
        ('#image("/etc/hostname")', "1:7", "file not found"),
        ('#plugin("/x.wasm")', "1:8", "file not found"),
        ('#import "@preview/cetz:0.3.0": *', "1:8", "package"),
        ('#import "@local/x:0.1.0": *', "1:8", "package"),
        ('#eval("import \\"@preview/cetz:0.3.0\\": *")', "1:6", "package"),
        ('#let a = "x" * 9000000000\n#a', "", "more time or memory"),
        ("#let a = range(900000000)\n#a.len()", "", "more time or memory"),
    ],
    ids=lambda value: value[:20],
)
def test_a_template_that_can_not_be_set_in_type_is_refused_with_its_place(
    template: str, place: str, message: str
) -> None:
    faults = faults_of(template)

    assert faults
    assert {(fault.file, fault.rule) for fault in faults} == {(TEMPLATE, "DOC-TYPE")}
    assert any(message.lower() in fault.message.lower() for fault in faults), faults
    assert not any("/adapters/" in fault.message for fault in faults)
    if place:
        assert place in {fault.place for fault in faults}


def test_such_a_package_is_not_released(own_house: House) -> None:
    files = with_template("#nothing()")
    files["package.yaml"] = files["package.yaml"].replace(b"version: 2.6.0", b"version: 9.0.0")
    before = own_house.rows(ProcedureVersion)

    with pytest.raises(Refused) as refused:
        release(own_house.bruecke, files)

    assert [(fault.file, fault.place) for fault in refused.value.faults] == [(TEMPLATE, "1:1")]
    assert own_house.rows(ProcedureVersion) == before


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("clear_talk: [held_on,", "clear_talk: [held_onn,", "DOC-FIELD"),
        ("      clear_talk: [held_on", "      clear_tolk: [held_on", "DOC-FIELD"),
        ("    fields:", "    once: clear_tolk\n    fields:", "DOC-FIELD"),
        ("    roles: [rav_adviser, social_worker]", "    roles: [rav_advisor]", "DOC-ROLE"),
        ("signatures: [person, rav_adviser", "signatures: [person, boss", "DOC-SIGNS"),
        ("    text: documents.clear_talk.title", "    text: documents.clear_talk.head", "X12"),
        ("    roles: [rav_adviser, social_worker]", "    roles: [rav_adviser]\n    plan: true", "DOC-PLAN"),
        ("  clear_talk:\n    text", "  other_talk:\n    text", "DOC-TEMPLATE"),
    ],
    ids=lambda value: value.strip()[:24],
)
def test_what_a_document_says_of_roles_fields_and_texts_has_to_be_there(
    before: str, after: str, rule: str
) -> None:
    files = with_template("Text")
    manifest = files["package.yaml"].decode()
    assert before in manifest
    files["package.yaml"] = manifest.replace(before, after, 1).encode()

    with pytest.raises(Refused) as refused:
        read_package(files, vocabulary(), CATALOGUE)

    found = {fault.rule for fault in refused.value.faults}
    assert rule in found
    assert all(fault.remedy for fault in refused.value.faults)


def test_a_template_that_no_document_has_is_named() -> None:
    files = with_template("Text") | {"documents/left_behind.typ": b"Text"}

    with pytest.raises(Refused) as refused:
        read_package(files, vocabulary(), CATALOGUE)

    assert [(fault.rule, fault.file) for fault in refused.value.faults] == [
        ("DOC-UNUSED", "documents/left_behind.typ")
    ]


def test_a_text_of_a_template_stands_in_both_languages() -> None:
    files = dict(package_files())
    files["texts/fr.yaml"] = files["texts/fr.yaml"].replace(
        b"documents.authority.free:", b"documents.authority.fre:"
    )

    with pytest.raises(Refused) as refused:
        read_package(files, vocabulary(), CATALOGUE)

    assert ("texts/fr.yaml", "documents.authority.free") in {
        (fault.file, fault.place) for fault in refused.value.faults
    }


def test_one_broken_template_does_not_hide_another() -> None:
    files = dict(package_files())
    for name in ("documents/clear_talk.typ", "documents/tandem_goals.typ"):
        files[name] += b"\n#nothing()"

    faults = list(try_documents(load_package(files, vocabulary()), SETTER))

    assert [fault.file for fault in faults] == ["documents/tandem_goals.typ", "documents/clear_talk.typ"]


def test_the_same_sheet_at_the_same_moment_is_the_same_file() -> None:
    template = package_files()[TEMPLATE].decode()

    first, second = (SETTER.typeset(one_sheet(template), 1_770_000_000) for _ in range(2))

    assert first == second
    with pytest.raises(NotTypeset):
        SETTER.typeset(one_sheet("#nothing()"), 0)


def test_who_takes_too_long_is_stopped() -> None:
    with pytest.raises(Broken):
        do_apart("typeset", wall=0.001, fonts="", nowhere="", timestamp=0, runs=[])


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Zürich\r\nGenève", "Zürich\nGenève"),
        ("e\u0301cole", "école"),
        ("a\u0007b\tc", "a b c"),
        ("a\u202eb", "ab"),
        ("字 Ж α ł", f"{INSTEAD} Ж α ł"),
        ("😀", INSTEAD),
    ],
    ids=ascii,
)
def test_what_can_be_printed_is_and_what_can_not_is_seen(written: str, printed: str) -> None:
    assert cleaned(written) == printed
