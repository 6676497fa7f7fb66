"""Where a case stands, token by token: for the office that opened it, which may repair it."""

from cases.opened_by import require_opener
from cases.views.seen import see_case
from engine.bpmn.outside import Standing
from engine.engine import Engine
from engine.ports import Actor
from engine.running import Running
from engine.store import Work


def view_standing(
    engine: Engine, work: Work, actor: Actor, case_key: int, language: str
) -> list[tuple[Standing, str]]:
    """Every token with the name of its element. Raises NotVisible, NotAllowed."""
    seen = see_case(engine, work, actor, case_key, language)
    running = Running.load(engine, work, case_key, actor)
    require_opener(running, actor)
    return [(item, seen.wording.element(item.element).text) for item in running.run.standing()]
