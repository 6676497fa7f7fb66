"""What in a package.yaml contradicts something else in it: roles nobody holds, services nobody offers, numbers that are none."""

import re
from collections import Counter
from collections.abc import Iterator

from decisions.feel import FeelSyntaxError, parse
from engine.clock import SystemClock
from engine.faults import Fault
from engine.packages.manifest import FILE, Manifest, MeetingRules, Role
from forms import CATEGORIES

MAX_NUMBER = 10**15


def contradictions(manifest: Manifest) -> list[Fault]:
    """Every one of them, with its place and the way out."""
    faults = []
    for needed in ("de", "fr"):
        if needed not in manifest.languages:
            faults.append(
                Fault(
                    FILE,
                    "languages",
                    "X12",
                    f"«{needed}» is missing.",
                    "German and French are complete in every package.",
                )
            )
    for name, role in manifest.roles.items():
        for member in role.members:
            if member not in manifest.roles:
                faults.append(
                    Fault(
                        FILE,
                        f"roles.{name}",
                        "MAN-ROLE",
                        f"The member «{member}» is no role.",
                        "Add it to roles.",
                    )
                )
        if not role.members and not role.institutions:
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "The role names neither institutions nor members.",
                    "Say which types of institution may hold it.",
                )
            )
        if role.binding == "invited" and role.institutions != ("GUEST",):
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "Only guests are invited while a case runs.",
                    "Write institutions: [GUEST], or take another binding.",
                )
            )
    leading = [name for name, role in manifest.roles.items() if role.binding == "lead"]
    for name in leading:
        role = manifest.roles[name]
        if len(leading) > 1 or role.members or "GUEST" in role.institutions:
            faults.append(
                Fault(
                    FILE,
                    f"roles.{name}",
                    "MAN-ROLE",
                    "One role at most leads a case; guests and several roles together do not.",
                    "Leave `binding: lead` to one role of institutions.",
                )
            )
    for name in manifest.start:
        if name not in manifest.roles or manifest.roles[name].binding != "opener":
            faults.append(
                Fault(
                    FILE,
                    "start",
                    "MAN-START",
                    f"«{name}» can't start a case.",
                    "Name a role with `binding: opener`.",
                )
            )
    faults.extend(_plan_faults(manifest))
    faults.extend(_handover_faults(manifest))
    faults.extend(_meeting_faults(manifest))
    faults.extend(_figure_faults(manifest))
    faults.extend(_parameter_faults(manifest))
    faults.extend(
        Fault(
            FILE,
            f"retention.{name}",
            "MAN-DURATION",
            f"«{text}» is no ISO 8601 duration.",
            "Write years as P10Y.",
        )
        for name, text in manifest.retention.items()
        if not _is_duration(text)
    )
    return faults


def _plan_faults(manifest: Manifest) -> Iterator[Fault]:
    for name in manifest.plan.roles if manifest.plan else ():
        role = manifest.roles.get(name)
        if role is None or role.members:
            yield _not_one_role("plan.roles", "MAN-PLAN", name, role)
        elif "GUEST" in role.institutions:
            message = f"«{name}» is held by guests, who commit themselves to nothing."
            yield Fault(FILE, "plan.roles", "MAN-PLAN", message, "Leave it out.")


def _figure_faults(manifest: Manifest) -> Iterator[Fault]:
    rules = manifest.figures
    if rules is None:
        return
    for key, name, kind, form in (
        ("job_within", rules.job_within, "duration", r"P[0-9]{1,3}[MY]"),
        ("returns_within", rules.returns_within, "duration", r"P[0-9]{1,3}[MY]"),
        ("smallest_cell", rules.smallest_cell, "number", r"[3-9]|[1-9][0-9]{1,2}"),
    ):
        parameter = manifest.parameters.get(name) if name is not None else None
        if name is None or (
            parameter is not None and parameter.type == kind and re.fullmatch(form, str(parameter.value))
        ):
            continue
        wanted = "months or years, as P24M" if kind == "duration" else "a whole number of three or more"
        message = f"«{name}» is no parameter with {wanted}."
        yield Fault(FILE, f"figures.{key}", "MAN-FIGURES", message, f"Add it to parameters, `type: {kind}`.")
    missing = [event for event in ("DEREGISTERED", "JOB_STARTED") if event not in rules.events]
    if rules.reasons and missing:
        message = (
            f"Why somebody left without a job is told by {' and '.join(missing)}, of which nothing is said."
        )
        yield Fault(
            FILE, "figures.reasons", "MAN-FIGURES", message, "Say it in events, or leave reasons out."
        )
    said = Counter(outcome for outcomes in rules.reasons.values() for outcome in set(outcomes))
    for outcome in (outcome for outcome, times in said.items() if times > 1):
        message = f"«{outcome}» stands for several reasons, and would be counted as the first of them."
        yield Fault(FILE, "figures.reasons", "MAN-FIGURES", message, "Let it stand for one.")
    for name, context in rules.context.items():
        pair = context.percent is not None and len(context.percent) == 2
        if (context.people is not None) != pair or (context.figure is not None and pair):
            message = f"«{name}» says a part of something that is not all there."
            remedy = "Write people with percent: [from, to], or figure with percent: [one], or neither."
            yield Fault(FILE, f"figures.context.{name}", "MAN-FIGURES", message, remedy)


