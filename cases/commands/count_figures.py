"""The figures of a day are counted once, at night: no page and no request reads histories for them (LU-10)."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict

import orjson

from cases.access import GUEST
from cases.figures.counting import figures_of
from cases.figures.course import Course
from cases.figures.declared import counted_by, counting_packages
from cases.figures.gathering import courses_of, named_by
from cases.figures.kept import Read, read_figures
from cases.lists import ListsOf
from cases.rows import FigureSet, Institution
from engine.clock import local_day
from engine.engine import Engine
from engine.packages.manifest import FigureRules
from engine.packages.package import Package
from engine.store import Work
from engine.transaction import repeated

ALL = 0
"""Stands for no institution: of all cases."""


def count_figures(engine: Engine, lists_of: ListsOf, is_over: Callable[[], bool] = lambda: False) -> int:
    """Count what was not counted today by the newest version of each procedure that says how. How many procedures it was.

    Workers may do so at once: both write the same. `is_over`: nothing more is begun then. What is wrong in one procedure
    keeps no other from being counted, and is raised at the end.
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
    wrong: list[Exception] = []
    for package in due:
        if is_over():
            break
        try:
            _count(engine, lists_of, package)
        except Exception as error:  # noqa: BLE001  # whatever it is, those after it are counted first
            wrong.append(error)
        else:
            counted += 1
    if wrong:
        raise wrong[0]
    return counted


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
