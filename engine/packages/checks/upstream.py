"""What conditions and decisions read of the case was put on record before (X3)."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.checks.disclosures import written_by_sending
from engine.packages.checks.faults import fault
from engine.packages.checks.ways import Past
from engine.packages.manifest import HANDOVER, PLAN
from engine.packages.package import Catalogue, Package, Path
from engine.packages.targets import writes_of

Written = set[tuple[str, str]]
"""Record and field."""


def check_upstream(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every field that gateways and rules read is written by a task or rule on a path that leads there.

    Of a consent any field counts: its state follows from what is on record.
    """
    model, past = package.model, Past(package.model)
    writes = {ident: set(writes_of(package, element)) for ident, element in model.elements.items()}
    sent = written_by_sending(package)
    if package.manifest.plan is not None:
        sent |= {(PLAN, name) for name in catalogue.get(PLAN, {})}
    if package.manifest.handovers or package.manifest.takes_over:
        sent |= {(HANDOVER, name) for name in catalogue.get(HANDOVER, {})}
    sent |= {(kind, name) for kind in package.manifest.told_by_meetings for name in catalogue.get(kind, {})}
    for element in model.elements.values():
        read = {path for path in _reads(package, element) if path[0] == "case" and len(path) > 1}
        if not read:
            continue
        done = {pair for ident in past.of(element.id) for pair in writes[ident]} | sent
        for path in sorted(read):
            if not _is_there(path, done, catalogue) and _is_known(path, catalogue):
                yield fault(
                    package,
                    element.id,
                    "X3",
                    f"«{'.'.join(path)}» is read here, but nothing before writes it.",
                    "Ask for it in a form before, or read what is on record by then.",
                )


def _reads(package: Package, element: Element) -> Iterator[Path]:
    """What an element reads from outside when a token comes to it."""
    decisions = (element.decision or "", element.properties.get("bruecke.decision", ""))
    for decision in decisions:
        if decision in package.decisions:
            yield from package.reads_of_decision(decision)
    if element.id in package.conditions:
        yield from package.conditions[element.id].names
    for flow in package.model.outgoing[element.id]:
        if flow.id in package.conditions:
            yield from (path for path in package.conditions[flow.id].names if path[0] not in decisions)


def _is_there(path: Path, done: Written, catalogue: Catalogue) -> bool:
    kind = path[1]
    if len(path) < 3 or kind in consents_of(catalogue):
        return any(record == kind for record, _ in done)
    return (kind, path[2]) in done


def _is_known(path: Path, catalogue: Catalogue) -> bool:
    """What no record has is told already."""
    fields = catalogue.get(path[1], {})
    return bool(fields) and (len(path) < 3 or path[2] in fields)
