"""The clock of a timer that waits: it may stand still for a while, and warns before it is due."""

from datetime import datetime

from engine.bpmn.model import Trigger
from engine.bpmn.specs.waiting import Armed
from engine.bpmn.timers import instant_of, instant_text, later_by, share_passed


def keep(armed: Armed, now: datetime, *, is_stopped: bool) -> None:
    """Let the clock stand still from now on, or run: then everything is as much later as it stood still."""
    if is_stopped:
        armed.setdefault("stopped", instant_text(now))
    elif "stopped" in armed:
        stopped = instant_of(armed.pop("stopped"))
        for part in ("since", "due"):
            if part in armed:
                armed[part] = instant_text(later_by(instant_of(armed[part]), stopped, now))


def warnings(trigger: Trigger, armed: Armed) -> tuple[tuple[datetime, int], ...]:
    """When the timer warns, and of what share of its time, in hundredths."""
    if not trigger.warns or "since" not in armed:
        return ()
    since, due = instant_of(armed["since"]), instant_of(armed["due"])
    return tuple((share_passed(since, due, percent), percent) for percent in trigger.warns)
