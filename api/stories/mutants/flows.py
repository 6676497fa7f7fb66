"""Models in which one question is answered otherwise, or one seat decides alone."""

from collections.abc import Iterator

from api.stories.mutants.kind import Mutant
from api.stories.mutants.nodes import node_of, nodes, written
from engine.bpmn.xml import BPMN, ZEEBE, read_xml
from engine.packages.archive import Files
from engine.packages.package import Package


def flow_mutants(package: Package, file: str) -> Iterator[Mutant]:
    """Every condition negated, every fact decided beforehand, every seat left alone."""
    model = package.model
    for flow in model.flows.values():
        if flow.condition is None or package.file_of(flow.id) != file:
            continue
        about = frozenset({flow.source, flow.target, flow.answer or ""})
        negated = _conditions(package.files, file, {flow.id: f"not({flow.condition})"})
        yield Mutant(file, flow.id, f"«{flow.condition}» negated", negated, about)
        if model.elements[flow.source].gateway_kind == "fact":
            others = {other.id: "false" for other in model.outgoing[flow.source] if other.condition}
            always = _conditions(package.files, file, {**others, flow.id: "true"})
            change = f"always «{flow.answer}», whatever is on record"
            yield Mutant(file, flow.source, change, always, about)
    for element in (one for one in model.elements.values() if package.file_of(one.id) == file):
        for seat in element.seats if "bruecke.seats" in element.properties else ():
            if len(element.seats) > 1:
                alone = _with_seat(package.files, file, element.id, seat)
                yield Mutant(
                    file, element.id, f"only the seat {seat} is left", alone, frozenset({element.id})
                )


def _conditions(files: Files, file: str, texts: dict[str, str]) -> bytes:
    root = read_xml(files[file], file)
    for node in nodes(root, "sequenceFlow"):
        condition = node.find(f"{{{BPMN}}}conditionExpression")
        if node.get("id") in texts and condition is not None:
            condition.text = f"={texts[str(node.get('id'))]}"
    return written(root)


def _with_seat(files: Files, file: str, element: str, seat: str) -> bytes:
    root = read_xml(files[file], file)
    for item in node_of(root, element).iter(f"{{{ZEEBE}}}property"):
        if item.get("name") == "bruecke.seats":
            item.set("value", seat)
    return written(root)
