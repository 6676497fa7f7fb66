"""Reads the XML of a decision model safely: no document type, no entities, no network, a limit on its size."""

from collections.abc import Iterator

from lxml import etree

from decisions.dmn.faults import DmnError, Fault

MAX_SIZE = 2_000_000
NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}


class Element:
    """An element of the decision model's own namespace; what other tools add beside it is not seen."""

    __slots__ = ("_node", "_space")

    def __init__(self, node: etree._Element, space: str) -> None:
        self._node = node
        self._space = space

    @property
    def tag(self) -> str:
        return etree.QName(self._node).localname

    @property
    def id(self) -> str:
        """The id, or where there is none the name or the tag and where it stands, so that a message can point at it."""
        own = self.get("id") or self.get("name")
        if own:
            return own
        outer = next((node.get("id") for node in self._node.iterancestors() if node.get("id")), "")
        return f"<{self.tag}> in {outer}" if outer else f"<{self.tag}>"

    def get(self, attribute: str) -> str:
        """The attribute's value, or an empty text."""
        return self._node.get(attribute) or ""

    def children(self, *tags: str) -> Iterator["Element"]:
        """The elements directly inside, all or those of these tags."""
        for child in self._node:
            if isinstance(child.tag, str) and etree.QName(child).namespace == self._space:
                found = Element(child, self._space)
                if not tags or found.tag in tags:
                    yield found

    def child(self, *tags: str) -> "Element | None":
        """The first element of one of these tags directly inside."""
        return next(self.children(*tags), None)

    def everything(self) -> Iterator["Element"]:
        """This element and all below, in the order of the document."""
        for node in self._node.iter():
            if isinstance(node.tag, str) and etree.QName(node).namespace == self._space:
                yield Element(node, self._space)

    @property
    def own_text(self) -> str:
        """The text directly inside, without blanks around it."""
        return (self._node.text or "").strip()

    @property
    def text(self) -> str:
        """The text of the <text> element inside, without blanks around it."""
        inner = self.child("text")
        return "".join(inner._node.itertext()).strip() if inner is not None else ""


def root_of(xml: bytes) -> Element:
    """The <definitions> element; DmnError if the bytes are no decision model or are dangerous."""
    node = read_xml(xml)
    name = etree.QName(node)
    if name.localname != "definitions" or name.namespace not in NAMESPACES:
        remedy = "give a decision model of DMN 1.1 to 1.5, as dmn-js and Camunda Modeler write it"
        raise _refused(f"the file is <{name.localname}> of «{name.namespace or ''}»", remedy)
    return Element(node, name.namespace or "")


def read_xml(xml: bytes) -> etree._Element:
    """The root of any XML of ours; DmnError if it is too large, not well-formed or has a document type."""
    if len(xml) > MAX_SIZE:
        raise _refused(f"the file has {len(xml)} bytes", f"keep it below {MAX_SIZE} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        node = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused(
            f"the file is no well-formed XML ({error})", "export it again from the editor"
        ) from error
    if node.getroottree().docinfo.doctype:
        raise _refused("the file has a document type (DOCTYPE)", "remove it")
    return node


def _refused(message: str, remedy: str) -> DmnError:
    return DmnError((Fault("definitions", message, remedy),))
