"""The package of Valais with another model in it: what stands between the assigned tandem and the end."""

import re

from engine.drawing.layout.diagram import lay_out
from tests.unit.packages.test_refusals import GOOD, MODEL, Files

FLOW = '<bpmn:sequenceFlow id="to_tandem_assigned" sourceRef="assign_tandem" targetRef="tandem_assigned" />'
LANE = "<bpmn:flowNodeRef>tandem_assigned</bpmn:flowNodeRef>"


def spelled(text: str) -> str:
    """The extension of an element that says these properties, e.g. `outcome=done`."""
    said = "".join(
        f'<zeebe:property name="bruecke.{name}" value="{value}" />'
        for name, value in (part.split("=") for part in text.split())
    )
    return f"<bpmn:extensionElements><zeebe:properties>{said}</zeebe:properties></bpmn:extensionElements>"


def flow(source: str, target: str) -> str:
    """A sequence flow."""
    return f'<bpmn:sequenceFlow id="{source}_to_{target}" sourceRef="{source}" targetRef="{target}" />'


TASK = (
    '<bpmn:userTask id="{id}" name="Tandem zuteilen"><bpmn:extensionElements><zeebe:userTask />'
    '<zeebe:formDefinition formId="assign_tandem" /><zeebe:properties>'
    '<zeebe:property name="bruecke.record" value="tandem" />'
    '<zeebe:property name="bruecke.purpose" value="tandem_support" />'
    '<zeebe:property name="bruecke.legal_basis" value="participation_agreement" />'
    "</zeebe:properties></bpmn:extensionElements></bpmn:userTask>"
)


def task(ident: str) -> str:
    """A user task that a package may have."""
    return TASK.format(id=ident)


def without_lists(text: str) -> str:
    """The model without what elements list of their flows: an edit need not keep it right."""
    return re.sub(r"\s*<bpmn:(incoming|outgoing)>[^<]*</bpmn:\1>", "", text)


def between(
    content: str, first: str, last: str, *, lanes: str = "", head: str = "", drawn: bool = True
) -> Files:
    """The package with elements between the task «assign_tandem» and the end, drawn anew (which takes its time).

    `first` and `last` are where they begin and end; `lanes` lists what lies in the lane of the coordination;
    `head` stands before the process, e.g. errors.
    """
    text = without_lists(GOOD[MODEL].decode())
    assert FLOW in text
    text = text.replace(FLOW, content + flow("assign_tandem", first) + flow(last, "tandem_assigned"))
    members = "".join(f"<bpmn:flowNodeRef>{ident}</bpmn:flowNodeRef>" for ident in lanes.split())
    text = text.replace(LANE, LANE + members)
    text = text.replace("<bpmn:process ", head + "<bpmn:process ", 1)
    files = dict(GOOD)
    files[MODEL] = (lay_out(text) if drawn else text).encode()
    names = re.findall(r'<bpmn:\w+ id="(\w+)" name="([^"]+)"', content)
    for language in ("de", "fr"):
        more = "".join(f"\nelements.{ident}: {name}" for ident, name in names)
        files[f"texts/{language}.yaml"] = GOOD[f"texts/{language}.yaml"] + more.encode()
    return files
