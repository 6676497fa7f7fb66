"""Writes small decision models as dmn-js and Camunda Modeler do, so that a test shows only what matters to it."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def model(*elements: str, namespace: str = NAMESPACE) -> bytes:
    """A whole file with these elements."""
    body = "\n".join(elements)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{namespace}" id="definitions" name="Test"'
        f' xmlns:camunda="http://camunda.org/schema/1.0/dmn" namespace="http://example.org">{body}</definitions>'
    ).encode()


def table(
    decision: str,
    inputs: Sequence[tuple[str, str]],
    outputs: Sequence[str],
    rows: Sequence[Sequence[str]],
    policy: str = "UNIQUE",
    requires: Sequence[str] = (),
    output_values: str = "",
    default: str = "",
    aggregation: str = "",
) -> str:
    """A decision with a table; inputs are (label, expression), a row has its cells and then its results."""
    more = f' aggregation="{aggregation}"' if aggregation else ""
    parts = [f'<decisionTable id="{decision}_table" hitPolicy="{policy}"{more}>']
    for label, text in inputs:
        parts.append(
            f"<input label={quoteattr(label)}><inputExpression><text>{escape(text)}</text></inputExpression></input>"
        )
    for name in outputs:
        values = f"<outputValues><text>{escape(output_values)}</text></outputValues>" if output_values else ""
        values += (
            f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
        )
        parts.append(f'<output name="{name}">{values}</output>')
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in row[: len(inputs)]
        )
        results = "".join(
            f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in row[len(inputs) :]
        )
        parts.append(f'<rule id="{decision}_rule_{number}">{cells}{results}</rule>')
    parts.append("</decisionTable>")
    return wrapped(decision, "".join(parts), requires)


def literal(decision: str, text: str, requires: Sequence[str] = (), variable: str = "") -> str:
    """A decision that is one FEEL expression."""
    return wrapped(decision, expression(text), requires, variable)


def expression(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def wrapped(decision: str, logic: str, requires: Sequence[str] = (), variable: str = "") -> str:
    """A decision with that logic; what it requires is named as input:, decision: or knowledge: and an id."""
    arrows = "".join(requirement(one) for one in requires)
    return f'<decision id="{decision}" name="{decision}">{variable}{arrows}{logic}</decision>'


def requirement(one: str) -> str:
    kind, _, target = one.partition(":")
    if kind == "knowledge":
        return f'<knowledgeRequirement><requiredKnowledge href="#{target}"/></knowledgeRequirement>'
    return f'<informationRequirement><required{kind.capitalize()} href="#{target}"/></informationRequirement>'


def input_data(name: str, kind: str = "") -> str:
    typed = f' typeRef="{kind}"' if kind else ""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}"{typed}/></inputData>'
