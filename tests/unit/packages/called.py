"""The package of Valais with a call activity `x` before its end, and what it calls in a file of its own."""

from engine.drawing.layout.diagram import lay_out
from tests.unit.packages.models import between, flow, task
from tests.unit.packages.test_refusals import Files

HOOK = """
hooks:
  added: {text: hooks.added, source: "i: for tests"}
"""
NOTHING = flow("added_start", "added_end")
A_TASK = flow("added_start", "inner") + task("inner") + flow("inner", "added_end")


def process(ident: str, content: str, lane: str = "coordination", members: str = "") -> bytes:
    """A model that is called, drawn: between `<ident>_start` and `<ident>_end` stands the content."""
    said = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in members.split())
    return lay_out(f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="urn:bruecke">
<bpmn:process id="{ident}" name="Zusatz" isExecutable="true"><bpmn:laneSet id="lanes"><bpmn:lane id="{lane}" name="{lane}">
<bpmn:flowNodeRef>{ident}_start</bpmn:flowNodeRef>{said}<bpmn:flowNodeRef>{ident}_end</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="{ident}_start" />{content}<bpmn:endEvent id="{ident}_end" /></bpmn:process></bpmn:definitions>""").encode()


def calling(target: str = "added", ident: str = "x") -> str:
    """A call activity."""
    return (
        f'<bpmn:callActivity id="{ident}" name="Zusatz"><bpmn:extensionElements><zeebe:calledElement processId="{target}" />'
        "</bpmn:extensionElements></bpmn:callActivity>"
    )


def base(added: bytes | None = None, *, hook: str = HOOK) -> Files:
    """The package with a hook `added` that does nothing, or what is given."""
    files = between(calling(), "x", "x", lanes="x")
    files["added.bpmn"] = process("added", NOTHING) if added is None else added
    files["package.yaml"] += hook.encode()
    for language in ("de", "fr"):
        files[f"texts/{language}.yaml"] += b"\nhooks.added: Zusatz\nelements.inner: Zusatz"
    return files


WITH_A_TASK = process("added", A_TASK, members="inner")
