"""What a file names by id: its elements, with or without a prefix before the id."""

from collections.abc import Mapping

from lxml import etree

from engine.bpmn.xml import BPMN, local, namespace


class References:
    """The elements of a file by id. Some tools write references as qualified names, `tns:Message_1`."""

    def __init__(self, root: etree._Element) -> None:
        self._by_id: Mapping[str, etree._Element] = {
            ident: node for node in root.iter(etree.Element) if (ident := node.get("id"))
        }

    def find(self, reference: str | None, *kinds: str) -> etree._Element | None:
        """The element a reference names, if it is of one of these kinds."""
        if not reference:
            return None
        text = reference.strip()
        node = self._by_id.get(text)
        if node is None:
            node = self._by_id.get(text.rpartition(":")[2])
        if node is None or namespace(node) != BPMN or (kinds and local(node) not in kinds):
            return None
        return node

    def ident(self, reference: str | None) -> str:
        """The id a reference means; the reference itself where there is no such element."""
        node = self.find(reference)
        return node.get("id", "") if node is not None else (reference or "").strip()

    def __contains__(self, ident: str) -> bool:
        return ident in self._by_id


def child(node: etree._Element, tag: str) -> etree._Element | None:
    """The first BPMN child with that tag."""
    return node.find(f"{{{BPMN}}}{tag}")


def children(node: etree._Element, tag: str) -> list[etree._Element]:
    """All BPMN children with that tag."""
    return node.findall(f"{{{BPMN}}}{tag}")


def text_of(node: etree._Element | None) -> str | None:
    """The whole text of an element, without blanks around it; None where there is none."""
    if node is None:
        return None
    text = "".join(node.itertext(with_tail=False)).strip()
    return text or None


def is_true(value: str | None, default: bool = False) -> bool:
    """An xsd:boolean."""
    return default if value is None else value.strip() in {"true", "1"}
