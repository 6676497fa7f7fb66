"""What a model calls or computes is part of the package and written in FEEL (X6, X7)."""

from collections.abc import Iterator

from decisions import feel
from engine.bpmn.xml import BPMN, read_xml
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.nearest import nearest
from engine.packages.package import Package

_READABLE = frozenset({"case", "parameters"})


def check_calls(package: Package) -> Iterator[Fault]:
    """The target of a call activity is a process of the package, named as a text (X6)."""
    known = {
        process.get("id", "")
        for name, content in package.files.items()
        if name.endswith(".bpmn")
        for process in read_xml(content, name).iterchildren(f"{{{BPMN}}}process")
    }
    for element in package.model.elements.values():
        if element.kind != "callActivity":
            continue
        target = element.call.process if element.call else None
        if target is None or target.is_feel or target.text not in known - {package.model.process}:
            text = target.text if target else ""
            others = sorted(known - {package.model.process})
            yield fault(
                package,
                element.id,
                "X6",
                f"The call activity calls «{text}», which is no other process of the package.",
                f"{nearest(text, others)}Processes to call: {', '.join(others) or 'none'}.",
            )


def check_scripts(package: Package) -> Iterator[Fault]:
    """A script is a FEEL expression over records and parameters: nothing comes in or goes out (X7)."""
    for element in package.model.elements.values():
        if element.script is None:
            continue
        try:
            names = feel.parse(element.script).names
        except (feel.FeelSyntaxError, feel.FeelLimitError):
            names = frozenset({(element.script.split("\n")[0][:60],)})
        for path in sorted(names):
            if path[0] not in _READABLE:
                yield fault(
                    package,
                    element.id,
                    "X7",
                    f"The script reads «{'.'.join(path)}»; a script is FEEL over case and parameters.",
                    "Compute it in a decision (DMN).",
                )
