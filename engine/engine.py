"""What every command needs, wired once in api/bootstrap.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from engine.clock import Clock
from engine.keys import KeySource
from engine.packages.archive import read_zip
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Catalogue, Package
from engine.packages.reading import load_package
from engine.packages.single import load_single
from engine.ports import Access, CaseFile, JobHandler, Openings
from engine.queues import JobBell
from engine.rows import PackageArchive, ProcedureVersion
from engine.store import Store, Work

MOST_TOLD = 10_000
Vocabulary = Mapping[str, Mapping[str, str]]


def load_version(archive: bytes, vocabulary: Vocabulary, procedure: str | None = None) -> Package:
    """A released version from its archive: a package, or single models of which it starts one."""
    files = read_zip(archive)
    if MANIFEST in files:
        return load_package(files, vocabulary)
    return load_single(files, vocabulary, procedure)


@dataclass
class Versions:
    """Released packages by the key of their version: parsed once, never changed, so any thread may share them."""

    vocabulary: Vocabulary
    _packages: dict[int, Package] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, work: Work, key: int) -> Package:
        """The package of a version. Raises KeyError when it was never deployed."""
        package = self._packages.get(key)
        if package is None:
            with self._lock:
                row, archive = work.get(ProcedureVersion, key), work.get(PackageArchive, key)
                if row is None or archive is None:
                    raise KeyError(f"procedure version {key}")
                package = load_version(archive.content, self.vocabulary, row.procedure)
                if package.is_single:  # a model does not say which version it is
                    manifest = package.manifest.model_copy(update={"version": row.version})
                    package = replace(package, manifest=manifest)
                self._packages[key] = package
        return package


@dataclass
class Mistakes:
    """What kinds of mistakes this process has told of cases that have ended: what is tried again and again is told once."""

    _told: set[tuple[int, str]] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def is_new(self, case_key: int, kind: str) -> bool:
        """Whether this is the first of its kind in a case, as far as is known."""
        with self._lock:
            if (case_key, kind) in self._told:
                return False
            if len(self._told) >= MOST_TOLD:
                self._told.clear()
            self._told.add((case_key, kind))
            return True


@dataclass(frozen=True)
class Engine:
    """The engine with everything it needs from outside."""

    store: Store
    clock: Clock
    keys: KeySource
    case_file: CaseFile
    access: Access
    openings: Openings
    versions: Versions
    catalogue: Catalogue
    bell: Event = field(default_factory=Event)
    """Rung when an instance has thrown something or waits for a time: whoever works in the background looks at once."""
    tells: Callable[[int, Sequence[str]], None] = lambda case_key, kinds: None
    """Told, after the commit, which case the machine has taken on by itself and the kinds of what happened in it."""
    walks: Callable[[Sequence[str]], None] = lambda trail: None
    """Told by which elements and flows an instance has come since it was loaded."""
    mistakes: Mistakes = field(default_factory=Mistakes)
    handlers: Mapping[str, JobHandler] = field(default_factory=dict)
    """Jobs that are done in this process, by their type (engine/commands/handle_jobs.py)."""
    job_bell: JobBell = field(default_factory=JobBell)
