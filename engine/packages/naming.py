"""What people call the place of a fault: the element's name, or what a flow leads from and to."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from lxml import etree

from engine.bpmn.xml import local, read_xml
from engine.faults import Fault, Refused
from engine.packages.archive import Files


def with_names(faults: Iterable[Fault], files: Files) -> Iterator[Fault]:
    """The same faults; those at an element of a model say its name, where it has one or lies in what has one."""
    known: dict[str, dict[str, str]] = {}
    for fault in faults:
        if not fault.file.endswith(".bpmn") or fault.file not in files:
            yield fault
            continue
        if fault.file not in known:
            known[fault.file] = _names(files[fault.file], fault.file)
        yield replace(fault, name=known[fault.file].get(fault.place, ""))


@contextmanager
def naming(files: Files) -> Iterator[None]:
    """What is refused inside is refused with the names of the places."""
    try:
        yield
    except Refused as refused:
        told = (with_names(faults, files) for faults in (refused.faults, refused.todo, refused.warnings))
        raise Refused(*told) from refused


def _names(content: bytes, file: str) -> dict[str, str]:
    nodes: dict[str, etree._Element] = {}
    with suppress(Refused):  # no XML: then the fault says so
        nodes = {node.get("id", ""): node for node in read_xml(content, file).iter(etree.Element)}
    return {ident: _name(node, nodes) for ident, node in nodes.items() if ident}


def _name(node: etree._Element, nodes: dict[str, etree._Element]) -> str:
    said = node.get("name", "").strip()
    if said:
        return " ".join(said.split())
    if local(node) in {"sequenceFlow", "messageFlow", "association"}:
        ends = [_of(node.get(end, ""), nodes) for end in ("sourceRef", "targetRef")]
        return " → ".join(ends)
    parent = node.getparent()
    if local(node).endswith("EventDefinition") and parent is not None:
        return _name(parent, nodes)
    return ""


def _of(ident: str, nodes: dict[str, etree._Element]) -> str:
    return (nodes[ident].get("name", "").strip() if ident in nodes else "") or ident
