"""The XML of models and tables, and the names that an expression says."""

from lxml import etree

from decisions.feel import FeelSyntaxError, parse
from engine.bpmn.model import feel
from engine.bpmn.xml import local, read_xml
from engine.packages.archive import Files


def tagged(files: Files, file: str, tag: str) -> list[etree._Element]:
    """The elements of a file by their local name."""
    return nodes(read_xml(files[file], file), tag)


def nodes(root: etree._Element, tag: str) -> list[etree._Element]:
    """The elements below `root` by their local name, in document order."""
    return [node for node in root.iter(etree.Element) if local(node) == tag]


def node_of(root: etree._Element, ident: str) -> etree._Element:
    """The element with this id."""
    return next(node for node in root.iter(etree.Element) if node.get("id") == ident)


def drop(node: etree._Element) -> None:
    """Take an element out of the file."""
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def written(root: etree._Element) -> bytes:
    """The file."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def named(text: str) -> frozenset[str]:
    """The names in a condition, as far as it can be read, and its codes."""
    words = {word.strip('"') for word in text.replace("(", " ").replace(")", " ").replace(",", " ").split()}
    try:
        words |= {name for path in parse(feel(text) or "null").names for name in path}
    except FeelSyntaxError:
        return frozenset(words)
    return frozenset(words)
