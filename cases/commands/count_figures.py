"""The figures of a day are counted once, at night: no page and no request reads histories for them (LU-10)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass

import orjson

from cases.access import GUEST
from cases.figures.counting import JOB_MONTHS, RETURN_MONTHS, Counted, Figure, figures_of
from cases.figures.course import Course
from cases.figures.gathering import courses_of, named_by
from cases.lists import ListsOf
from cases.rows import FigureSet, Institution
from engine.clock import local_day
from engine.engine import Engine
from engine.packages.manifest import FigureRules
from engine.packages.package import Package
from engine.rows import ProcedureVersion
from engine.store import Work
from engine.transaction import repeated

ALL = 0
"""Stands for no institution: of all cases."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was counted of an institution's cases, and by which version. `has_ended`: it doesn't see all of them any more."""

    version: str
    has_ended: bool
    figures: tuple[Figure, ...]


def count_figures(engine: Engine, lists_of: ListsOf, is_over: Callable[[], bool] = lambda: False) -> int:
    """Count what was not counted today by the newest version of each procedure that says how. How many procedures it was.

    Workers may do so at once: both write the same. `is_over`: nothing more is begun then.
    """
    today = local_day(engine.clock.now())
    with engine.store.reading() as work:
        done = {
            (row.procedure, read_figures(row).version)
            for row in work.find(FigureSet, institution_key=ALL, day=today)
        }
        packages = counting_packages(engine, work)
        due = [one for one in packages if (one.manifest.id, one.manifest.version) not in done]
    counted = 0
    for package in due:
        if is_over():
            break
        _count(engine, lists_of, package)
        counted += 1
    return counted


def counting_packages(engine: Engine, work: Work) -> list[Package]:
    """The newest version of each procedure, where it says how figures are counted; it holds for the cases of all versions."""
    newest: dict[str, ProcedureVersion] = {}
    for row in work.find(ProcedureVersion):
        if row.procedure not in newest or newest[row.procedure].number < row.number:
            newest[row.procedure] = row
    packages = (engine.versions.get(work, newest[procedure].key) for procedure in sorted(newest))
    return [package for package in packages if package.manifest.figures is not None]


def counted_by(package: Package) -> Counted:
    """What a package says, with its parameters."""
    rules = package.manifest.figures
    assert rules is not None
    reasons: dict[str, frozenset[str]] = {
        reason: frozenset(outcomes) for reason, outcomes in rules.reasons.items()
    }
    return Counted(
        frozenset(rules.events),
        frozenset(rules.integrated),
        reasons or None,
        _months(package, rules.job_within, JOB_MONTHS),
        _months(package, rules.returns_within, RETURN_MONTHS),
    )


def _months(package: Package, parameter: str | None, otherwise: int) -> int:
    return otherwise if parameter is None else package.parameters[parameter].total


def _count(engine: Engine, lists_of: ListsOf, package: Package) -> None:
    rules, now = package.manifest.figures, engine.clock.now()
    assert isinstance(rules, FigureRules)
    courses: dict[int, list[Course]] = defaultdict(list)
    ended: set[int] = set()
    for one in courses_of(engine, lists_of, package.manifest.id, named_by(rules)):
        ended |= one.ended
        for institution in (ALL, *one.institutions):
            courses[institution].append(one.course)
    courses.setdefault(ALL, [])
    counted = counted_by(package)
    found = {
        key: Read(package.manifest.version, key in ended, figures_of(of, counted, local_day(now)))
        for key, of in courses.items()
    }

    def write(work: Work) -> None:
        guests = {row.key for row in work.find(Institution, type=GUEST)}
        before = {row.institution_key: row for row in work.find(FigureSet, procedure=package.manifest.id)}
        for institution, read in found.items():
            if institution in guests:
                continue
            old = before.pop(institution, None)
            row = FigureSet(
                old.key if old else engine.keys(),
                package.manifest.id,
                institution,
                local_day(now),
                now,
                orjson.dumps(asdict(read)).decode(),
            )
            if old:
                work.replace(row)
            else:
                work.add(row)
        for row in before.values():
            work.remove(FigureSet, row.key)

    repeated(engine, write)


def read_figures(row: FigureSet) -> Read:
    """What a row says."""
    content = orjson.loads(row.content)
    figures = (Figure(**{**one, "cut_off": row.day}) for one in content["figures"])
    return Read(content["version"], content["has_ended"], tuple(figures))
