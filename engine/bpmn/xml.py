"""XML from outside: no document type, no entities, no network, bounded in size and depth."""

from lxml import etree

from engine.faults import Fault, Refused, sentence

MAX_BYTES = 2_000_000
MAX_DEPTH = 60

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"


def read_xml(content: bytes, file: str) -> etree._Element:
    """The root element, or Refused with the line at fault."""
    if len(content) > MAX_BYTES:
        raise Refused(
            [
                Fault(
                    file,
                    "",
                    "XML-SIZE",
                    f"The file has {len(content):,} bytes, {MAX_BYTES:,} are allowed.",
                    "Split the model into several files or remove pictures and notes from it.",
                )
            ]
        )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused(
            [
                Fault(
                    file,
                    "",
                    "XML-DOCTYPE",
                    "The file declares a document type or entities, which models never need.",
                    "Remove the line that begins with <!DOCTYPE.",
                )
            ]
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise Refused(
            [
                Fault(
                    file,
                    f"line {line}" if line else "",
                    "XML-FORM",
                    sentence(f"This is not well-formed XML: {error}"),
                    "Save the file again from the modeller.",
                )
            ]
        ) from error
    if root.getroottree().docinfo.doctype:
        raise Refused([Fault(file, "", "XML-DOCTYPE", "The file declares a document type.", "Remove it.")])
    _check_depth(root, file)
    return root


def _check_depth(root: etree._Element, file: str) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Refused(
                [
                    Fault(
                        file,
                        f"line {element.sourceline}",
                        "XML-DEPTH",
                        f"Elements are nested deeper than {MAX_DEPTH}.",
                        "Use call activities instead of nesting.",
                    )
                ]
            )


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """The namespace of the tag, or an empty text."""
    return etree.QName(element).namespace or ""
