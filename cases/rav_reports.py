"""What a RAV reports about a case: the name that the case hears it under, and how much of it may lie unread.

That the benefits are exhausted is itself something that a person may not have released. So a package hears all four kinds
under one name, by elements whose names tell nothing; which one it was stands in a field of its own category.
"""

from collections.abc import Mapping
from typing import Any, Final

from cases.access import sight_of
from cases.rav import BROKEN_OFF, DEREGISTERED, EXHAUSTED, FIELDS, JOB_STARTED, REFERRAL
from engine.engine import Engine
from engine.errors import TooLate
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed
from engine.rows import Instance, Task
from engine.store import Work

REPORT: Final = "rav_report"
"""The name of the message, and of the record that its form writes."""
KINDS: Final = {
    DEREGISTERED: "deregistration",
    EXHAUSTED: "exhaustion",
    JOB_STARTED: "job_start",
    BROKEN_OFF: "break_off",
}
"""The kinds that are heard as a report, with the field that says so."""
REPORTED: Final = "REPORTED"
OF_RAV: Final = frozenset({REPORT, *FIELDS}) - {REFERRAL}
"""Names that a package hears from a RAV alone."""
MOST_UNREAD: Final = 20


class RavOnly(NotAllowed):
    """What a RAV reports to this case comes by way of /api/rav/messages, from the RAV."""


class ReportsUnread(TooLate):
    """So many reports of the RAV lie unread in this case that it takes no more. Look at them, or send it with time_to_live."""

    code = "reports-unread"


def package_seen(engine: Engine, work: Work, actor: Actor, case_key: int) -> Package | None:
    """The package of a case; None of a single model, and where the actor doesn't see the case by mandate."""
    sight = sight_of(work, actor, case_key, engine.clock.now())
    instance = work.get(Instance, case_key) if sight is not None and not sight.is_exceptional else None
    package = engine.versions.get(work, instance.procedure_version_key) if instance is not None else None
    return None if package is None or package.is_single else package


def name_in(package: Package | None, kind: str) -> str:
    """The name that a case hears a kind under: its own where the model knows it, else that of a report."""
    return REPORT if package is not None and kind in KINDS and kind not in package.messages else kind


def told_by(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a report brings to the form behind it. That benefits are exhausted is no reason of a deregistration there."""
    if fields.get("deregistration_reason") == "BENEFITS_EXHAUSTED":
        told = {name: value for name, value in fields.items() if name != "deregistration_reason"}
        return {KINDS[kind]: [REPORTED], KINDS[EXHAUSTED]: [REPORTED], **told}
    return {KINDS[kind]: [REPORTED], **fields}


def require_few_unread(engine: Engine, work: Work, case_key: int) -> None:
    """Raises ReportsUnread where more reports are open than somebody would read."""
    instance = work.get(Instance, case_key)
    if instance is None:
        return
    package = engine.versions.get(work, instance.procedure_version_key)
    unread = sum(
        package.element(task.element).properties.get("bruecke.record") == REPORT
        for task in work.find(Task, instance_key=case_key, status="open")
    )
    if unread > MOST_UNREAD:
        raise ReportsUnread
