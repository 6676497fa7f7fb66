"""Flow nodes and flows without an id get one, so that nothing is skipped."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import NODES
from engine.bpmn.model import Note
from engine.bpmn.xml import BPMN, local, namespace


def give_ids(process: etree._Element, root: etree._Element) -> Iterator[Note]:
    """Set the missing ids in the tree: the tag with the number of its kind in the file, the same at every reading."""
    taken = {ident for node in root.iter(etree.Element) if (ident := node.get("id"))}
    numbers: Counter[str] = Counter()
    for node in process.iter(etree.Element):
        tag = local(node)
        if namespace(node) != BPMN or tag not in NODES | {"sequenceFlow", "lane"}:
            continue
        numbers[tag] += 1
        if node.get("id"):
            continue
        ident = f"{tag}_{numbers[tag]}"
        while ident in taken:
            ident += "_"
        taken.add(ident)
        node.set("id", ident)
        yield Note(
            ident, "READ-ID", f"The {tag} on line {node.sourceline} has no id; it is called «{ident}» here."
        )
