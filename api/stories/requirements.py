"""Which requirement of the source documents is served by which element, code, story and test."""

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from api.stories.packages import Told
from engine.bpmn.xml import ZEEBE
from engine.faults import Fault, Refused
from engine.packages.nearest import nearest
from engine.packages.yaml import read_yaml

LIST = Path("docs/requirements.yaml")
CODE = ("api", "adapters", "cases", "engine", "forms", "decisions")
"""The folders of our code."""
_PROPERTY = "bruecke.requirement"
_IDENT = re.compile(r"\b[A-Z]{2}-(?:\d\d|S)\b")


Named = tuple[str, str, str, str]
"""Kind of coverage, id, file, place."""


@dataclass
class Coverage:
    """Where an id is named: elements of models, files of our code, titles of stories, names of tests."""

    elements: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    tests: list[str] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """Whether something turns red when the requirement is broken; a model or code alone proves nothing."""
        return bool(self.stories or self.tests)


def read_requirements(file: Path) -> dict[str, str]:
    """Ids and what they demand. Raises Refused."""
    raw = read_yaml(file.read_bytes(), file.name)
    if not isinstance(raw, dict) or not all(isinstance(text, str) for text in raw.values()):
        raise Refused(
            [Fault(file.name, "", "REQ-FORM", "This is no list of ids.", "Write «VS-01: What it demands.»")]
        )
    return {str(ident): text for ident, text in raw.items()}


def strangers(known: Collection[str], named: Iterable[Named]) -> Iterator[Fault]:
    """A fault for each place that names an id nobody knows."""
    for _, ident, file, place in named:
        if ident not in known:
            yield Fault(
                file,
                place,
                "REQ-ID",
                f"The requirement «{ident}» is not known.",
                f"{nearest(ident, known)}Correct the id or add it to docs/requirements.yaml.",
            )


def cover(
    known: Mapping[str, str], told: Iterable[Told], tests: Path, code: Iterable[Path] = ()
) -> dict[str, Coverage]:
    """Every known id with what serves it; `code`: folders of ours. Raises Refused where an unknown id is named, with each place."""
    found: dict[str, Coverage] = {ident: Coverage() for ident in known}
    named = [*in_packages(told), *_in_tests(tests), *_in_code(code)]
    faults = list(strangers(known, named))
    if faults:
        raise Refused(faults)
    for kind, ident, _, place in named:
        getattr(found[ident], kind).append(place)
    return found


def coverage_lines(
    known: Mapping[str, str], found: Mapping[str, Coverage], proofs: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Covered ones with what covers them, then what is only in a model, then what is open; a sum at the end.

    `proofs`: for ids what was broken and which story noticed.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for ident, coverage in found.items():
        groups[
            "held" if coverage.is_held else "model" if coverage.elements or coverage.code else "open"
        ].append(ident)
    yield "Covered by a story or a test"
    for ident in groups["held"]:
        yield from _covered(ident, known[ident], found[ident])
        if proofs is not None:
            yield f"      proof: {proofs.get(ident, 'no slip in a model that a story of it notices')}"
    if groups["model"]:
        yield "In a model or in code, but no story and no test would notice"
        for ident in groups["model"]:
            yield from _covered(ident, known[ident], found[ident])
    yield "Open"
    for ident in groups["open"]:
        yield f"  ○ {ident}  {known[ident]}"
    proven = "" if proofs is None else f", {len(proofs)} of them by a story that notices a slip"
    alone = f", {len(groups['model'])} stand in a model or in code alone" if groups["model"] else ""
    yield f"{len(groups['held'])} of {len(known)} requirements are covered{proven}{alone}, {len(groups['open'])} are open."


def _covered(ident: str, text: str, coverage: Coverage) -> Iterator[str]:
    yield f"  {'✓' if coverage.is_held else '·'} {ident}  {text}"
    for label, places in (
        ("model", coverage.elements),
        ("code", coverage.code),
        ("stories", coverage.stories),
        ("tests", coverage.tests),
    ):
        if places:
            more = f" and {len(places) - 3} more" if len(places) > 3 else ""
            yield f"      {label}: {' · '.join(places[:3])}{more}"


def in_packages(told: Iterable[Told]) -> Iterator[Named]:
    """What models and stories name."""
    for one in told:
        model = one.package.model
        for node in model.root.iter(f"{{{ZEEBE}}}property"):
            if node.get("name") == _PROPERTY:
                for ident in (node.get("value") or "").split(","):
                    yield "elements", ident.strip(), model.file, _owner(node)
        for story in one.stories:
            for ident in story.requirement:
                yield "stories", ident, story.file, f"«{story.title}»"


def _owner(node: etree._Element) -> str:
    """The id of the model's element that a property belongs to."""
    return next((str(above.get("id")) for above in node.iterancestors() if above.get("id")), "")


def _in_code(folders: Iterable[Path]) -> Iterator[Named]:
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            name = file.relative_to(folder.parent).as_posix()
            for ident in sorted(set(_IDENT.findall(file.read_text(encoding="utf-8")))):
                yield "code", ident, name, name


def _in_tests(folder: Path) -> Iterator[Named]:
    for file in sorted(folder.rglob("test_*.py")):
        name = file.relative_to(folder.parent).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"), name)
        for statement in tree.body:
            yield from _named(statement, name, name)


def _named(statement: ast.stmt, file: str, place: str) -> Iterator[Named]:
    """Marks on functions and classes, and on a whole file by `pytestmark`."""
    if isinstance(statement, ast.ClassDef | ast.FunctionDef):
        for decorator in statement.decorator_list:
            yield from _marked(decorator, file, statement.name)
        if isinstance(statement, ast.ClassDef):
            for inner in statement.body:
                yield from _named(inner, file, statement.name)
    elif isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark":
        yield from _marked(statement.value, file, place)


def _marked(expression: ast.expr, file: str, place: str) -> Iterator[Named]:
    for call in ast.walk(expression):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.requirement":
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    yield "tests", str(argument.value), file, place
