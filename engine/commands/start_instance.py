"""An instance begins: part of the transaction that opens its case."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.run import Run
from engine.chain import GENESIS
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Instance
from engine.running import Running
from engine.store import Work


def start_instance(
    engine: Engine,
    work: Work,
    case_key: int,
    version_key: int,
    actor: Actor | None,
    codes: dict[str, str],
    variables: Mapping[str, Any] | None = None,
    at: str | None = None,
) -> Running:
    """The new instance, moved to its first tasks and settled; `at` names a start event. Raises ProcessFailure."""
    now = engine.clock.now()
    instance = Instance(case_key, version_key, "running", None, b"", 0, 1, GENESIS, now, None)
    running = Running(engine, work, instance, engine.versions.get(work, version_key), actor)
    running.run = Run.start(running.package.process, running, variables, at)
    running.log("CASE_OPENED", None, codes)
    running.move()
    running.settle()
    return running
