"""Rules about timers: dates, durations and cycles as ISO 8601 writes them, or FEEL."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import EVENTS
from engine.bpmn.validation.triggers import triggers
from engine.bpmn.validation.view import View, child_of, text_of
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.5.5, timer; ISO 8601"
_TAGS = ("timeDate", "timeDuration", "timeCycle")
_DURATION = re.compile(
    r"P(?=.)(\d{1,6}Y)?(\d{1,6}M)?(\d{1,6}W)?(\d{1,6}D)?(T(?=\d)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,9})?S)?)?\Z",
    re.ASCII,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?\Z", re.ASCII)
_REPEAT = re.compile(r"R\d{0,9}\Z", re.ASCII)
_CRON = re.compile(r"(@\w+|[\d*?/,\-LW#A-Za-z]+(\s+[\d*?/,\-LW#A-Za-z]+){4,6})\Z", re.ASCII)


def times_of(view: View, event: etree._Element) -> Iterator[tuple[str, str]]:
    """The kind and text of each timer of an event; both empty where it has none."""
    for item in triggers(view, event):
        if local(item) == "timerEventDefinition":
            written = [(tag, text_of(child_of(item, tag))) for tag in _TAGS]
            yield next(((tag, text) for tag, text in written if text), ("", ""))


def _timers(view: View) -> Iterator[tuple[etree._Element, str, str]]:
    """Every timer event with the kind and text of its time."""
    for event in view.all(*sorted(EVENTS)):
        for tag, text in times_of(view, event):
            yield event, tag, text


def is_date(text: str) -> bool:
    """A date with a time, e.g. 2026-03-02T08:00:00+01:00."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return bool(_DATE.match(text))


def is_duration(text: str) -> bool:
    """A duration, e.g. P1M or PT36H."""
    return bool(_DURATION.match(text))


def is_cycle(text: str) -> bool:
    """How often and in what interval, e.g. R3/PT1H or R/2026-03-02T08:00:00Z/P1D."""
    often, *rest = text.split("/")
    if not _REPEAT.match(often) or not rest or len(rest) > 2:
        return False
    return is_duration(rest[-1]) and all(is_date(item) for item in rest[:-1])


_FORMS = {
    "timeDate": (is_date, "a date with a time, e.g. 2026-03-02T08:00:00+01:00"),
    "timeDuration": (is_duration, "a duration, e.g. P30D or PT12H"),
    "timeCycle": (is_cycle, "a cycle, e.g. R3/P1M"),
}


@rule("TIMER-NOTHING", "todo", "A timer says when.", _SOURCE)
def nothing(view: View) -> Iterator[Hit]:
    for event, tag, _ in _timers(view):
        if not tag:
            yield Hit(event, "The timer does not say when.", "Write a date, a duration or a cycle.")


@rule("TIMER-FORM", "todo", "Times are written as ISO 8601 has it, or in FEEL.", _SOURCE)
def form(view: View) -> Iterator[Hit]:
    for event, tag, text in _timers(view):
        if tag and not text.startswith("=") and not _is_cron(tag, text) and not _FORMS[tag][0](text):
            yield Hit(
                event,
                f"«{text[:60]}» is not {_FORMS[tag][1].partition(',')[0]} of ISO 8601.",
                f"Write {_FORMS[tag][1]}; or FEEL after «=».",
            )


@rule("LATER-CRON", "fault", "Timers are not written as cron.", "Zeebe docs, timer events, cron")
def cron(view: View) -> Iterator[Hit]:
    for event, tag, text in _timers(view):
        if _is_cron(tag, text):
            yield Hit(
                event,
                f"«{text[:60]}» is a cron expression, which is not executed.",
                "Write a cycle of ISO 8601 with its beginning, e.g. R/2026-03-02T08:00:00+01:00/P1D.",
            )


@rule(
    "TIMER-ZERO",
    "fault",
    "A cycle has an interval.",
    "Brücke: a cycle without interval would never come to rest",
)
def zero(view: View) -> Iterator[Hit]:
    for event, tag, text in _timers(view):
        if tag == "timeCycle" and is_cycle(text) and not re.search("[1-9]", text.rpartition("/")[2]):
            yield Hit(event, f"The interval of «{text[:60]}» is zero.", "Write an interval that lasts.")


def _is_cron(tag: str, text: str) -> bool:
    return tag == "timeCycle" and not text.startswith("R") and len(text) < 200 and bool(_CRON.match(text))


RULES = (nothing, form, cron, zero)
