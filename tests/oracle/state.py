"""All that is true of a running instance between two steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.oracle.data import Row
from tests.oracle.reading import Level, Node


@dataclass
class Token:
    """A token at a node; numbers grow, so the smallest number is the oldest.

    stage: "moving" (on its way in), "joining", "working" (people, jobs), "catching", "inside" (a scope runs in it).
    """

    number: int
    node: str
    scope: int
    flow: str | None = None
    stage: str = "moving"
    row: Row | None = None  # the local variables of the activity, or of one turn of it in a loop
    index: int = 0


@dataclass
class Scope:
    """A process, sub-process or loop body that runs; `kind`: process, called, sub, event, ad_hoc, body."""

    number: int
    kind: str
    level: Level
    owner: int | None
    row: Row
    closed: bool = False  # an ad-hoc sub-process that starts nothing more
    items: tuple[object, ...] = ()
    outputs: tuple[object, ...] = ()
    started: int = 0
    done: int = 0


@dataclass(eq=False)
class Listener:
    """An event that may happen. `host` is the token that waits or carries the boundary event; None: an event sub-process."""

    number: int
    node: str  # the event
    scope: int
    host: int | None
    role: str  # "catch", "choice", "boundary", "start"
    kind: str
    text: str | None = None
    key: str | None = None
    due: datetime | None = None
    interval: str | None = None
    times: int | None = 1
    was_true: bool = False
    arrived: int = 0  # the how manieth to come, where all of several are needed
    payload: Row = field(default_factory=dict)


@dataclass
class State:
    """The instance; `copy` before every step makes every step all or nothing."""

    now: datetime
    callable: Mapping[str, Level]
    counter: int = 0
    moves: int = 0
    status: str = "running"
    tokens: list[Token] = field(default_factory=list)
    scopes: dict[int, Scope] = field(default_factory=dict)
    listeners: list[Listener] = field(default_factory=list)
    completed: list[str] = field(default_factory=list)
    sent: list[tuple[str, str | None]] = field(default_factory=list)

    def copy(self) -> "State":
        return replace(
            self,
            moves=0,
            tokens=[replace(token, row=None if token.row is None else dict(token.row)) for token in self.tokens],
            scopes={number: replace(scope, row=scope.row.copy()) for number, scope in self.scopes.items()},
            listeners=[replace(listener, payload=dict(listener.payload)) for listener in self.listeners],
            completed=list(self.completed),
            sent=list(self.sent),
        )  # fmt: skip

    def next_number(self) -> int:
        self.counter += 1
        return self.counter

    def add(self, node: str, scope: Scope, flow: str | None = None, stage: str = "moving") -> Token:
        token = Token(self.next_number(), node, scope.number, flow, stage)
        self.tokens.append(token)
        return token

    def open_scope(self, kind: str, level: Level, owner: Token | None) -> Scope:
        scope = Scope(self.next_number(), kind, level, owner.number if owner else None, {})
        self.scopes[scope.number] = scope
        return scope

    def token(self, number: int) -> Token:
        return next(token for token in self.tokens if token.number == number)

    def lives(self, token: Token) -> bool:
        return any(token is other for other in self.tokens)

    def scope_of(self, thing: Token | Listener) -> Scope:
        return self.scopes[thing.scope]

    def node_of(self, thing: Token | Listener) -> Node:
        """The node of a token or listener; the start event of an event sub-process lies one level deeper."""
        level = self.scopes[thing.scope].level
        if thing.node in level.nodes:
            return level.nodes[thing.node]
        return next(
            e.level.nodes[thing.node] for e in level.event_subs() if e.level and thing.node in e.level.nodes
        )

    def inside(self, scope: Scope) -> list[Token]:
        return [token for token in self.tokens if token.scope == scope.number]

    def owned(self, token: Token) -> list[Scope]:
        return [scope for scope in self.scopes.values() if scope.owner == token.number]

    def rows_of_scope(self, scope: Scope) -> list[Row]:
        """The chain from a scope outwards; a called process is the end of its chain."""
        if scope.owner is None or scope.kind == "called":
            return [scope.row]
        return [scope.row, *self.rows_around(self.token(scope.owner))]

    def rows_around(self, token: Token) -> list[Row]:
        """The chain that an activity finds: its scope, and outwards."""
        return self.rows_of_scope(self.scope_of(token))

    def rows_of(self, token: Token) -> list[Row]:
        """The chain from the activity's own row outwards."""
        own = [] if token.row is None else [token.row]
        return [*own, *self.rows_around(token)]

    def remove(self, token: Token) -> None:
        """Takes a token away with all that runs and listens in it."""
        for scope in self.owned(token):
            self.clear(scope)
            del self.scopes[scope.number]
        self.tokens = [other for other in self.tokens if other is not token]
        self.listeners = [listener for listener in self.listeners if listener.host != token.number]

    def clear(self, scope: Scope, but: Token | None = None) -> None:
        """Takes all tokens but one and all listeners out of a scope."""
        for token in self.inside(scope):
            if token is not but:
                self.remove(token)
        self.listeners = [listener for listener in self.listeners if listener.scope != scope.number]
