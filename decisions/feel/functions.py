"""Functions written in FEEL, and how functions are called by position and by name."""

from collections.abc import Mapping

from decisions.feel.builtins.table import Builtin
from decisions.feel.frames import Closure, Frame
from decisions.feel.kinds import coerce
from decisions.feel.run import Run
from decisions.feel.values import Function


class Written(Function):
    """A function written in FEEL, with the frame and the scope it was made in."""

    __slots__ = ("body", "frame", "places", "scope")

    def __init__(
        self,
        scope: Mapping[str, object],
        parameters: tuple[str, ...],
        kinds: tuple[object, ...],
        body: Closure,
        frame: Frame,
        places: list[int],
    ) -> None:
        super().__init__("function", parameters, self.invoke, kinds)
        self.body = body
        self.frame = frame
        self.scope = scope
        self.places = places

    def invoke(self, run: Run, arguments: list[object]) -> object:
        if len(arguments) != len(self.places):
            return run.problem(f"a function of {len(self.places)} parameters got {len(arguments)}")
        frame = self.frame.copy()
        for place, kind, argument, name in zip(
            self.places, self.kinds, arguments, self.parameters, strict=True
        ):
            if kind is not None:
                argument, fits = coerce(argument, kind)  # type: ignore[arg-type]  # kinds of a written function
                if not fits:
                    return run.problem(f"the argument «{name}» is of another type than declared")
            frame[place] = argument
        run.enter()
        callers, run.scope = run.scope, self.scope
        try:
            return self.body(run, frame)
        finally:
            run.scope = callers
            run.leave()


def call_builtin(builtin: Builtin, arguments: list[Closure], names: tuple[str, ...] | None) -> Closure:
    name = builtin.name

    def invoke(run: Run, frame: Frame) -> object:
        values = [argument(run, frame) for argument in arguments]
        own = run.scope.get(name)
        if isinstance(own, Function):
            return own.call(run, values) if names is None else by_name(own, names, values, run)
        return builtin.run(run, values) if names is None else builtin.run_named(run, names, values)

    return invoke


def by_name(called: Function, names: tuple[str, ...], values: list[object], run: Run) -> object:
    if isinstance(called, Builtin):
        return called.run_named(run, names, values)
    if len(set(names)) != len(names) or set(names) != set(called.parameters):
        return run.problem(f"the function takes ({', '.join(called.parameters)}), not ({', '.join(names)})")
    arguments = dict(zip(names, values, strict=True))
    return called.call(run, [arguments[name] for name in called.parameters])
