"""Activities that are done several times: standard loops and multi-instances."""

from decimal import Decimal
from typing import Any

from decisions.feel import Expression
from engine.bpmn.model import Element, Loop
from engine.bpmn.scopes import Scopes, failure
from engine.bpmn.specs.activities import Activity, finish, listen_at
from engine.bpmn.tokens import Token, Tokens
from engine.bpmn.variables import Value

MOST_INSTANCES = 5_000
_WORDS = frozenset({"null", "true", "false"})


class Repeated(Activity):
    """The body of a loop: a scope in which the activity itself, `inner`, is done again and again.

    `internal_data` of the body: `done` rounds completed, `n` of how many, `items` still needed, `out` what the rounds
    gave; of a round: `i`, its number from 0.
    """

    is_loop = True

    def __init__(self, spec: Any, element: Element, inner: Any) -> None:
        super().__init__(spec, element)
        assert element.loop is not None
        self.loop: Loop = element.loop
        self.inner = inner
        self.collection: Expression | None = None
        self.cardinality: Expression | None = None
        self.output_item: Expression | None = None
        self.condition: Expression | None = None

    @property
    def is_on_record(self) -> bool:
        """Whether what is answered goes on record: then no variable holds anything of it."""
        return "bruecke.record" in self.element.properties

    def enter(self, token: Token) -> None:
        """Boundary events belong to the whole, mappings to each round."""
        listen_at(self.boundaries, token)

    def leave(self, token: Token) -> None:
        token.workflow.cancel_listeners(token.id)

    def record(self, token: Token) -> None:
        """Nothing: the history has one entry a round."""

    def round(self, token: Token, number: int, item: dict[str, Value]) -> None:
        """Begin a round with its own variables."""
        tokens: Tokens = token.workflow
        inner = Token(tokens, self.inner, token.id, tokens.next_token())
        inner.internal_data["i"] = number
        own = dict(item)
        if (
            self.is_on_record and self.loop.item
        ):  # for its form, not for the variables: it may say something about a person
            inner.item = own.pop(self.loop.item, None)
        tokens.scopes.open(inner, {**own, "loopCounter": Decimal(number + 1)})
        self.inner._update(inner)

    def inner_completed(self, token: Token, inner: Token) -> None:
        token.internal_data["done"] += 1
        self.round_completed(token, inner)

    def round_completed(self, token: Token, inner: Token) -> None:
        """A round is over: what it gave is kept, and the next may begin."""

    def emptied(self, token: Token) -> None:
        finish(token)


class StandardLoop(Repeated):
    """While its condition holds, at most `loopMaximum` times; the condition is tested before or after a round."""

    def work(self, token: Token) -> bool:
        token.internal_data["done"] = 0
        token.workflow.scopes.open(token, {"loopCounter": Decimal(0)})
        if self.loop.test_before and not self._goes_on(token):
            return True
        self.round(token, 0, {})
        return False

    def round_completed(self, token: Token, inner: Token) -> None:
        done = token.internal_data["done"]
        token.workflow.scopes.open(token, {"loopCounter": Decimal(done)})
        if self._goes_on(token):
            self.round(token, done, {})

    def _goes_on(self, token: Token) -> bool:
        maximum = self.loop.maximum
        if maximum is not None and token.internal_data["done"] >= maximum:
            return False
        return self.condition is None or bool(token.workflow.scopes.truth(self.condition, token))


class MultiInstance(Repeated):
    """Once for each item of a collection, one after the other or all at once."""

    def work(self, token: Token) -> bool:
        scopes: Scopes = token.workflow.scopes
        items = self._items(token)
        data = token.internal_data
        data["n"], data["done"] = len(items), 0
        name = self.loop.output_collection
        if name:
            data["out"] = [None] * len(items)
            scopes.open(token, {name: data["out"]})
        if not items:
            return True
        token.workflow.patience.begin(token, len(items))
        self._count(token, active=1 if self.loop.kind == "sequential" else len(items))
        if self.loop.kind == "sequential":
            if self.collection is not None:
                data["items"] = items
            self.round(token, 0, self._own(items[0]))
        else:
            for number, item in enumerate(items):
                self.round(token, number, self._own(item))
        return False

    def leave(self, token: Token) -> None:
        super().leave(token)
        name = self.loop.output_collection
        if name:
            scopes: Scopes = token.workflow.scopes
            scopes.set(scopes.around(token.scope), name, self._collected(token))

    def round_completed(self, token: Token, inner: Token) -> None:
        data = token.internal_data
        self._keep_output(token, inner)
        self._count(token, active=token.workflow.holding.get(token.id, 0))
        if self.condition is not None and token.workflow.scopes.truth(self.condition, token):
            token.workflow.cancel_inside(token.id)
        elif self.loop.kind == "sequential" and data["done"] < data["n"]:
            items = data.get("items")
            self.round(token, data["done"], self._own(items[data["done"]] if items else None))
            self._count(token, active=1)

    def _items(self, token: Token) -> list[Value]:
        scopes: Scopes = token.workflow.scopes
        if self.collection is None:
            return self._cardinality(token) * [None]
        items = scopes.plain(self.collection, token, rows=scopes.around(token.scope))
        if not isinstance(items, list):
            raise failure(token, "collection", f"«{self.collection.text}» gives no list.")
        if len(items) > MOST_INSTANCES:
            message = f"{len(items)} instances are asked for, {MOST_INSTANCES} are allowed."
            raise failure(token, "collection", message)
        return items

    def _cardinality(self, token: Token) -> int:
        assert self.cardinality is not None
        value = token.workflow.scopes.value(self.cardinality, token)
        if not isinstance(value, Decimal) or value != int(value) or not 0 <= value <= MOST_INSTANCES:
            message = f"«{self.cardinality.text}» gives no whole number from 0 to {MOST_INSTANCES}."
            raise failure(token, "cardinality", message)
        return int(value)

    def _own(self, item: Value) -> dict[str, Value]:
        own = {self.loop.item: item} if self.loop.item and self.collection is not None else {}
        output = self.output_item.text if self.output_item is not None else ""
        if output.isidentifier() and output not in own and output not in _WORDS:
            own[output] = None
        return own

    def _keep_output(self, token: Token, inner: Token) -> None:
        scopes: Scopes = token.workflow.scopes
        name = self.loop.output_collection
        if name and self.output_item is not None:
            outputs = self._collected(token)
            outputs[inner.internal_data["i"]] = scopes.plain(self.output_item, inner)
            token.internal_data["out"] = scopes.rows[token.id][name] = outputs

    def _collected(self, token: Token) -> list[Value]:
        """What the rounds gave. The variable may have been set by what is inside, such as a loop that collects too."""
        found: Any = token.internal_data.get("out")
        if found is None:  # the state of an earlier version
            kept = token.workflow.scopes.rows[token.id][self.loop.output_collection]
            count = token.internal_data["n"]
            found = kept if isinstance(kept, list) and len(kept) == count else [None] * count
        return list(found)

    def _count(self, token: Token, active: int) -> None:
        """The numbers that conditions and mappings may read."""
        data = token.internal_data
        token.workflow.scopes.open(
            token,
            {
                "numberOfInstances": Decimal(data["n"]),
                "numberOfActiveInstances": Decimal(active),
                "numberOfCompletedInstances": Decimal(data["done"]),
                "numberOfTerminatedInstances": Decimal(0),
            },
        )
