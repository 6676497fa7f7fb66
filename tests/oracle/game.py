"""The oracle: the driver API over the rules."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from tests.oracle import catching, entering, leaving, rest, throwing
from tests.oracle.data import Row, put
from tests.oracle.reading import Failed, Level, read
from tests.oracle.state import Listener, Scope, State, Token
from tests.oracle.timers import written

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Oracle:
    """Plays one instance of a process to rest after every step; a step that raises Failed changes nothing."""

    def __init__(
        self,
        xml: bytes,
        variables: Mapping[str, object] | None = None,
        *,
        save: bool = False,
        process: str | None = None,
        start: str | None = None,
        others: Mapping[str, bytes] | None = None,
    ) -> None:
        """`save` is taken for the sake of the driver API; there is nothing to be saved here."""
        own = read(xml)
        levels = dict(own)
        for name, text in (others or {}).items():
            levels[name] = read(text)[name]
        level = levels[process or next(iter(own))]
        self._state = State(BEGIN, levels)

        def begin(state: State) -> None:
            root = state.open_scope("process", level, None)
            root.row = dict(variables or {})
            entering.begin_scope(state, root, _named_start(level, start))

        self._step(begin)

    # What is to be seen

    @property
    def completed(self) -> list[str]:
        return list(self._state.completed)

    @property
    def variables(self) -> Row:
        return dict(_root(self._state).row)

    @property
    def status(self) -> str:
        return self._state.status

    @property
    def sent(self) -> list[tuple[str, str | None]]:
        return list(self._state.sent)

    @property
    def live(self) -> int:
        return len(self._state.tokens)

    def open(self) -> list[str]:
        return sorted(token.node for token in self._state.tokens if rest.offers_work(self._state, token))

    def waits(self) -> list[tuple[str | None, ...]]:
        shown = [_shown(listener) for listener in self._state.listeners if not listener.arrived]
        return sorted((wait for wait in shown if wait), key=repr)

    # What can be done

    def complete(self, element: str, variables: Mapping[str, object] | None = None, which: int = 0) -> None:
        self._step(
            lambda state: leaving.complete(state, _working(state, element, which), dict(variables or {}))
        )

    def error(
        self, element: str, code: str, variables: Mapping[str, object] | None = None, which: int = 0
    ) -> None:
        def throw(state: State) -> None:
            token = _working(state, element, which)
            if not state.node_of(token).is_job:
                raise Failed(element, "refused")
            throwing.climb(state, "error", code, token, dict(variables or {}), job=True)

        self._step(throw)

    def message(
        self, name: str, key: str | None = None, variables: Mapping[str, object] | None = None
    ) -> bool:
        fitting = [
            place
            for place, one in enumerate(self._state.listeners)
            if (one.kind, one.text, one.key) == ("message", name, key) and not one.arrived
        ]
        if fitting:
            place = min(fitting, key=lambda place: self._state.listeners[place].number)
            self._step(lambda state: catching.fire(state, state.listeners[place], dict(variables or {})))
        return bool(fitting)

    def signal(self, name: str, variables: Mapping[str, object] | None = None) -> None:
        self._step(lambda state: throwing.broadcast(state, name, dict(variables or {})))

    def pass_time(self, seconds: int) -> None:
        def pass_by(state: State) -> None:
            state.now += timedelta(seconds=seconds)
            while due := [one for one in state.listeners if _is_due(one, state.now)]:
                catching.fire(state, min(due, key=lambda one: (one.due, one.number)), {})
                rest.run(state)

        self._step(pass_by)

    def set(self, variables: Mapping[str, object]) -> None:
        def put_all(state: State) -> None:
            for name, value in variables.items():
                put([_root(state).row], name, value)

        self._step(put_all)

    def start_inner(self, adhoc: str, element: str) -> None:
        self._step(lambda state: entering.start_inner(state, _ad_hoc(state, adhoc), element))

    def finish_inner(self, adhoc: str) -> None:
        def finish(state: State) -> None:
            scope = _ad_hoc(state, adhoc)
            assert scope.owner is not None
            asked = state.node_of(state.token(scope.owner)).completion is not None
            if state.inside(scope) or asked:
                raise Failed(adhoc, "refused")
            leaving.finish(state, scope)

        self._step(finish)

    def _step(self, act: Callable[[State], None]) -> None:
        state = self._state.copy()
        act(state)
        rest.run(state)
        self._state = state


def _named_start(level: Level, start: str | None) -> str | None:
    if start is not None and (start not in level.nodes or level.nodes[start].tag != "startEvent"):
        raise Failed(start, "start")
    return start


def _root(state: State) -> Scope:
    return next(scope for scope in state.scopes.values() if scope.owner is None)


def _working(state: State, element: str, which: int) -> Token:
    found = [token for token in state.tokens if token.node == element and token.stage == "working"]
    if which >= len(found):
        raise Failed(element, "refused")
    return sorted(found, key=lambda token: token.number)[which]


def _ad_hoc(state: State, element: str) -> Scope:
    for token in state.tokens:
        for scope in state.owned(token):
            if token.node == element and scope.kind == "ad_hoc" and not scope.closed:
                return scope
    raise Failed(element, "refused")


def _is_due(listener: Listener, now: datetime) -> bool:
    return listener.due is not None and listener.due <= now and not listener.arrived


def _shown(listener: Listener) -> tuple[str | None, ...] | None:
    match listener.kind:
        case "timer" if listener.due:
            return ("timer", listener.node, written(listener.due))
        case "message":
            return ("message", listener.node, listener.text, listener.key)
        case "signal":
            return ("signal", listener.node, listener.text)
        case "conditional":
            return ("conditional", listener.node)
    return None
