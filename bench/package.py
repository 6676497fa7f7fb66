"""A package of some user tasks in a row, each with one answer that goes on record: the smallest real procedure."""

import itertools
import json
from pathlib import Path

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="bench">'
)
_PROPERTIES = {
    "bruecke.record": "joint_analysis",
    "bruecke.purpose": "bench",
    "bruecke.legal_basis": "statutory_task",
}
_FORM = {
    "id": "note",
    "type": "default",
    "schemaVersion": 16,
    "components": [
        {
            "type": "textfield",
            "id": "field_qualification",
            "key": "qualification",
            "label": "Qualifikation",
            "validate": {"required": True},
            "properties": {"category": "WORK"},
        }
    ],
}


def write_package(processes: Path, tasks: int) -> str:
    """Write the package into the folder of processes. Its id."""
    name = f"steps_{tasks}"
    folder = processes / name
    steps = [f"step_{number}" for number in range(1, tasks + 1)]
    texts = _texts(steps)
    files = {
        "package.yaml": _manifest(name),
        "steps.bpmn": _model(steps),
        "forms/note.form": json.dumps(_FORM),
        "texts/de.yaml": texts,
        "texts/fr.yaml": texts,
    }
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    return name


def _manifest(name: str) -> str:
    return "\n".join(
        (
            f"id: {name}",
            "version: 1.0.0",
            "canton: VS",
            "languages: [de, fr]",
            "valid_from: 2020-01-01",
            "source: {document: bench, state: 2026}",
            "process: steps",
            "roles: {office: {institutions: [SOCIAL], binding: opener}}",
            "start: [office]",
            "legal_bases: {statutory_task: {text: legal_bases.statutory_task, source: i}}",
        )
    )


def _model(steps: list[str]) -> str:
    nodes = ["begin", *steps, "end"]
    lane = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
    flows = "".join(
        f'<bpmn:sequenceFlow id="to_{target}" sourceRef="{source}" targetRef="{target}"/>'
        for source, target in itertools.pairwise(nodes)
    )
    shapes = "".join(
        f'<bpmndi:BPMNShape id="shape_{node}" bpmnElement="{node}"><dc:Bounds x="{150 * place}" y="0" '
        'width="100" height="80"/></bpmndi:BPMNShape>'
        for place, node in enumerate(nodes)
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="edge_{target}" bpmnElement="to_{target}">'
        f'<di:waypoint x="{150 * place + 100}" y="40"/><di:waypoint x="{150 * place + 150}" y="40"/></bpmndi:BPMNEdge>'
        for place, target in enumerate(nodes[1:])
    )
    return (
        f'{_HEAD}<bpmn:process id="steps" isExecutable="true">'
        f'<bpmn:laneSet id="lanes"><bpmn:lane id="office">{lane}</bpmn:lane></bpmn:laneSet>'
        f'<bpmn:startEvent id="begin"/>{"".join(map(_task, steps))}'
        f'<bpmn:endEvent id="end">{_properties({"bruecke.outcome": "done"})}</bpmn:endEvent>{flows}</bpmn:process>'
        f'<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="steps">{shapes}{edges}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )


def _task(step: str) -> str:
    form = '<zeebe:userTask/><zeebe:formDefinition formId="note"/>'
    return f'<bpmn:userTask id="{step}" name="Schritt">{_properties(_PROPERTIES, form)}</bpmn:userTask>'


def _properties(properties: dict[str, str], more: str = "") -> str:
    inside = "".join(f'<zeebe:property name="{key}" value="{value}"/>' for key, value in properties.items())
    return f"<bpmn:extensionElements>{more}<zeebe:properties>{inside}</zeebe:properties></bpmn:extensionElements>"


def _texts(steps: list[str]) -> str:
    keys = [
        "procedure.title",
        "lanes.office",
        "legal_bases.statutory_task",
        "purposes.bench",
        "outcomes.done",
        "forms.note.qualification",
        *(f"elements.{step}" for step in steps),
    ]
    return "\n".join(f"{key}: {key}" for key in keys)
