"""The coordination says that two cases are of different people, also where they were taken for one before."""

from cases.commands.recognise_person import found
from cases.records import Records
from cases.returning import LINKED, apart_from, part
from cases.rows import CasePerson, PersonsApart
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case

TOLD_APART = "PERSONS_TOLD_APART"


def tell_persons_apart(
    engine: Engine,
    vault: Vault,
    records: Records,
    actor: Actor,
    case_key: int,
    other_key: int,
    request: Request | None = None,
) -> Json:
    """Say that the other case is of somebody else; they are not shown as alike again. Answer: {case, other, is_same}.

    Raises NotVisible, NotAllowed (anybody but the coordination), NotAlike.
    """

    def body(running: Running) -> Json:
        work = running.work
        known = found(running, records, actor, case_key, other_key)
        if known.by == LINKED:
            part(work, vault, records, engine.keys, case_key, running.now)
        older, younger = sorted(link.person_key for link in work.find(CasePerson, key=[case_key, other_key]))
        if younger not in apart_from(work, older):
            work.add(PersonsApart(engine.keys(), older, younger, actor.user_key, running.now))
        running.log(TOLD_APART, None, {})
        return {"case": str(case_key), "other": str(other_key), "is_same": False}

    return on_case(engine, lambda work: case_key, actor, request, body)
