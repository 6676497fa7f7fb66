"""Deadlines, and whether they stand still, are parameters of the package with their source, never said in a model (X5)."""

import re
from collections.abc import Iterator

from decisions import feel
from engine.bpmn.model import Element, Trigger
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.nearest import nearest
from engine.packages.package import Package

_LITERAL = re.compile(r"[\"'@]?\s*-?P(?=[\dT])[\dYMWDTHS.]+")


def check_timers(package: Package) -> Iterator[Fault]:
    """What timers wait for is computed from parameters and records; no duration stands in them. Whether their clocks stand
    still is said by parameters that are true or false.
    """
    for element in package.model.elements.values():
        yield from _pauses_if(package, element)
        for trigger in element.triggers:
            if trigger.kind == "timer":
                yield from _timer(package, element, trigger)


def _pauses_if(package: Package, element: Element) -> Iterator[Fault]:
    name = element.properties.get("bruecke.pauses_if")
    parameters = package.manifest.parameters
    switches = [known for known, parameter in parameters.items() if parameter.type == "boolean"]
    if name is not None and name not in switches:
        what = "is neither true nor false" if name in parameters else "is no parameter of the package"
        yield fault(
            package,
            element.id,
            "X5",
            f"Whether clocks stand still is said by «{name}», which {what}.",
            f"{nearest(name, switches)}Name a parameter of the type boolean: {', '.join(switches) or 'there is none yet'}.",
        )


def _timer(package: Package, element: Element, trigger: Trigger) -> Iterator[Fault]:
    when = trigger.when
    if when is None or not when.text:
        yield fault(package, element.id, "X5", "The timer does not say when.", "Write =parameters.<name>.")
    elif not when.is_feel or _LITERAL.search(when.text):
        yield fault(
            package,
            element.id,
            "X5",
            f"«{when.text}» is a time that stands in the model.",
            "Make it a parameter of package.yaml with its source, and write =parameters.<name>.",
        )
    else:
        yield from _names(package, element, when.text)


def _names(package: Package, element: Element, text: str) -> Iterator[Fault]:
    try:
        names = feel.parse(text).names
    except (feel.FeelSyntaxError, feel.FeelLimitError):
        return  # told by the profile
    known = package.manifest.parameters
    for path in sorted(names):
        if path[0] == "parameters" and (len(path) < 2 or path[1] not in known):
            yield fault(
                package,
                element.id,
                "X5",
                f"«{'.'.join(path)}» is no parameter of the package.",
                f"{nearest(path[-1], known)}Known are: {', '.join(known) or 'none'}.",
            )
        elif path[0] not in {"parameters", "case"}:
            yield fault(
                package,
                element.id,
                "X5",
                f"The timer reads «{'.'.join(path)}», which is neither parameter nor record.",
                "Write =parameters.<name>, or a date of a record and a parameter.",
            )
