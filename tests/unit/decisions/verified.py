"""Verifies small tables, and puts the example of a finding back into the evaluator to see whether it is true."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from decisions.dmn import DecisionModel, parse
from decisions.dmn.tables import Table
from decisions.feel import parse as parse_expression
from decisions.feel.tree import Coerced
from decisions.verification import Finding, FindingKind, verify
from tests.unit.decisions.models import model, table

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
Column = tuple[str, str]


class Verified:
    """A table «t» with what was found in it. Columns are (label, expression), `typed` label to (typeRef, values)."""

    def __init__(
        self,
        inputs: Sequence[Column],
        rows: Sequence[Sequence[str]],
        policy: str = "UNIQUE",
        typed: Mapping[str, tuple[str, str]] | None = None,
        extra: str = "",
        **more: str,
    ) -> None:
        outputs = ["out"] if not rows or len(rows[0]) == len(inputs) + 1 else ["out", "more"]
        requires = ["input:status"] if 'id="status"' in extra else ()
        xml = table("t", inputs, outputs, rows, policy, requires, **more)
        for label, (kind, values) in (typed or {}).items():
            old = f'<input label="{label}"><inputExpression>'
            assert old in xml
            start = xml.index(old) + len(old) - 1
            close = xml.index("</inputExpression>", start) + len("</inputExpression>")
            allowed = f"<inputValues><text>{values}</text></inputValues>" if values else ""
            xml = f'{xml[:start]} typeRef="{kind}">{xml[start + 1 : close]}{allowed}{xml[close:]}'
        self.model: DecisionModel = parse(model(extra, xml))
        self.findings = verify(self.model)

    def of(self, kind: FindingKind) -> list[Finding]:
        return [finding for finding in self.findings if finding.kind is kind]

    def only(self) -> Finding:
        (finding,) = self.findings
        return finding

    def matching(self, values: Mapping[str, object]) -> list[int]:
        """The numbers of the rules that the evaluator finds to match; values by label."""
        tree = self.model.decisions["t"].tree
        found = tree.value if isinstance(tree, Coerced) else tree
        assert isinstance(found, Table)
        scope = {column.text: values[column.label] for column in found.inputs if column.label in values}
        return [rule.number for rule in self.model.evaluate("t", scope, NOW).trace.rules if rule.matched]

    def matched(self, finding: Finding) -> list[int]:
        """The rules that match the example of the finding."""
        values = {
            label: parse_expression(text).evaluate({}, NOW).value for label, text in finding.example.items()
        }
        return self.matching(values)


def numbers(finding: Finding) -> list[int]:
    return [rule.number for rule in finding.rules]
