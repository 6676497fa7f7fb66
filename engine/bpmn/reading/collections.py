"""For what a multi-instance is done, where BPMN itself says it: loopDataInputRef, inputDataItem and their outputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from decisions import feel
from decisions.feel.tree import Name
from engine.bpmn.extensions import extension
from engine.bpmn.model import Note
from engine.bpmn.reading.references import References, child, children, text_of
from engine.bpmn.xml import local

LOOP = "multiInstanceLoopCharacteristics"


@dataclass(frozen=True, slots=True)
class Collections:
    """The variables of a loop: what it goes through, one of it, what collects the results, one of them.

    `problem` says what is missing or can't be read; then nothing of it is used.
    """

    collection: str | None = None
    item: str | None = None
    output_collection: str | None = None
    output_item: str | None = None
    problem: str = ""


class _Unclear(Exception):
    """What can't be read as a variable, in words."""


def collections_of(activity: etree._Element, references: References) -> Collections:
    """What the references of a loop name; nothing where zeebe:loopCharacteristics names a collection."""
    loop = child(activity, LOOP)
    own = extension(loop, "loopCharacteristics") if loop is not None else None
    if loop is None or (own is not None and own.get("inputCollection")):
        return Collections()
    try:
        found = Collections(
            _variable(loop, "loopDataInputRef", activity, references),
            _item(loop, "inputDataItem"),
            _variable(loop, "loopDataOutputRef", activity, references),
            _item(loop, "outputDataItem"),
        )
    except _Unclear as unclear:
        return Collections(problem=str(unclear))
    if found.output_collection and not found.output_item:
        return Collections(
            problem="loopDataOutputRef collects results, but no outputDataItem names one of them"
        )
    return found


def collection_notes(activity: etree._Element, references: References) -> Iterator[Note]:
    """How the references of a loop were read."""
    found = collections_of(activity, references)
    if found.collection:
        each = f", each one is «{found.item}»" if found.item else ""
        into = (
            f"; «{found.output_item}» of each is collected in «{found.output_collection}»"
            if found.output_collection
            else ""
        )
        told = (
            f"It is done for each item of the variable «{found.collection}» (loopDataInputRef){each}{into}."
        )
        yield Note(activity.get("id", ""), "READ-COLLECTION", told)


def _variable(loop: etree._Element, tag: str, activity: etree._Element, references: References) -> str | None:
    """The variable that stands for the data object, property, input or output that is named."""
    reference = text_of(child(loop, tag))
    if reference is None:
        return None
    node = references.find(reference)
    if node is None:
        raise _Unclear(f"{tag} names «{reference}», which is not in the file")
    node = _beyond(node, activity, references)
    if local(node) == "dataObjectReference":
        target = references.find(node.get("dataObjectRef"), "dataObject")
        return _named((target.get("name") if target is not None else None) or node.get("name"), node, tag)
    if local(node) not in {"dataObject", "dataInput", "dataOutput", "property"}:
        raise _Unclear(f"{tag} names «{reference}», which is a {local(node)} and holds no variable")
    return _named(node.get("name"), node, tag)


def _beyond(node: etree._Element, activity: etree._Element, references: References) -> etree._Element:
    """What a data association of the activity connects with its input or output, else the input or output itself."""
    ends = {"dataInput": ("dataInputAssociation", "targetRef", "sourceRef"),
            "dataOutput": ("dataOutputAssociation", "sourceRef", "targetRef")}  # fmt: skip
    if local(node) in ends:
        tag, near, far = ends[local(node)]
        for association in children(activity, tag):
            if references.find(text_of(child(association, near))) is node:
                other = references.find(text_of(child(association, far)))
                if other is not None:
                    return other
    return node


def _item(loop: etree._Element, tag: str) -> str | None:
    item = child(loop, tag)
    return _named(item.get("name"), item, tag) if item is not None else None


def _named(name: str | None, node: etree._Element, tag: str) -> str:
    said = (name or node.get("id") or "").strip()
    try:
        tree = feel.parse(said).tree
    except (feel.FeelSyntaxError, feel.FeelLimitError):
        tree = None
    if not isinstance(tree, Name) or tree.name != said:
        raise _Unclear(f"{tag} names «{said[:60]}», which can't be the name of a variable")
    return said
