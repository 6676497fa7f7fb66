"""Where a case stands, token by token: for the office that opened it, which may repair it."""

from cases.views.seen import see_case
from engine.bpmn.outside import Standing
from engine.engine import Engine
from engine.ports import Actor, NotAllowed
from engine.running import Running
from engine.store import Work


def view_standing(
    engine: Engine, work: Work, actor: Actor, case_key: int, language: str
) -> list[tuple[Standing, str]]:
    """Every token with the name of its element. Raises NotVisible, NotAllowed."""
    seen = see_case(engine, work, actor, case_key, language)
    if not seen.sight.is_opener:
        raise NotAllowed
    running = Running.load(engine, work, case_key, actor)
    return [(item, seen.wording.element(item.element).text) for item in running.run.standing()]
