"""The clock of a timer that waits: it may stand still for a while, and warns before it is due."""

from datetime import datetime, timedelta

from engine.bpmn.model import Trigger
from engine.bpmn.specs.waiting import Armed
from engine.bpmn.timers import instant_of, instant_text, share_passed, shifted, stood

_MICROSECOND = timedelta(microseconds=1)


def keep(armed: Armed, now: datetime, *, is_stopped: bool) -> None:
    """Let the clock stand still from now on, or run: then everything is as much later as it stood still.

    However often it stands, it is later by all of it together: counted from where it was `set`, for a moment that the
    clock on the wall passes over in spring is not the same afterwards.
    """
    if is_stopped:
        armed.setdefault("stopped", instant_text(now))
    elif "stopped" in armed:
        long = stood(instant_of(armed.pop("stopped")), now)
        if not long:
            return
        started = armed.setdefault("set", {part: armed[part] for part in ("since", "due") if part in armed})
        armed["stood"] = armed.get("stood", 0) + round(long / _MICROSECOND)
        for part, moment in started.items():
            armed[part] = instant_text(shifted(instant_of(moment), armed["stood"] * _MICROSECOND))


def set_due(armed: Armed, due: datetime) -> None:
    """The timer is due at another moment, whatever its clock was through."""
    armed["due"] = instant_text(due)
    armed.pop("set", None)
    armed.pop("stood", None)


def warnings(trigger: Trigger, armed: Armed) -> tuple[tuple[datetime, int], ...]:
    """When the timer warns, and of what share of its time, in hundredths."""
    if not trigger.warns or "since" not in armed:
        return ()
    since, due = instant_of(armed["since"]), instant_of(armed["due"])
    return tuple((share_passed(since, due, percent), percent) for percent in trigger.warns)
