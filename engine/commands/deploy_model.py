"""A single model from elsewhere becomes a released version, or a draft with a to-do list; nothing is guessed."""

from dataclasses import asdict, dataclass

import orjson

from engine.bpmn.model import Note
from engine.commands.deploy_package import Deployed
from engine.engine import Engine
from engine.faults import Fault, Refused
from engine.packages.archive import Files, content_hash, write_zip
from engine.packages.single import judge_single, load_single
from engine.ports import Actor
from engine.rows import ModelDraft, ProcedureVersion
from engine.store import Duplicate, Work


@dataclass(frozen=True, slots=True)
class ModelDeployed:
    """What became of a model: `released` None and a to-do list for a draft; how it was read; what is odd."""

    procedure: str
    content_hash: str
    released: Deployed | None
    todo: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def deploy_model(engine: Engine, actor: Actor, files: Files) -> ModelDeployed:
    """Release a single model with its decisions and forms. Raises Refused with every fault."""
    judged = judge_single(files)
    if judged.faults:
        raise Refused(judged.faults)
    package = load_single(files, engine.versions.vocabulary)
    digest, procedure = content_hash(files), package.manifest.id
    released = None
    if judged.todo:
        _keep_draft(engine, actor, files, procedure, digest, judged.todo)
    else:
        released = _release(engine, files, procedure, digest)
    return ModelDeployed(procedure, digest, released, judged.todo, judged.warnings, judged.notes)


def _release(engine: Engine, files: Files, procedure: str, digest: str) -> Deployed:
    try:
        with engine.store.work() as work:
            return _write(engine, work, files, procedure, digest)
    except Duplicate:  # somebody else released something at the same moment: look again at what there is
        return _release(engine, files, procedure, digest)


def _write(engine: Engine, work: Work, files: Files, procedure: str, digest: str) -> Deployed:
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
        write_zip(files),
    )
    work.add(row)
    return Deployed(row.key, procedure, row.version, number, digest, is_new=True)


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
