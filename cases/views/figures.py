"""The figures of the reader's institution, as they were counted last, for who coordinates it (LU-10): numbers and what they are
made of, and beside them what source documents say (VS-16), which this server counts nothing of.

The cost is the same however many cases there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.figures.counting import Figure, points
from cases.figures.declared import counted_by, counting_packages
from cases.figures.kept import read_figures
from cases.figures.sharing import equal_shares
from cases.figures.small import SMALLEST, Cells, passed_on, untouched
from cases.rows import FigureSet
from engine.engine import Engine
from engine.packages.manifest import Context, FigureRules
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed
from engine.store import Work
from forms import Text

COORDINATOR = "coordinator"
"""The role that sees figures: of its own institution, whatever that is."""


@dataclass(frozen=True, slots=True)
class ContextView:
    """A figure of a source, of its year. `people`: how many people its percentages are, from and to. `points`: by how many points
    the figure of this server that it is beside differs from it; None where there is none.
    """

    name: str
    text: Text
    year: int
    people: tuple[int, int] | None
    beside: str | None
    points: int | None


@dataclass(frozen=True, slots=True)
class ProcedureFigures:
    """Of one procedure. `smallest`: of how many people a cell tells that leaves the office; `months`: what each span is here.
    `keeps_back`: the office doesn't see all of these cases any more, and what has become of a few of them is none of its business.
    """

    procedure: str
    version: str
    title: Text
    source: str
    cut_off: date
    figures: tuple[Figure, ...]
    context: tuple[ContextView, ...]
    carriers: tuple[str, ...]
    months: Mapping[str, int]
    smallest: int
    keeps_back: bool

    @property
    def shown(self) -> list[Cells]:
        """The figures as the office sees them itself."""
        return self.passed_on if self.keeps_back else untouched(self.figures)

    @property
    def passed_on(self) -> list[Cells]:
        """The figures as they may leave the office."""
        return passed_on(self.figures, self.smallest)

    def shares(self, rappen: int) -> list[tuple[str, int]]:
        """What each carrier pays of an amount (LU-09)."""
        if not self.carriers:
            return []
        return list(zip(self.carriers, equal_shares(rappen, len(self.carriers)), strict=True))


def view_figures(engine: Engine, work: Work, actor: Actor, language: str) -> list[ProcedureFigures]:
    """By procedure; none before the first night. Raises NotAllowed."""
    if COORDINATOR not in actor.roles:
        raise NotAllowed
    rows = {row.procedure: row for row in work.find(FigureSet, institution_key=actor.institution_key)}
    packages = [one for one in counting_packages(engine, work) if one.manifest.id in rows] if rows else []
    return [_of(package, rows[package.manifest.id], language) for package in packages]


def _of(package: Package, row: FigureSet, language: str) -> ProcedureFigures:
    rules, read, counted = package.manifest.figures, read_figures(row), counted_by(package)
    assert isinstance(rules, FigureRules)
    smallest = int(package.parameters[rules.smallest_cell]) if rules.smallest_cell else SMALLEST
    cells = passed_on(read.figures, smallest) if read.has_ended else untouched(read.figures)
    shown = {one.figure.name: one for one in cells}
    return ProcedureFigures(
        package.manifest.id,
        read.version,
        package.texts.get("procedure.title", language),
        rules.source,
        row.day,
        read.figures,
        tuple(_context(package, name, one, shown, language) for name, one in rules.context.items()),
        rules.carriers,
        {"job": counted.job_months, "return": counted.return_months},
        smallest,
        read.has_ended,
    )


def _context(
    package: Package, name: str, one: Context, shown: Mapping[str, Cells], language: str
) -> ContextView:
    people, difference = None, None
    if one.people is not None and one.percent is not None:
        people = (one.people * one.percent[0] // 100, one.people * one.percent[1] // 100)
    figure = shown.get(one.figure or "")
    if figure is not None and figure.percent is not None and one.percent is not None:
        difference = points(figure.percent, one.percent[0])
    return ContextView(name, package.texts.get(one.text, language), one.year, people, one.figure, difference)
