"""The variables of an instance: what an expression at a token reads, and where a result goes."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from decisions.feel import Expression, FeelEvaluationError
from engine.bpmn.model import Text
from engine.bpmn.tokens import PROCESS, Token, Tokens
from engine.bpmn.variables import CalledRow, Rows, Unkeepable, Value, View, plain, put
from engine.errors import ProcessFailure

NOTHING: Mapping[str, Value] = {}


class Outside(Protocol):
    """What expressions need from outside the instance."""

    @property
    def now(self) -> datetime:
        """The moment of this step."""

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Values for names that are no variables, such as `case` and `parameters`; only what is named is read."""


class Scopes:
    """Rows of variables, found by tokens. `changes` collects what was set since it was last taken."""

    def __init__(self, tokens: Tokens, outside: Outside, rows: Rows) -> None:
        self.rows = rows
        self.changes: dict[str, Value] = {}
        self._tokens = tokens
        self._outside = outside

    # reading

    def around(self, scope: int) -> list[dict[str, Value]]:
        """The rows from a scope outwards; those of a called process end at its own."""
        found = []
        while True:
            row = self.rows.get(scope)
            if row is not None:
                found.append(row)
            if scope == PROCESS:
                return found
            owner = self._tokens.live[scope]
            if owner.task_spec.is_called_process:
                return found
            scope = owner.scope

    def of(self, token: Token) -> list[dict[str, Value]]:
        """The rows from a token's own outwards."""
        own = self.rows.get(token.id)
        return self.around(token.scope) if own is None else [own, *self.around(token.scope)]

    def value(
        self,
        expression: Expression,
        token: Token,
        rows: list[dict[str, Value]] | None = None,
        extra: Mapping[str, Value] = NOTHING,
    ) -> object:
        """What an expression gives at a token; `rows` reads elsewhere. Raises ProcessFailure."""
        try:
            return expression.evaluate(self._view(expression, token, rows, extra), self._outside.now).value
        except FeelEvaluationError as error:
            raise failure(token, "expression", str(error)) from error

    def truth(
        self,
        expression: Expression,
        token: Token,
        rows: list[dict[str, Value]] | None = None,
        extra: Mapping[str, Value] = NOTHING,
    ) -> bool:
        """True or false. Raises ProcessFailure that says what the expression gave instead."""
        try:
            return expression.decide(self._view(expression, token, rows, extra), self._outside.now)
        except FeelEvaluationError as error:
            raise failure(token, "condition", str(error)) from error

    def _view(
        self,
        expression: Expression,
        token: Token,
        rows: list[dict[str, Value]] | None,
        extra: Mapping[str, Value],
    ) -> View:
        seen = [extra, *(self.of(token) if rows is None else rows)] if extra else rows or self.of(token)
        names = expression.names | expression.filter_names
        missing = frozenset(name for name in names if not any(name[0] in row for row in seen))
        return View(seen, self._outside.outside(missing) if missing else NOTHING)

    def plain(self, expression: Expression, token: Token, **where: Any) -> Value:
        """The value of an expression as it is kept."""
        return self.kept(token, self.value(expression, token, **where))

    def kept(self, token: Token, value: object) -> Value:
        """A value as it is kept. Raises ProcessFailure for what JSON does not have."""
        try:
            return plain(value)
        except Unkeepable as error:
            raise failure(token, "expression", str(error)) from error

    def text(self, text: Text | None, compiled: Expression | None, token: Token, **where: Any) -> str:
        """A literal, or what FEEL gives for it. Raises ProcessFailure if that is no text."""
        if compiled is None:
            return text.text if text is not None else ""
        value = self.value(compiled, token, **where)
        if not isinstance(value, str) or not value:
            raise failure(token, "expression", f"«{compiled.text}» gives no text.")
        return value

    @property
    def now(self) -> datetime:
        """The moment of this step, in UTC."""
        return self._outside.now.astimezone(UTC)

    # setting

    def open(self, token: Token, values: Mapping[str, Value]) -> dict[str, Value]:
        """The token's own row with these values in it."""
        row = self.rows.setdefault(token.id, {})
        row.update(values)
        return row

    def open_called(self, token: Token, values: Mapping[str, Value]) -> None:
        """The row of a called process; its token remembers the names of what is set in it."""
        self.rows[token.id] = CalledRow(values, token.internal_data.setdefault("set", []))

    def close(self, token: Token) -> None:
        """The token's own row goes."""
        self.rows.pop(token.id, None)

    def set(self, rows: list[dict[str, Value]], target: str, value: Value) -> None:
        """Set a variable where the rows have it, else in the outermost."""
        name = target.partition(".")[0]
        row = next((row for row in rows if name in row), rows[-1])
        put(row, target, value, row.get(name))
        self.changes[name] = row[name]
        if isinstance(row, CalledRow):
            row.note(name)

    def set_all(self, rows: list[dict[str, Value]], values: Mapping[str, Value]) -> None:
        """Set several variables."""
        for name, value in values.items():
            self.set(rows, name, value)

    def sweep(self) -> None:
        """Rows of tokens that are gone go with them."""
        for owner in [owner for owner in self.rows if owner != PROCESS and owner not in self._tokens.live]:
            del self.rows[owner]


def failure(token: Token, code: str, message: str, read: Mapping[str, str] | None = None) -> ProcessFailure:
    """The model can't go on at the element of a token."""
    return ProcessFailure(token.task_spec.element_id, code, message, read)


def listed(names: Iterable[str]) -> str:
    """Names as they stand in a message."""
    return ", ".join(f"«{name}»" for name in names)
