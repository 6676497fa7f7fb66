"""Models for the runtime alone: tasks in a row, and a task in a loop. Stock SpiffWorkflow reads the same text."""

from itertools import pairwise
from xml.sax.saxutils import escape

_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
    '<bpmn:process id="bench" isExecutable="true">'
)
_TAIL = "</bpmn:process></bpmn:definitions>"


def row(tasks: int) -> bytes:
    """User tasks one after the other."""
    names = ["begin", *(f"task_{number}" for number in range(1, tasks + 1)), "end"]
    flows = [(source, target, "") for source, target in pairwise(names)]
    nodes = {"begin": "startEvent", **dict.fromkeys(names[1:-1], "userTask"), "end": "endEvent"}
    return _model(nodes, flows)


def loop(rounds: int) -> bytes:
    """One user task and an exclusive gateway that goes back until `n` has reached the number of rounds."""
    nodes = {
        "begin": "startEvent",
        "merge": "exclusiveGateway",
        "task": "userTask",
        "again": "exclusiveGateway",
        "end": "endEvent",
    }
    flows = [
        ("begin", "merge", ""),
        ("merge", "task", ""),
        ("task", "again", ""),
        ("again", "merge", f"n < {rounds}"),
        ("again", "end", ""),
    ]
    return _model(nodes, flows, default="again_end")


def full_loop(rounds: int) -> bytes:
    """The loop with two tasks side by side in it, the first with a reminder at its border."""
    nodes = {
        "begin": "startEvent",
        "merge": "exclusiveGateway",
        "fork": "parallelGateway",
        "task": "userTask",
        "beside": "userTask",
        "join": "parallelGateway",
        "again": "exclusiveGateway",
        "end": "endEvent",
        "reminded": "endEvent",
    }
    flows = [
        ("begin", "merge", ""),
        ("merge", "fork", ""),
        ("fork", "task", ""),
        ("fork", "beside", ""),
        ("task", "join", ""),
        ("beside", "join", ""),
        ("join", "again", ""),
        ("again", "merge", f"n < {rounds}"),
        ("again", "end", ""),
        ("reminder", "reminded", ""),
    ]
    reminder = (
        '<bpmn:boundaryEvent id="reminder" attachedToRef="task" cancelActivity="false">'
        "<bpmn:outgoing>reminder_reminded</bpmn:outgoing><bpmn:timerEventDefinition>"
        "<bpmn:timeDuration>P30D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    )
    return _model(nodes, flows, default="again_end", more=reminder)


def _model(
    nodes: dict[str, str], flows: list[tuple[str, str, str]], default: str = "", more: str = ""
) -> bytes:
    parts = []
    for name, tag in nodes.items():
        ends = "".join(
            [
                f"<bpmn:incoming>{source}_{target}</bpmn:incoming>"
                for source, target, _ in flows
                if target == name
            ]
            + [
                f"<bpmn:outgoing>{source}_{target}</bpmn:outgoing>"
                for source, target, _ in flows
                if source == name
            ]
        )
        chosen = f' default="{default}"' if default.startswith(f"{name}_") else ""
        parts.append(f'<bpmn:{tag} id="{name}" name="{name}"{chosen}>{ends}</bpmn:{tag}>')
    for source, target, condition in flows:
        said = (
            f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
        )
        parts.append(
            f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{said}'
            "</bpmn:sequenceFlow>"
        )
    return f"{_HEAD}{''.join(parts)}{more}{_TAIL}".encode()
