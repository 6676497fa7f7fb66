"""Names in a story that nothing answers to: a typing mistake there would make a step or an expectation empty."""

from collections.abc import Collection, Iterator, Mapping

from api.stories.story import (
    ABOUT_A_MEASURE,
    Act,
    Cast,
    Complete,
    Edit,
    Expect,
    HandoverDeed,
    MeetingDeed,
    PlanDeed,
    Step,
    Story,
)
from cases.catalogue import CATALOGUE, CONSENT_KINDS
from cases.erasing import CaseErased, CaseRuns, LegalHold, RetentionRuns
from cases.rav_reports import KINDS, REPORT, name_in
from cases.views.certificate import KINDS as KINDS_OF_ROWS
from engine.faults import Fault
from engine.packages.package import Package

CAST = "stories/cast.yaml"
OBSTACLES = frozenset(kind.code for kind in (CaseErased, CaseRuns, LegalHold, RetentionRuns))


def check_names(story: Story, package: Package, cast: Cast, logins: Collection[str]) -> Iterator[Fault]:
    """A fault for every element, person, client, consent or outcome that does not exist."""
    manifest = package.manifest
    procedures = [manifest.id, *([manifest.extends.partition("@")[0]] if manifest.extends else [])]
    if story.start.procedure not in procedures:
        yield _stranger(story, "start", story.start.procedure, "procedure of this package", procedures)
    for login in story.start.users:
        if login not in logins:
            yield _stranger(story, "start", login, "person of the cast", logins)
    tasks, gateways = _tasks(package), _gateways(package)
    subjects: Mapping[str, Collection[str]] = {
        **dict.fromkeys(("complete", "sign", "edit"), tasks),
        **dict.fromkeys(("gateway", "confirm"), gateways),
        "look": [*tasks, *gateways],
        "withdraw": CONSENT_KINDS,
        "message": _messages(package),
        "lead": logins,
    }
    for number, step in enumerate(story.steps, 1):
        place = f"step {number}, {step.verb}"
        known = subjects.get(step.verb)
        if known is not None and step.subject not in known:
            yield _stranger(story, place, step.subject, f"element for «{step.verb}»", known)
        if isinstance(step, Act):
            for login in step.users:
                if login not in logins:
                    yield _stranger(story, place, login, "person of the cast", logins)
        if isinstance(step, Complete | Edit):
            person = step.answers.get("person")
            if person is not None and person not in cast.clients:
                yield _stranger(story, place, str(person), f"client in {CAST}", cast.clients)
        yield from _planned(story, place, step, package)
        yield from _handed_over(story, place, step, package)
        yield from _met(story, place, step, package, logins)
        if isinstance(step, Expect):
            yield from _expected(story, place, step, package, logins)


def check_cast(cast: Cast, package: Package) -> Iterator[Fault]:
    """Defaults of tasks that the model does not have."""
    tasks = _tasks(package)
    for task in cast.defaults:
        if task not in tasks:
            text = f"There is no task «{task}» in the model."
            yield Fault(CAST, f"defaults.{task}", "STO-NAME", text, f"Known are: {_sorted(tasks)}.")


def _handed_over(story: Story, place: str, step: Step, package: Package) -> Iterator[Fault]:
    """A deed needs a handover: the only one, or the one that it names."""
    if not isinstance(step, HandoverDeed):
        return
    known = package.manifest.handovers
    if step.handover == "settled":
        if package.manifest.takes_over is None or step.state is None:
            text = "Nothing comes from another server here, or the step does not say how it ended there."
            remedy = "Add `takes_over` to package.yaml, and `state` to the step."
            yield Fault(story.file, place, "STO-NAME", text, remedy)
    elif not known:
        text = "This procedure has no handover."
        yield Fault(story.file, place, "STO-NAME", text, "Add `handovers` to package.yaml.")
    elif step.kind is None and len(known) > 1 and step.handover == "offer":
        remedy = f"Name it as `kind`: {', '.join(known)}."
        yield Fault(story.file, place, "STO-NAME", "There are several handovers.", remedy)
    elif step.kind is not None and step.kind not in known:
        remedy = f"There are: {', '.join(known)}."
        yield Fault(story.file, place, "STO-NAME", f"«{step.kind}» is no handover.", remedy)


