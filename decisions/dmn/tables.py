"""Decision tables: which rules match, and what the hit policy makes of them (DMN spec 8)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from decisions.dmn.matching import Matching
from decisions.dmn.trace import TracedCell, TracedInput, TracedOutput, TracedRule, TracedTable
from decisions.feel.closures import Compiler, Foreign
from decisions.feel.comparison import before, equal, passes
from decisions.feel.frames import Closure, Frame, Locals
from decisions.feel.kinds import Kind, coerce
from decisions.feel.run import Run
from decisions.feel.tree import Node, Tests

LISTS = frozenset({"RULE ORDER", "OUTPUT ORDER", "COLLECT"})
HIT_POLICIES = frozenset({"UNIQUE", "ANY", "FIRST", "PRIORITY"}) | LISTS
AGGREGATIONS = frozenset({"", "SUM", "MIN", "MAX", "COUNT"})


@dataclass(frozen=True, slots=True)
class InputColumn:
    """What a column looks at. `is_whole`: declared as whole numbers, which is not enforced."""

    label: str
    text: str
    value: Node
    allowed: Tests | None
    kind: Kind | None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class OutputColumn:
    name: str
    allowed: tuple[Node, ...]
    default: Node | None
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Row:
    rule: str
    cells: tuple[tuple[str, Tests], ...]
    outputs: tuple[tuple[str, Node], ...]
    annotation: str


@dataclass(frozen=True, slots=True)
class Table(Foreign):
    """A decision table as a construct of the expression tree; several outputs make contexts."""

    id: str
    owner: str
    hit_policy: str
    aggregation: str
    inputs: tuple[InputColumn, ...]
    outputs: tuple[OutputColumn, ...]
    rows: tuple[Row, ...]

    def compiled(self, compiler: Compiler, local: Locals) -> Closure:
        return CompiledTable(self, compiler, local).evaluate


@dataclass(slots=True)
class Hit:
    """A matching rule with its evaluated outputs."""

    number: int
    rule: str
    outputs: list[object]


class CompiledTable:
    """A table with all its expressions compiled."""

    def __init__(self, table: Table, compiler: Compiler, local: Locals) -> None:
        self.table = table
        inner, self.place = compiler.add(local, "?")
        self.inputs = [compiler.closure(column.value, local) for column in table.inputs]
        self.allowed = [
            compiler.closure(column.allowed, inner) if column.allowed else None for column in table.inputs
        ]
        self.cells = [[compiler.closure(tests, inner) for _, tests in row.cells] for row in table.rows]
        columns = [
            [(row.cells[index][1], cells[index]) for row, cells in zip(table.rows, self.cells, strict=True)]
            for index in range(len(table.inputs))
        ]
        self.matching = Matching(columns, len(table.rows), self.place)
        self.outputs = [[compiler.closure(node, local) for _, node in row.outputs] for row in table.rows]
        self.defaults = [
            compiler.closure(column.default, local) if column.default else None for column in table.outputs
        ]
        self.ranks = [[compiler.closure(node, local) for node in column.allowed] for column in table.outputs]

    def evaluate(self, run: Run, frame: Frame) -> object:
        table = self.table
        values: list[object] = []
        refused = False
        for column, closure, allowed in zip(table.inputs, self.inputs, self.allowed, strict=True):
            value, fits = self.input_value(column, closure(run, frame), run)
            values.append(value)
            if allowed is not None and value is not None:
                frame[self.place] = value
                fits = fits and allowed(run, frame) is True
                if not fits:
                    run.problem(
                        f"«{column.label}» in «{table.owner}» is none of the values the column allows"
                    )
            refused = refused or not fits
        if run.trace is None:
            return None if refused else self.combine(self.hits(values, run, frame), run, frame)
        hits, traced = self.walk(values, run, frame)
        value = None if refused else self.combine(hits, run, frame)
        inputs = tuple(
            TracedInput(column.label, column.text, value)
            for column, value in zip(table.inputs, values, strict=True)
        )
        policy = table.hit_policy + (f" {table.aggregation}" if table.aggregation else "")
        run.trace.append(TracedTable(table.id, table.owner, policy, inputs, traced, value))
        return value

    def input_value(self, column: InputColumn, value: object, run: Run) -> tuple[object, bool]:
        if column.kind is None:
            return value, True
        fitted, fits = coerce(value, column.kind)
        if not fits:
            run.problem(f"«{column.label}» in «{self.table.owner}» is not of the type {column.kind.name}")
        return fitted, fits

    def hits(self, values: list[object], run: Run, frame: Frame) -> list[Hit]:
        """The hits that count, without a trace: after the first one of FIRST no other is looked for."""
        found: list[Hit] = []
        for index in self.matching.hits(values, run, frame):
            found.append(Hit(index + 1, self.table.rows[index].rule, self.outputs_of(index, run, frame)))
            if self.table.hit_policy == "FIRST":
                break
        return found

    def walk(self, values: list[object], run: Run, frame: Frame) -> tuple[list[Hit], tuple[TracedRule, ...]]:
        """The hits in the order of the rules, and every rule as it was seen."""
        hits: list[Hit] = []
        traced: list[TracedRule] = []
        for index, row in enumerate(self.table.rows):
            run.step()
            answers = self.cells_of(index, values, run, frame)
            matched = all(answer is True for answer in answers)
            outputs: list[object] = [None] * len(row.outputs)
            if matched:
                outputs = self.outputs_of(index, run, frame)
                hits.append(Hit(index + 1, row.rule, outputs))
            traced.append(_traced(index + 1, row, matched, answers, outputs, self.table))
        return hits, tuple(traced)

    def cells_of(self, index: int, values: list[object], run: Run, frame: Frame) -> list[bool | None]:
        """The answers of all cells; those after a failed one are for the reader only, so their problems are not."""
        answers: list[bool | None] = []
        failed = False
        for value, cell in zip(values, self.cells[index], strict=True):
            known = len(run.problems)
            frame[self.place] = value
            answer = cell(run, frame)
            if failed:
                del run.problems[known:]
            answers.append(answer if isinstance(answer, bool) else None)
            failed = failed or answer is not True
        return answers

    def outputs_of(self, index: int, run: Run, frame: Frame) -> list[object]:
        found: list[object] = []
        columns = enumerate(zip(self.table.outputs, self.outputs[index], strict=True))
        for place, (column, closure) in columns:
            value, fits = (
                coerce(closure(run, frame), column.kind) if column.kind else (closure(run, frame), True)
            )
            if not fits:
                run.problem(f"rule {index + 1} of «{self.table.owner}» gives «{column.name}» another type")
            elif value is not None and column.allowed and not self.is_allowed(place, value, run, frame):
                run.problem(
                    f"rule {index + 1} of «{self.table.owner}» gives «{column.name}» a value it does not list"
                )
            found.append(value)
        return found

    def is_allowed(self, place: int, value: object, run: Run, frame: Frame) -> bool:
        """Whether the value is among the output values of the column."""
        return any(passes(value, closure(run, frame), run) is True for closure in self.ranks[place])

    # -- hit policies

    def combine(self, hits: list[Hit], run: Run, frame: Frame) -> object:
        table = self.table
        if not hits:
            return self.when_none(run, frame)
        if table.hit_policy == "UNIQUE" and len(hits) > 1:
            return run.problem(f"«{table.owner}» allows one match, but {_named(hits)} match")
        if table.hit_policy == "ANY" and any(
            equal(hit.outputs, hits[0].outputs, run) is not True for hit in hits[1:]
        ):
            return run.problem(f"«{table.owner}» allows only equal results, but {_named(hits)} differ")
        if table.hit_policy in ("PRIORITY", "OUTPUT ORDER"):
            order = self.priorities(run, frame)
            hits = sorted(hits, key=lambda hit: [rank(v) for rank, v in zip(order, hit.outputs, strict=True)])
        if table.hit_policy in LISTS:
            run.grow(16 * len(hits))
            return aggregate([self.result(hit) for hit in hits], table.aggregation, run)
        return self.result(hits[0])

    def when_none(self, run: Run, frame: Frame) -> object:
        if not any(self.defaults):
            # The standard gives null; a list policy gives the empty list, which every reader of lists expects.
            if self.table.aggregation == "COUNT":
                return Decimal(0)
            return [] if self.table.hit_policy in LISTS and not self.table.aggregation else None
        values = [closure(run, frame) if closure else None for closure in self.defaults]
        result = self.result(Hit(0, "", values))
        if self.table.hit_policy in LISTS and not self.table.aggregation and not isinstance(result, list):
            return [result]
        return result

    def result(self, hit: Hit) -> object:
        if len(hit.outputs) == 1:
            return hit.outputs[0]
        return {column.name: value for column, value in zip(self.table.outputs, hit.outputs, strict=True)}

    def priorities(self, run: Run, frame: Frame) -> list[Callable[[object], int]]:
        """For each output how early a value stands in the list of output values; unknown ones come last."""

        def ranker(values: list[object]) -> Callable[[object], int]:
            return lambda found: next(
                (i for i, value in enumerate(values) if equal(found, value, run) is True), len(values)
            )

        return [ranker([closure(run, frame) for closure in column]) for column in self.ranks]


def _named(hits: list[Hit]) -> str:
    names = [f"rule {hit.number} ({hit.rule})" for hit in hits]
    return ", ".join(names[:-1]) + " and " + names[-1]


def _traced(
    number: int, row: Row, matched: bool, answers: list[bool | None], outputs: list[object], table: Table
) -> TracedRule:
    cells = tuple(TracedCell(text, answer) for (text, _), answer in zip(row.cells, answers, strict=True))
    results = tuple(
        TracedOutput(column.name, text, value)
        for column, (text, _), value in zip(table.outputs, row.outputs, outputs, strict=True)
    )
    return TracedRule(number, row.rule, matched, cells, results, row.annotation)


def aggregate(values: list[object], aggregation: str, run: Run) -> object:
    """What COLLECT makes of the results: all, their sum, smallest, largest or number."""
    if not aggregation:
        return values
    if aggregation == "COUNT":
        return Decimal(len(values))
    numbers = [value for value in values if isinstance(value, Decimal)]
    if aggregation == "SUM":
        if len(numbers) != len(values):
            return run.problem("only numbers can be summed")
        return sum(numbers[1:], numbers[0])
    best = values[0]
    for value in values[1:]:
        smaller = before(value, best) if aggregation == "MIN" else before(best, value)
        if smaller is None:
            return run.problem("the results cannot be compared")
        best = value if smaller else best
    return best
