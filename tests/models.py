"""Small BPMN models for tests, written as lines: `kind id` and `source > target [condition]`."""

from engine.bpmn.model import Model
from engine.bpmn.reading import read_model

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">'
    '<bpmn:process id="p" isExecutable="true">'
)
TAIL = "</bpmn:process></bpmn:definitions>"
KINDS = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "userTask",
    "rule": "businessRuleTask",
    "xor": "exclusiveGateway",
    "and": "parallelGateway",
}


SAID = {
    kind: "<bpmn:extensionElements><zeebe:properties>"
    f'<zeebe:property name="{name}" value="{value}"/></zeebe:properties></bpmn:extensionElements>'
    for kind, name, value in (("xor", "bruecke.gateway", "rule"), ("rule", "bruecke.record", "result"))
}
"""What elements say: gateways ask, rules write."""


def xml(text: str, extra: str = "") -> bytes:
    """The file of a model."""
    parts, flows = [], 0
    for line in text.strip().splitlines():
        words = line.split()
        if words[1] == ">":
            flows += 1
            parts.append(f'<bpmn:sequenceFlow id="f{flows}" sourceRef="{words[0]}" targetRef="{words[2]}"/>')
        else:
            tag = f"bpmn:{KINDS[words[0]]}"
            parts.append(f'<{tag} id="{words[1]}">{SAID.get(words[0], "")}</{tag}>')
    return (HEAD + "".join(parts) + extra + TAIL).encode()


def model(text: str) -> Model:
    """The model."""
    return read_model(xml(text), "test.bpmn")


PARALLEL_IN_LOOP = """
start s
xor merge
and split
task a
task b
task c
and join
xor again
end e
s > merge
merge > split
split > a
split > b
split > c
a > join
b > join
c > join
join > again
again > merge
again > e
"""
