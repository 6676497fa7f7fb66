"""A case ends before the procedure does: the person moved away, died, or wants nothing more; never in silence."""

from cases.access import sight_of
from cases.catalogue import CATEGORIES
from cases.endings import CANCELLED, REASON
from engine.engine import Engine
from engine.errors import Json, ReasonMissing, TooLate
from engine.ports import Actor, Entry, NotAllowed, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


class CaseClosed(TooLate):
    """This case has ended. Open a new one if there is something to do."""

    code = "case-closed"


def end_case(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """End a case where it stands, with a reason. Answer: {case, status}.

    Only the institution that opened it may. Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing.
    """

    def body(running: Running) -> Json:
        sight = sight_of(running.work, actor, case_key, running.now)
        if sight is None:
            raise NotVisible
        if not sight.is_opener:
            raise NotAllowed
        if running.instance.ended_at is not None:
            raise CaseClosed
        if not reason.strip():
            raise ReasonMissing
        roles = tuple(sorted(sight.roles))
        # What the reason tells nobody knows: it is kept like the most sensitive of all.
        running.write([Entry(REASON, "reason", reason.strip(), CATEGORIES[-1], roles)], None)
        running.cancel(CANCELLED)
        return {"case": str(case_key), "status": CANCELLED}

    return on_case(engine, lambda work: case_key, actor, request, body)
