"""Runs test cases against their models and tells for each result whether it came, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from decisions import dmn
from decisions.dmn.faults import DmnError
from decisions.dmn.folder import read_model
from decisions.feel import FeelEvaluationError
from decisions.feel.comparison import equal
from decisions.feel.run import DEFAULT_LIMITS, Run
from decisions.feel.values import Function
from decisions.testcases.reading import Case, CaseFile, Expected, read_cases

_CLOSE = Decimal("1e-8")
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # comparing asks for no time


@dataclass(frozen=True, slots=True)
class Ran:
    """One expected result: which case of which file, and why it did not come (empty when it did)."""

    file: str
    case: str
    result: str
    reason: str

    @property
    def has_passed(self) -> bool:
        return not self.reason


def run_folder(folder: Path, now: datetime) -> Iterator[Ran]:
    """Every test case file below a folder, in order; `now` is the time that the models' clock tells."""
    for path in sorted(folder.rglob("*.xml")):
        if b"http://www.omg.org/spec/DMN/20160719/testcase" in path.read_bytes()[:4096]:
            yield from run_file(path, now, folder)


def run_file(path: Path, now: datetime, folder: Path | None = None) -> Iterator[Ran]:
    """Every expected result of a file of test cases; models lie beside it."""
    shown = str(path.relative_to(folder)) if folder else path.name
    try:
        file = read_cases(path.read_bytes())
    except (DmnError, OSError) as error:
        yield Ran(shown, "", "", f"the file cannot be read: {error}")
        return
    model, fault = _model(path, file)
    for case in file.cases:
        for expected in case.expected:
            yield Ran(shown, case.id, expected.name, _reason(model, case, expected, now) if model else fault)


def _model(path: Path, file: CaseFile) -> tuple[dmn.DecisionModel | None, str]:
    """The model of the cases, or why there is none."""
    try:
        return read_model(_model_of(path, file), keep_faulty=True), ""
    except (DmnError, OSError) as error:
        return None, f"the model is refused: {error}"


def _model_of(path: Path, file: CaseFile) -> Path:
    """The model that is named, else the only one that lies beside the cases. Raises FileNotFoundError."""
    named, beside = path.parent / file.model, sorted(path.parent.glob("*.dmn"))
    if file.model and named.is_file():
        return named
    if len(beside) != 1:
        raise FileNotFoundError(f"«{file.model}» is not beside the test cases")
    return beside[0]


def _reason(model: dmn.DecisionModel, case: Case, expected: Expected, now: datetime) -> str:
    try:
        if case.kind == "decision":
            found = model.value(model.id_of(expected.name), case.inputs, now)
        else:
            found = model.call(case.invocable or expected.name, case.inputs, now)
    except (FeelEvaluationError, KeyError) as error:
        return "" if expected.is_error else str(error.args[0] if error.args else error)
    if alike(found.value, expected.value):
        return ""
    because = f" ({'; '.join(found.problems)})" if found.problems else ""
    return f"expected {expected.value!r}, found {found.value!r}{because}"


def alike(found: object, expected: object) -> bool:
    """Equal as the test kit means it: numbers to eight digits after the point, contexts by the expected names."""
    if isinstance(found, Decimal) and isinstance(expected, Decimal):
        return abs(found - expected) <= _CLOSE * max(Decimal(1), abs(expected))
    if isinstance(found, list) and isinstance(expected, list):
        return len(found) == len(expected) and all(map(alike, found, expected))
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        return found.keys() == expected.keys() and all(alike(found[key], expected[key]) for key in expected)
    if isinstance(found, Function):
        return False
    return equal(found, expected, Run({}, _ANY_TIME, DEFAULT_LIMITS)) is True