def _met(story: Story, place: str, step: Step, package: Package, logins: Collection[str]) -> Iterator[Fault]:
    """A deed needs meetings, of a kind that there is, and people of the cast."""
    if not isinstance(step, MeetingDeed):
        return
    known = package.manifest.meetings
    if not known:
        text = "This procedure has no meetings."
        yield Fault(story.file, place, "STO-NAME", text, "Add `meetings` to package.yaml.")
    elif step.kind is not None and step.kind not in known:
        yield _stranger(story, place, step.kind, "kind of meeting", known)
    for login in step.people:
        if login not in logins:
            yield _stranger(story, place, login, "person of the cast", logins)


def _planned(story: Story, place: str, step: Step, package: Package) -> Iterator[Fault]:
    """A deed needs a plan, one about a measure its service."""
    if not isinstance(step, PlanDeed):
        return
    rules = package.manifest.plan
    if rules is None:
        text = "This procedure has no plan."
        yield Fault(story.file, place, "STO-NAME", text, "Add `plan` to package.yaml.")
    elif step.plan in ABOUT_A_MEASURE and step.service not in rules.services:
        yield _stranger(story, place, step.service or "", "service", rules.services)
    elif step.plan not in ABOUT_A_MEASURE and step.service is not None:
        text = f"«{step.plan}» is about no measure."
        yield Fault(story.file, place, "STO-VALUE", text, "Leave out service.")


def _expected(
    story: Story, place: str, step: Expect, package: Package, logins: Collection[str]
) -> Iterator[Fault]:
    elements = package.model.elements.values()
    outcomes = [e.properties.get("bruecke.outcome", "") for e in elements if e.kind == "endEvent"]
    asking = [*(step.open_gateways or ()), *(step.waiting or ()), *step.decided]
    named: Mapping[str, tuple[Collection[str], Collection[str]]] = {
        "task": ([*(step.open_tasks or ()), *step.begun], _tasks(package)),
        "gateway": (asking, _gateways(package)),
        "outcome": ((step.ended,) if step.ended else (), outcomes),
        "consent": ([line.basis for line in step.grants or ()], CONSENT_KINDS),
        "person of the cast": ([*step.sees, *_people(step)], logins),
        "kind of rows": (step.certificate.rows, KINDS_OF_ROWS),
        "obstacle": ([step.retention.in_the_way] if step.retention.in_the_way else (), OBSTACLES),
        "record": (step.records, _record_fields()),
        "timer": (step.deadlines, [e.id for e in elements if any(t.kind == "timer" for t in e.triggers)]),
    }
    for what, (names, known) in named.items():
        for name in sorted(set(names) - set(known)):
            yield _stranger(story, place, name, what, known)


def _people(step: Expect) -> list[str]:
    return [one for one in (step.certificate.proposed, step.certificate.decided) if one]


def _tasks(package: Package) -> list[str]:
    return [ident for ident, element in package.model.elements.items() if element.kind == "userTask"]


def _gateways(package: Package) -> list[str]:
    return [ident for ident, element in package.model.elements.items() if element.gateway_kind]


def _messages(package: Package) -> list[str]:
    """The messages that the model hears; those of a RAV go by their kind."""
    heard = [name for name in package.messages if name != REPORT]
    return [*heard, *(kind for kind in KINDS if name_in(package, kind) in package.messages)]


def _record_fields() -> list[str]:
    fields = [f"{kind}.{field}" for kind, known in CATALOGUE.items() for field in known]
    return [*fields, *(f"{kind}.state" for kind in CONSENT_KINDS)]


def _stranger(story: Story, place: str, name: str, what: str, known: Collection[str]) -> Fault:
    text = f"There is no {what} «{name}»."
    return Fault(story.file, place, "STO-NAME", text, f"Known are: {_sorted(known)}.")


def _sorted(known: Collection[str]) -> str:
    return ", ".join(sorted(set(known))) or "none"
