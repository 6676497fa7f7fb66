"""A single model from elsewhere becomes a released version, or a draft with a to-do list; nothing is guessed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import orjson

from engine.bpmn.model import Model, Note
from engine.commands.deploy_package import Deployed
from engine.engine import Engine
from engine.faults import Fault, Refused
from engine.keeping import digest_of
from engine.packages.archive import Files, content_hash, write_zip
from engine.packages.naming import naming, with_names
from engine.packages.package import Package
from engine.packages.single import judge_single, load_single, procedures_of
from engine.ports import Actor
from engine.rows import AT_ONCE, ModelDraft, PackageArchive, ProcedureVersion, StartWait
from engine.store import Duplicate, Work
from engine.transaction import ATTEMPTS


@dataclass(frozen=True, slots=True)
class ModelDeployed:
    """What became of a model: `released` None and a to-do list for a draft; how it was read; what is odd.

    `others` are the other executable processes of the upload, each a procedure of its own.
    """

    procedure: str
    content_hash: str
    released: Deployed | None
    todo: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]
    others: tuple[Deployed, ...] = ()


def deploy_model(engine: Engine, actor: Actor, files: Files) -> ModelDeployed:
    """Release a single model with its decisions and forms. Raises Refused with every fault."""
    with naming(files):
        judged = judge_single(files)
        if judged.faults:
            raise Refused(judged.faults, judged.todo, judged.warnings)
    package = load_single(files, engine.versions.vocabulary)
    warnings = [
        *judged.warnings,
        *_unknown_calls(engine, package),
        *_silent_starts(package),
        *_replaced(engine, package, procedures_of(files)[1:]),
    ]
    todo = tuple(with_names(judged.todo, files))
    digest, procedures = content_hash(files), procedures_of(files)
    if todo:
        _keep_draft(engine, actor, files, procedures[0], digest, todo)
        released: list[Deployed] = []
    else:
        released = _release(engine, package, procedures, digest)
        engine.bell.set()  # messages that begin a case of it may have come before
    return ModelDeployed(
        procedures[0],
        digest,
        released[0] if released else None,
        todo,
        tuple(with_names(warnings, files)),
        judged.notes,
        tuple(released[1:]),
    )


def _unknown_calls(engine: Engine, package: Package) -> Iterator[Fault]:
    """Calls of processes that neither come along nor are released: they may come later, until then a case stops there."""
    with engine.store.reading() as work:
        for process in package.called.values():
            for element in process.model.elements.values():
                name = element.call.process.text if element.call else ""
                if element.call is None or element.call.process.is_feel or name in package.called:
                    continue
                if not work.find(ProcedureVersion, procedure=name):
                    yield Fault(
                        process.model.file,
                        element.id,
                        "SINGLE-CALL",
                        f"The process «{name}» is not among the files and not released.",
                        "Release it before a case comes here, or hand it in together, as a zip.",
                    )


def _silent_starts(package: Package) -> Iterator[Fault]:
    """Start events of processes that nothing triggers by itself."""
    for process in package.called.values():
        for element in process.model.content[None]:
            kinds = {trigger.kind for trigger in element.triggers} if element.kind == "startEvent" else set()
            named = [trigger.name for trigger in element.triggers if trigger.name and trigger.name.is_feel]
            if kinds & {"timer", "conditional"} or named:
                yield Fault(
                    process.model.file,
                    element.id,
                    "SINGLE-START",
                    "No case begins here by itself: nobody would be responsible for it.",
                    f"Start it over the API or the page, with the start event «{element.id}».",
                )


def _replaced(engine: Engine, package: Package, others: Sequence[str]) -> Iterator[Fault]:
    """Procedures that exist already and get a new version because they come along."""
    with engine.store.reading() as work:
        for name in others:
            if work.find(ProcedureVersion, procedure=name):
                yield Fault(
                    package.called[name].model.file,
                    name,
                    "SINGLE-REPLACES",
                    f"The procedure «{name}» exists already: it gets a new version by this upload.",
                    "If that is not meant, give the process another id or mark it as not executable.",
                )


def _release(engine: Engine, package: Package, procedures: Sequence[str], digest: str) -> list[Deployed]:
    archive = write_zip(package.files)
    first, *others = procedures
    digests = {first: digest, **{name: _within(digest, name) for name in others}}
    waits = {name: list(_start_waits(engine, package.called[name].model)) for name in procedures}
    for _ in range(ATTEMPTS - 1):
        try:
            with engine.store.work() as work:
                return [
                    _write(engine, work, archive, name, digests[name], waits[name]) for name in procedures
                ]
        except Duplicate:  # somebody else released something at the same moment: look again at what there is
            continue
    with engine.store.work() as work:
        return [_write(engine, work, archive, name, digests[name], waits[name]) for name in procedures]


def _within(digest: str, procedure: str) -> str:
    """The digest of one of several processes of the same content."""
    return hashlib.sha256(f"{digest} {procedure}".encode()).hexdigest()


def _write(
    engine: Engine, work: Work, archive: bytes, procedure: str, digest: str, waits: Sequence[StartWait]
) -> Deployed:
    siblings = work.find(ProcedureVersion, procedure=procedure)
    for row in siblings:
        if row.content_hash == digest:
            return Deployed(row.key, procedure, row.version, row.number, digest, is_new=False)
    if siblings and not engine.versions.get(work, siblings[0].key).is_single:
        raise Refused(
            [
                Fault(
                    "",
                    procedure,
                    "SINGLE-ID",
                    f"«{procedure}» is the id of a procedure with a package.",
                    "Give the process of the model another id.",
                )
            ]
        )
    number = max((row.number for row in siblings), default=0) + 1
    row = ProcedureVersion(
        engine.keys(),
        procedure,
        f"{number}.0.0",
        number,
        "CH",
        digest,
        engine.clock.now().date(),
        engine.clock.now(),
    )
    for old in work.find(StartWait, procedure=procedure):  # the newest version begins cases
        work.remove(StartWait, old.key)
    work.add(row, PackageArchive(row.key, archive), *waits)
    return Deployed(row.key, procedure, row.version, number, digest, is_new=True)


def _start_waits(engine: Engine, model: Model) -> Iterator[StartWait]:
    """The messages and signals that begin a case."""
    for element in model.content[None]:
        for trigger in element.triggers if element.kind == "startEvent" else ():
            name = trigger.name
            if trigger.kind in {"message", "signal"} and name is not None and not name.is_feel:
                digest = digest_of(engine.case_file, name.text, None)
                calls_at = AT_ONCE if trigger.kind == "message" else None
                yield StartWait(engine.keys(), model.process, element.id, trigger.kind, digest, calls_at)


def _keep_draft(
    engine: Engine, actor: Actor, files: Files, procedure: str, digest: str, todo: tuple[Fault, ...]
) -> None:
    with engine.store.work() as work:
        if not work.find(ModelDraft, content_hash=digest):
            items = orjson.dumps([asdict(item) for item in todo])
            now = engine.clock.now()
            work.add(
                ModelDraft(engine.keys(), procedure, digest, write_zip(files), items, now, actor.user_key)
            )
