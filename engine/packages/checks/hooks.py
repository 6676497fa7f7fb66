"""What a base declares as a hook is a process of its own that its model calls."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.linking import processes_of
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package


def check_hooks(package: Package) -> Iterator[Fault]:
    """Each hook can be replaced: it stands in a file of its own, called like it (HOOK)."""
    for name, hook in package.manifest.hooks.items():
        place = f"hooks.{name}"
        source = processes_of(package.files).get(name)
        if source is None or source.file != f"{name}.bpmn" or name == package.manifest.process:
            message = f"«{name}» is no process in a file {name}.bpmn that the model calls."
            yield Fault(
                MANIFEST, place, "HOOK", message, "Call it by a call activity from a file of its own."
            )
        if not package.texts.has(hook.text, "de"):
            yield Fault(MANIFEST, place, "X12", f"No text «{hook.text}».", "Add it to texts/de.yaml.")
