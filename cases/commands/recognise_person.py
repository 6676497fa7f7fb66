"""The coordination recognises a person: two cases are of the same one, so both belong to one person from now on."""

from cases.access import sight_in
from cases.records import Records
from cases.returning import LINKED, Known, is_led_twice, known_cases, require_coordination, unite
from cases.rows import CasePerson
from cases.sealing import Vault
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case

RECOGNISED = "PERSON_RECOGNISED"


class NotAlike(Unanswerable):
    """This case is not among those that may be of the same person. Read them again: one may have gone meanwhile."""

    code = "not-alike"


class LedTwice(Unanswerable):
    """Both cases have a lead, and nobody is led twice. Let one of them give the lead back first."""

    code = "led-twice"


def recognise_person(
    engine: Engine,
    vault: Vault,
    records: Records,
    actor: Actor,
    case_key: int,
    other_key: int,
    request: Request | None = None,
) -> Json:
    """Say that the other case is of the same person. Answer: {case, other, is_same}.

    Raises NotVisible, NotAllowed (anybody but the coordination), NotAlike, LedTwice.
    """

    def body(running: Running) -> Json:
        known = found(running, records, actor, case_key, other_key)
        if known.by != LINKED:
            work = running.work
            one, other = (
                link.person_key for key in (case_key, other_key) if (link := work.get(CasePerson, key))
            )
            if is_led_twice(work, one, other):
                raise LedTwice
            unite(work, vault, one, other)
            running.log(RECOGNISED, None, {})
        return {"case": str(case_key), "other": str(other_key), "is_same": True}

    return on_case(engine, lambda work: case_key, actor, request, body)


def found(running: Running, records: Records, actor: Actor, case_key: int, other_key: int) -> Known:
    """The other case among those the actor may ask about. Raises NotVisible, NotAllowed, NotAlike."""
    require_coordination(actor, sight_in(running))
    for known in known_cases(running.work, records, actor, case_key):
        if known.case.key == other_key:
            return known
    raise NotAlike