def _handover_faults(manifest: Manifest) -> Iterator[Fault]:
    for key, rules in manifest.handovers.items():
        place = f"handovers.{key}"
        for name in (*rules.by, rules.escalates_to):
            role = manifest.roles.get(name)
            if role is None or role.members:
                yield _not_one_role(place, "MAN-HANDOVER", name, role)
            elif "GUEST" in role.institutions:
                message = f"«{name}» is held by guests, who hand nothing over."
                yield Fault(FILE, place, "MAN-HANDOVER", message, "Leave it out.")
        within = manifest.parameters.get(rules.answer_within)
        if within is None or within.type != "duration":
            message = f"«{rules.answer_within}» is no duration of the package."
            yield Fault(FILE, place, "MAN-HANDOVER", message, "Add it to parameters, with `type: duration`.")
        elif rules.days == "working" and not re.fullmatch(r"P[0-9]{1,3}D", str(within.value)):
            message = f"«{within.value}» can't be counted in working days."
            yield Fault(FILE, place, "MAN-HANDOVER", message, "Write days, as P10D.")


def _meeting_faults(manifest: Manifest) -> Iterator[Fault]:
    for name, rules in manifest.meetings.items():
        place = f"meetings.{name}"
        yield from _meeting_role_faults(manifest, place, rules)
        for part in rules.parts:
            for category in part.categories:
                if category not in CATEGORIES:
                    remedy = f"One of: {', '.join(CATEGORIES)}."
                    yield Fault(
                        FILE, f"{place}.parts", "MAN-MEETING", f"«{category}» is no category.", remedy
                    )
        for key, kind in ((rules.minutes, "number"), *((one, "duration") for one in rules.reminders)):
            parameter = manifest.parameters.get(key)
            if parameter is None or parameter.type != kind:
                message = f"«{key}» is no parameter of type {kind}."
                yield Fault(FILE, place, "MAN-MEETING", message, "Add it to parameters, with its source.")


def _meeting_role_faults(manifest: Manifest, place: str, rules: MeetingRules) -> Iterator[Fault]:
    for named, are_guests in ((rules.called_by, False), (rules.invites, False), (rules.guests, True)):
        for name in named:
            role = manifest.roles.get(name)
            if role is None or role.members:
                yield _not_one_role(place, "MAN-MEETING", name, role)
            elif (role.binding == "invited") != are_guests:
                message = f"«{name}» is {'not ' if are_guests else ''}held by guests."
                remedy = "Guests stand under guests, everybody else under called_by and invites."
                yield Fault(FILE, place, "MAN-MEETING", message, remedy)


def _not_one_role(place: str, rule: str, name: str, role: Role | None) -> Fault:
    """There is no such role, or it is several."""
    if role is None:
        return Fault(FILE, place, rule, f"«{name}» is no role.", "Add it to roles.")
    remedy = f"Name its members instead: {', '.join(role.members)}."
    return Fault(FILE, place, rule, f"«{name}» is held by several roles.", remedy)


def _parameter_faults(manifest: Manifest) -> Iterator[Fault]:
    for key, parameter in manifest.parameters.items():
        name, value = f"parameters.{key}", parameter.value
        if parameter.type == "duration" and not _is_duration(str(value)):
            message = f"«{value}» is no ISO 8601 duration."
            yield Fault(FILE, name, "MAN-DURATION", message, "Write months as P3M, days as P10D.")
        if parameter.type != "number":
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Fault(FILE, name, "MAN-NUMBER", f"«{value}» is no number.", "Write 2 or 0.5.")
        elif not abs(value) < MAX_NUMBER:
            yield Fault(FILE, name, "MAN-NUMBER", "The number is too large.", "Write at most 15 digits.")


def _is_duration(text: str) -> bool:
    if not re.fullmatch(r"-?P[0-9YMDTHSW.]+", text):
        return False
    try:
        return parse(f'duration("{text}")').evaluate({}, SystemClock().now()).value is not None
    except FeelSyntaxError:
        return False
