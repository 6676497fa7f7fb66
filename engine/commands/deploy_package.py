"""A package becomes a released version: checked as a whole, immutable; the same content twice changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.engine import Engine
from engine.faults import Fault, Refused
from engine.packages.archive import Files, content_hash, write_zip
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.manifest import Manifest
from engine.packages.naming import naming
from engine.packages.package import Package
from engine.packages.reading import read_package
from engine.rows import PackageArchive, ProcedureVersion
from engine.store import Duplicate, Work


@dataclass(frozen=True, slots=True)
class Deployed:
    """A released version; `is_new` is False when this content was deployed before."""

    key: int
    procedure: str
    version: str
    number: int
    content_hash: str
    is_new: bool


def deploy_package(
    engine: Engine, files: Files, rehearse: Callable[[Package], None] = lambda package: None
) -> Deployed:
    """Release a package. Raises Refused with every fault; what runs stays untouched.

    `rehearse` tries out a package without fault before it is released, and raises Refused when it does not hold.
    """
    digest = content_hash(files)
    with engine.store.reading() as work:
        known = _known(work, digest)
    if known is not None:
        return known
    with naming(files):
        package = read_package(files, engine.versions.vocabulary, engine.catalogue)
    with engine.store.reading() as work:  # before the stories, which take their time
        known = _known(work, digest)
        if known is None:
            siblings = work.find(ProcedureVersion, procedure=package.manifest.id)
            _refuse_number(engine, work, package.manifest, siblings)
    if known is not None:  # another process was quicker
        return known
    rehearse(package)
    try:
        with engine.store.work() as work:
            return _release(engine, work, files, package.manifest, digest)
    except Duplicate:  # another process released something at the same moment: look again at what there is
        return deploy_package(engine, files, rehearse)


def _release(engine: Engine, work: Work, files: Files, manifest: Manifest, digest: str) -> Deployed:
    """Write the version, seen against all others of its procedure in one look."""
    siblings = work.find(ProcedureVersion, procedure=manifest.id)
    for sibling in siblings:
        if sibling.content_hash == digest:
            return _deployed(sibling, is_new=False)
    _refuse_number(engine, work, manifest, siblings)
    row = ProcedureVersion(
        engine.keys(),
        manifest.id,
        manifest.version,
        max((sibling.number for sibling in siblings), default=0) + 1,
        manifest.canton,
        digest,
        manifest.valid_from,
        engine.clock.now(),
    )
    work.add(row, PackageArchive(row.key, write_zip(files)))
    return _deployed(row, is_new=True)


def _refuse_number(
    engine: Engine, work: Work, manifest: Manifest, siblings: Sequence[ProcedureVersion]
) -> None:
    """Raises Refused where this id or this version can't be released next to what is."""
    if siblings and engine.versions.get(work, siblings[0].key).is_single:
        message = f"«{manifest.id}» is the id of a model that was released by itself."
        raise Refused([Fault(MANIFEST, "id", "PKG-ID", message, "Give the package another id.")])
    _check_number(manifest, [sibling.version for sibling in siblings])


def _check_number(manifest: Manifest, released: list[str]) -> None:
    """A version number goes up: what is the newest can be read from it."""
    if manifest.version in released:
        rule, message = (
            "PKG-FROZEN",
            f"Version {manifest.version} of «{manifest.id}» is released with other content.",
        )
        remedy = "Released versions are frozen: raise the version number."
    elif released and _ordered(manifest.version) <= _ordered(newest := max(released, key=_ordered)):
        rule, message = (
            "PKG-VERSION",
            f"Version {manifest.version} of «{manifest.id}» must be higher than {newest}.",
        )
        remedy = f"{newest} is the newest one released: raise the version number above it."
    else:
        return
    raise Refused([Fault(MANIFEST, "version", rule, message, remedy)])


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _known(work: Work, digest: str) -> Deployed | None:
    for row in work.find(ProcedureVersion, content_hash=digest):
        return _deployed(row, is_new=False)
    return None


def _deployed(row: ProcedureVersion, *, is_new: bool) -> Deployed:
    return Deployed(row.key, row.procedure, row.version, row.number, row.content_hash, is_new)
