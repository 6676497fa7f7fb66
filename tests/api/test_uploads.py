"""Packages that are bombs, traps or broken: refused within two seconds, and what runs stays as it was."""

import io
import time
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from engine.keys import new_key
from engine.packages.archive import content_hash
from engine.rows import ProcedureVersion
from tests.api.house import House, Response, package_files

SECONDS = 2
Packing = Callable[[], bytes]


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_files(**changed: bytes) -> bytes:
    """The procedure of Valais in a new version, with other contents of some files."""
    files = package_files()
    names = {name.replace("/", "_").replace(".", "_"): name for name in files}
    manifest = files["package.yaml"].replace(b"2.6.0", b"2.6.1")
    return packed(
        files | {"package.yaml": manifest} | {names[name]: content for name, content in changed.items()}
    )


def model(before: str, after: str) -> bytes:
    text = package_files()["tandem.bpmn"].decode()
    assert before in text
    return text.replace(before, after, 1).encode()


def entities() -> str:
    steps = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    return f'?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">{steps}]>'


def twice() -> bytes:
    """Thousands of entries with one name, each two megabytes long when unpacked."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for _ in range(60):
            archive.writestr("a.yaml", b"0" * 2_000_000)
    return buffer.getvalue()


def spoilt(place: int) -> bytes:
    content = bytearray(packed(package_files()))
    content[place : place + 20] = b"\xff" * 20
    return bytes(content)


PACKAGES: dict[str, tuple[str, Packing]] = {
    "no zip": ("ZIP-FORM", lambda: b"x" * 1000),
    "half a zip": ("ZIP-FORM", lambda: packed(package_files())[:20_000]),
    "a zip without its beginning": ("ZIP-FORM", lambda: packed(package_files())[1000:]),
    "spoilt at 200": ("ZIP-FORM", lambda: spoilt(200)),
    "spoilt at 5000": ("ZIP-FORM", lambda: spoilt(5000)),
    "spoilt in the middle": ("ZIP-FORM", lambda: spoilt(25_000)),
    "a path upwards": ("PKG-PATH", lambda: packed({"../../etc/x.yaml": b"a"} | package_files())),
    "an absolute path": ("PKG-PATH", lambda: packed({"/etc/x.yaml": b"a"} | package_files())),
    "a path of Windows": ("PKG-PATH", lambda: packed({"..\\x.yaml": b"a"} | package_files())),
    "a path with a drive": ("PKG-PATH", lambda: packed({"C:/x.yaml": b"a"} | package_files())),
    "a program": ("PKG-KIND", lambda: packed({"run.py": b"import os"} | package_files())),
    "a bomb of zeros": ("PKG-SIZE", lambda: packed({f"a{n}.yaml": b"0" * 2_000_000 for n in range(20)})),
    "a bomb of one name": ("ZIP-TWICE", twice),
    "a great many files": ("PKG-FILES", lambda: packed({f"a{n}.yaml": b"" for n in range(20_000)})),
    "packed by lzma": ("ZIP-METHOD", lambda: packed(package_files(), zipfile.ZIP_LZMA)),
    "packed by bzip2": ("ZIP-METHOD", lambda: packed(package_files(), zipfile.ZIP_BZIP2)),
    "a bomb of entities": ("XML-DOCTYPE", lambda: with_files(tandem_bpmn=model("?>", entities()))),
    "a bomb of entities in UTF-16": ("XML-DOCTYPE", lambda: with_files(
        tandem_bpmn=model("?>", entities()).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    )),
    "an external entity": ("XML-DOCTYPE", lambda: with_files(
        tandem_bpmn=model("?>", '?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    )),
    "deep XML": ("XML-FORM", lambda: with_files(tandem_bpmn=b"<a>" * 200_000 + b"</a>" * 200_000)),
    "many elements": ("BPMN-SIZE", lambda: with_files(
        tandem_bpmn=model("<bpmn:sequenceFlow", "".join(f'<bpmn:userTask id="t{n}"/>' for n in range(20_000)) + "<bpmn:sequenceFlow")
    )),
    "deep FEEL": ("FEEL-READ", lambda: with_files(tandem_bpmn=model('=case.data_exchange_consent.state = "granted"', "=" + "(" * 20_000))),
    "deep YAML": ("YAML-DEPTH", lambda: with_files(texts_de_yaml=b"[" * 20_000)),
    "deep block YAML": ("YAML-DEPTH", lambda: with_files(texts_de_yaml=b"- " * 50_000)),
    "wide YAML": ("YAML-SIZE", lambda: with_files(texts_de_yaml=b"[" + b"a," * 90_000 + b"]")),
    "YAML that multiplies": ("YAML-ALIAS", lambda: with_files(texts_de_yaml=b"a: &a [x, x]\nb: [*a, *a]\n")),
    "YAML that runs": ("YAML-FORM", lambda: with_files(package_yaml=b"!!python/object/apply:os.system ['id']\n")),
    "deep JSON": ("FORM", lambda: with_files(forms_register_case_form=b'{"id":' + b"[" * 50_000)),
    "the same version with other content": ("PKG-FROZEN", lambda: packed(package_files() | {"README.md": b"# Other\n"})),
}  # fmt: skip


def upload(house: House, content: bytes) -> Response:
    return house.call(
        "dario", "POST", "/api/procedures", content=content, headers={"Content-Type": "application/zip"}
    )


@pytest.mark.parametrize(("rule", "packing"), PACKAGES.values(), ids=PACKAGES.keys())
def test_a_hostile_package_is_refused_quickly_and_nothing_changes(
    house: House, rule: str, packing: Packing
) -> None:
    content = packing()
    before = house.digest()
    began = time.process_time()

    answer = upload(house, content)

    assert time.process_time() - began < SECONDS
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:package-refused")
    assert rule in {fault["rule"] for fault in answer.json()["faults"]}
    assert all(fault["message"] and fault["remedy"] for fault in answer.json()["faults"])
    assert "root:" not in answer.text
    assert house.digest() == before


def test_fifty_megabytes_are_not_even_read(house: House) -> None:
    before = house.digest()

    answer = upload(house, b"x" * 50_000_000)

    assert answer.status_code == 413
    assert house.digest() == before


def test_who_is_no_designer_releases_nothing(house: House) -> None:
    content = with_files()
    before = house.digest()

    statuses = {
        login: house.call(login, "POST", "/api/procedures", content=content).status_code
        for login in ("carla_smz", "ines_koo", "olga", None)
    }

    assert statuses == {"carla_smz": 403, "ines_koo": 403, "olga": 403, None: 401}
    assert house.digest() == before


def test_the_same_content_twice_changes_nothing(house: House) -> None:
    before = house.digest()

    answer = upload(house, packed(package_files()))

    assert (answer.status_code, answer.json()["is_new"]) == (201, False)
    assert house.digest() == before


def released_while(house: House, mine: str, other: str) -> tuple[Response, int]:
    """The answer to a release during which another version of the procedure is released, and that one's number."""
    manifest = package_files()["package.yaml"]
    files, others = (
        package_files() | {"package.yaml": manifest.replace(b"2.6.0", version.encode())}
        for version in (mine, other)
    )
    released = house.rows(ProcedureVersion)[-1]
    taken = max(row.number for row in house.rows(ProcedureVersion)) + 1
    answers: list[Response] = []
    releasing = Thread(target=lambda: answers.append(upload(house, packed(files))))
    with house.bruecke.engine.store.work() as work:
        work.add(
            replace(
                released,
                key=new_key(),
                version=other,
                number=taken,
                content_hash=content_hash(others),
                valid_from=date(2999, 1, 1),
            )
        )
        releasing.start()
        time.sleep(0.7)  # long enough to read what is there before this is
    releasing.join()
    return answers[0], taken


def test_a_release_that_is_overtaken_by_another_one_takes_the_next_number(own_house: House) -> None:
    answer, taken = released_while(own_house, mine="2.6.3", other="2.6.2")

    assert (answer.status_code, answer.json()["number"]) == (201, taken + 1)


def test_a_release_that_is_overtaken_by_a_higher_one_is_refused(own_house: House) -> None:
    answer, _ = released_while(own_house, mine="2.6.8", other="2.6.9")

    assert answer.status_code == 422
    assert [fault["rule"] for fault in answer.json()["faults"]] == ["PKG-VERSION"]


def test_a_case_that_runs_keeps_its_version_when_a_new_one_is_released(own_house: House) -> None:
    case = own_house.open_case()
    version = own_house.get("carla_smz", f"/api/cases/{case}")["version"]
    manifest = package_files()["package.yaml"].replace(b"2.6.0", b"3.0.0")

    upload(own_house, packed(package_files() | {"package.yaml": manifest}))

    assert own_house.get("carla_smz", f"/api/cases/{case}")["version"] == version
    assert own_house.get("carla_smz", f"/api/cases/{own_house.open_case()}")["version"] == "3.0.0"
