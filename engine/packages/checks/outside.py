"""What a model computes is written in FEEL (X7); what it calls is linked before (engine/packages/linking.py, X6)."""

from collections.abc import Iterator

from decisions import feel
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Package

_READABLE = frozenset({"case", "parameters"})


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
