"""Where a story plays: a house in memory of its own, with the cast, one package and a clock that the story moves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from api.bootstrap import Bruecke, assemble_in_memory
from api.cast import add_cast
from api.settings import Settings
from cases.case_file import Files
from cases.identity import identity_of
from cases.rows import Institution, Unit, User
from engine.clock import StoryClock
from engine.engine import Versions, Vocabulary
from engine.memory import MemoryStore
from engine.packages.package import Package
from engine.ports import Actor
from engine.rows import ProcedureVersion, Row
from engine.store import Work

_BEFORE_ANY_STORY = datetime(2000, 1, 1, tzinfo=UTC)


class OnePackage(Versions):
    """The versions of a stage: one package that was read before, so that nothing is parsed for each story.

    Another one may take its place, as when a case goes on by a mended version.
    """

    def __init__(self, vocabulary: Vocabulary, package: Package) -> None:
        super().__init__(vocabulary)
        self.package = package

    def get(self, work: Work, key: int) -> Package:
        """The package of the stage, whatever the key."""
        return self.package


@dataclass(frozen=True)
class Scene:
    """One story's house, its clock, its people by login, and the elements and flows by which its case has come."""

    house: Bruecke
    case_file: Files
    clock: StoryClock
    actors: Mapping[str, Actor]
    walked: set[str]


@dataclass(frozen=True)
class Stage:
    """What all stories share and none can change."""

    base: Bruecke
    rows: tuple[Row, ...]
    actors: Mapping[str, Actor]

    @property
    def vocabulary(self) -> Vocabulary:
        """The labels shared by all packages."""
        return self.base.engine.versions.vocabulary

    def scene(self, package: Package, day: date, canton: str | None = None) -> Scene:
        """A new house with the package released, at noon of a day; the offices of `canton` are those of its own.

        Stories tell what a procedure does and not from when on: those of a base play before a variant is valid.
        """
        clock = StoryClock(_BEFORE_ANY_STORY)
        clock.set_day(day)
        walked: set[str] = set()
        engine = replace(
            self.base.engine,
            store=MemoryStore(),
            clock=clock,
            walks=walked.update,
            versions=OnePackage(self.vocabulary, package),
        )
        manifest = package.manifest
        with engine.store.work() as work:
            work.add(
                *(_moved(row, canton, manifest.canton) for row in self.rows),
                ProcedureVersion(
                    engine.keys(),
                    manifest.id,
                    manifest.version,
                    1,
                    manifest.canton,
                    package.content_hash,
                    min(manifest.valid_from, day),
                    clock.now(),
                ),
            )
        house = replace(self.base, engine=engine)
        return Scene(house, house.case_file, clock, self.actors, walked)


def _moved(row: Row, canton: str | None, to: str) -> Row:
    """An office of the cast in the canton of the procedure that is played; those that the cast has there change places with it."""
    if canton is None or not isinstance(row, Institution) or row.canton not in {canton, to}:
        return row
    return replace(row, canton=to if row.canton == canton else canton)


def build_stage(processes: Path) -> Stage:
    """A stage with the cast, over the vocabulary of a folder of packages."""
    settings = Settings(processes=processes, fast_passwords=True)
    base = assemble_in_memory(settings, StoryClock(_BEFORE_ANY_STORY))
    with base.engine.store.work() as work:
        users = add_cast(work, base.engine.keys, base.passwords)
    with base.engine.store.reading() as work:
        rows: list[Row] = [*work.find(Institution), *work.find(Unit), *work.find(User)]
        found = {login: identity_of(work, user.key) for login, user in users.items()}
    actors = {login: identity.actor("de") for login, identity in found.items() if identity}
    return Stage(base, tuple(rows), actors)
