"""Releasing packages: immutable versions by content, the same content twice changes nothing, cases stay on theirs."""

import threading

import pytest

from engine.faults import Refused
from engine.rows import ProcedureVersion
from engine.store import Store
from tests.play import WALLIS, Play


def raised(files: dict[str, bytes], version: str) -> dict[str, bytes]:
    """The same package under another version number."""
    manifest = files["package.yaml"].replace(b"version: 2.6.0", f"version: {version}".encode())
    return {**files, "package.yaml": manifest}


def test_the_same_content_twice_changes_nothing(store: Store):
    play = Play(store)

    first, second = play.deploy(), play.deploy()

    assert first.is_new
    assert not second.is_new
    assert second.key == first.key


def test_a_released_version_is_frozen(store: Store):
    play = Play(store)
    play.deploy()
    changed = {**WALLIS, "README.md": b"# Another text\n"}

    with pytest.raises(Refused) as refused:
        play.deploy(changed)

    assert [fault.rule for fault in refused.value.faults] == ["PKG-FROZEN"]
    with store.reading() as work:
        assert len(work.find(ProcedureVersion)) == 1


@pytest.mark.parametrize("version", ["2.9.9", "1.10.0", "02.10.0"])
def test_a_version_number_that_is_not_higher_than_the_newest_is_refused(store: Store, version: str):
    play = Play(store)
    play.deploy()
    play.deploy(raised(WALLIS, "2.10.0"))

    with pytest.raises(Refused) as refused:
        play.deploy(raised(WALLIS, version))

    assert [fault.rule for fault in refused.value.faults] == ["PKG-VERSION"]
    assert "must be higher than 2.10.0" in str(refused.value)


def test_a_running_case_stays_on_its_version_and_new_cases_take_the_newest(store: Store):
    play = Play(store)
    play.deploy()
    old = play.start()

    play.deploy(raised(WALLIS, "2.6.0"))
    new = play.start()

    with store.reading() as work:
        versions = {row.key: row.version for row in work.find(ProcedureVersion)}
    assert versions[play.instance(old).procedure_version_key] == "2.6.0"
    assert versions[play.instance(new).procedure_version_key] == "2.6.0"


def test_a_version_that_is_not_valid_yet_waits_for_its_day(store: Store):
    play = Play(store)
    play.deploy()
    later = raised(WALLIS, "4.0.0")
    later["package.yaml"] = later["package.yaml"].replace(
        b"valid_from: 2015-01-01", b"valid_from: 2026-03-01"
    )
    play.deploy(later)

    before = play.start()
    play.clock.set_day(play.clock.now().date().replace(month=3, day=1))
    after = play.start()

    with store.reading() as work:
        versions = {row.key: row.version for row in work.find(ProcedureVersion)}
    assert versions[play.instance(before).procedure_version_key] == "2.6.0"
    assert versions[play.instance(after).procedure_version_key] == "4.0.0"


def test_a_refused_package_leaves_the_running_version_untouched(store: Store):
    play = Play(store)
    play.deploy()
    broken = raised(WALLIS, "2.6.0")
    broken["tandem.bpmn"] = b"<x/>"

    with pytest.raises(Refused):
        play.deploy(broken)

    case = play.start()
    assert play.instance(case).status == "running"
    with store.reading() as work:
        assert [row.version for row in work.find(ProcedureVersion)] == ["2.6.0"]


def test_processes_that_release_the_same_package_together_make_one_version(store: Store):
    play = Play(store)
    results: list[bool] = []

    def deploy() -> None:
        results.append(play.deploy().is_new)

    threads = [threading.Thread(target=deploy) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [False, False, False, True]
    with store.reading() as work:
        assert len(work.find(ProcedureVersion)) == 1
