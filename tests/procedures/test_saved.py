"""A saved case of every released version, in every format there was, is read and goes on."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.run import Run
from engine.engine import load_version
from tests.procedures.saving import FOLDER, name_of, packages, states_of

SAVED = sorted(FOLDER.glob("*.json"))


class Waiting:
    """Hands that answer nothing: gateways wait."""

    now = datetime(2026, 3, 2, tzinfo=UTC)

    canton = ""

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Nothing."""
        return {}

    def choose(self, element: str, token: int) -> str | None:
        """No answer yet."""
        return None

    def apply_rule(self, element: str) -> None:
        """Nothing to write to."""


class Answered(Waiting):
    """Hands whose records hold a day wherever one is asked for: a timer behind a task counts from it."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._parameters = parameters

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Days, and the parameters of the version."""
        records: dict[str, dict[str, date]] = {}
        for space, record, field in (name for name in names if len(name) == 3):
            if space == "case" and field.endswith("_on"):
                records.setdefault(record, {})[field] = self.now.date()
        return {"case": records, "parameters": self._parameters}


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_a_saved_case_stands_where_it_stood_and_is_kept_in_todays_format(path: Path) -> None:
    archive = FOLDER / f"{path.name.partition('.format')[0]}.zip"
    process = load_version(archive.read_bytes(), {}).process
    found = {}

    for saved in json.loads(path.read_text()):
        run = Run.load(process, Waiting(), saved["state"].encode())  # type: ignore[arg-type]  # asked for nothing else
        again = Run.load(process, Waiting(), run.dump())  # type: ignore[arg-type]  # asked for nothing else
        again.wake()
        again.advance()
        found[saved["stage"]] = [sorted(offer.element for offer in each.offers()) for each in (run, again)]

    assert found == {saved["stage"]: [saved["stands_at"]] * 2 for saved in json.loads(path.read_text())}


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_a_saved_case_goes_on_from_its_task(path: Path) -> None:
    archive = FOLDER / f"{path.name.partition('.format')[0]}.zip"
    package = load_version(archive.read_bytes(), {})
    hands = Answered(package.parameters)

    for saved in json.loads(path.read_text()):
        run = Run.load(package.process, hands, saved["state"].encode())  # type: ignore[arg-type]  # asked for nothing else
        for offer in [item for item in run.offers() if item.kind == "userTask"]:
            run.complete(offer.token)
            run.advance()
            assert offer.element in run.trail


def test_todays_versions_are_saved() -> None:
    names = [name_of(files) for files, _, _ in packages()]

    missing = [name for name in names if not states_of(name).exists()]

    assert missing == [], "run: .venv/bin/python -m tests.procedures.saving"
