"""Decision tables answer every case, once: gaps, overlaps and rules that never count are faults of a package.

A gap that is meant stands in package.yaml, `intended_gaps`, with its reason.
"""

from collections.abc import Iterator

from decisions.verification import Finding, FindingKind, verify
from engine.faults import Fault
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package
from engine.packages.tables import tables_of

MAX_CELLS = 4_000
"""Of all tables together; what is larger is judged by `python -m decisions verify`, at leisure."""
_LISTS = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})
_REMEDIES = {
    FindingKind.GAP: "Add a rule or a default result, or name the decision in package.yaml, intended_gaps, with the reason.",
    FindingKind.OVERLAP: "Tell the rules apart, or choose another hit policy.",
    FindingKind.CONTRADICTION: "Give the rules equal results, or tell them apart.",
    FindingKind.UNREACHABLE: "Move the rule up, narrow the rules before it, or remove it.",
    FindingKind.IMPOSSIBLE: "Correct the condition, or remove the rule.",
}


def judge_tables(package: Package) -> Iterator[Fault]:
    """Every finding that is no matter of taste, each with an example."""
    meant = package.manifest.intended_gaps
    found = set()
    for file, finding in _findings(package):
        if finding.kind is FindingKind.GAP:
            found.add(finding.decision)
            if finding.decision in meant:
                continue
        if finding.kind in _REMEDIES:
            rule = f"DMN-{finding.kind.value.upper()}"
            yield Fault(file, finding.decision, rule, finding.text("en"), _REMEDIES[finding.kind])
    if not _is_too_large(package):
        for decision in sorted(meant.keys() - found):
            message = f"«{decision}» has no gap."
            yield Fault(
                MANIFEST, f"intended_gaps.{decision}", "DMN-GAP", message, "Remove it from intended_gaps."
            )


def warn_of_tables(package: Package) -> Iterator[Fault]:
    """What could not be judged, where it matters: a list of all hits has neither gaps nor overlaps."""
    if _is_too_large(package):
        message = f"The decision tables have more than {MAX_CELLS} cells and were not judged."
        yield Fault("", "decisions", "DMN-JUDGED", message, "Run python -m decisions verify on each file.")
    lists = {table.decision for table in tables_of(package.files) if table.hit_policy in _LISTS}
    for file, finding in _findings(package):
        if finding.kind in {FindingKind.NOT_JUDGED, FindingKind.TOO_LARGE} and finding.decision not in lists:
            remedy = "Look at it yourself, or write the condition with values only."
            yield Fault(file, finding.decision, "DMN-JUDGED", finding.text("en"), remedy)


def _is_too_large(package: Package) -> bool:
    sizes = (
        len(table.rules) * (len(table.inputs) + len(table.outputs)) for table in tables_of(package.files)
    )
    return sum(sizes) > MAX_CELLS


def _findings(package: Package) -> Iterator[tuple[str, Finding]]:
    """Every finding with the file it is about."""
    if _is_too_large(package):
        return
    files = {table.decision: table.file for table in tables_of(package.files)}
    models = {id(model): model for model in package.decisions.values()}
    for model in models.values():
        for finding in verify(model):
            yield files.get(finding.decision, ""), finding
