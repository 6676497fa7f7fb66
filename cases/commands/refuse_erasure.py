"""A proposed erasure does not come about: its author takes it back, or somebody else of the team declines it."""

from dataclasses import replace

from cases.commands.erase_case import require_team
from cases.erasing import DECLINED, WITHDRAWN, NothingProposed, proposal_of, require_not_erased
from cases.opened_by import require_opener
from cases.rows import Case
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def refuse_erasure(engine: Engine, actor: Actor, case_key: int, request: Request | None = None) -> Json:
    """Withdraw or decline the proposal that waits. Answer: {case, state}.

    Raises NotVisible, NotAllowed (another office or team), CaseErased, NothingProposed.
    """

    def body(running: Running) -> Json:
        work = running.work
        require_opener(running)
        require_not_erased(work, case_key)
        proposal = proposal_of(work, case_key)
        if proposal is None:
            raise NothingProposed
        case = work.get(Case, case_key)
        assert case is not None
        require_team(work, actor, case, proposal.proposed_by)
        state = WITHDRAWN if proposal.proposed_by == actor.user_key else DECLINED
        work.replace(replace(proposal, state=state, decided_by=actor.user_key, decided_at=running.now))
        running.log(f"ERASURE_{state.upper()}")
        return {"case": str(case_key), "state": state}

    return on_case(engine, lambda work: case_key, actor, request, body)
