"""What is repeated: for, some and every."""

from collections.abc import Sequence

from decisions.feel.closures.compiler import Compiler, compiles
from decisions.feel.frames import Closure, Frame, Locals, mentions
from decisions.feel.iteration import rounds
from decisions.feel.run import Run
from decisions.feel.tree import For, Node, Quantified, Steps
from decisions.feel.values import Range


@compiles(Steps)
def steps(node: Steps, compiler: Compiler, local: Locals) -> Closure:
    start, end = compiler.closure(node.start, local), compiler.closure(node.end, local)
    return lambda run, frame: Range(start(run, frame), True, end(run, frame), True)


@compiles(For)
def loop(node: For, compiler: Compiler, local: Locals) -> Closure:
    domains, inner, places = _iterators(compiler, node.iterators, local)
    inner, partial = compiler.add(inner, "partial")
    body = compiler.closure(node.body, inner)
    looks_back = mentions(node.body, "partial")

    def repeat(run: Run, frame: Frame) -> object:
        results: list[object] = []

        def once() -> bool:
            if looks_back:
                run.grow(8 * len(results))
                frame[partial] = results.copy()
            run.grow(8)
            results.append(body(run, frame))
            return True

        return results if rounds(domains, places, run, frame, once) else None

    return repeat


@compiles(Quantified)
def quantified(node: Quantified, compiler: Compiler, local: Locals) -> Closure:
    domains, inner, places = _iterators(compiler, node.iterators, local)
    body, decisive = compiler.closure(node.body, inner), not node.every

    def ask(run: Run, frame: Frame) -> object:
        answers: list[object] = []

        def once() -> bool:
            answers.append(body(run, frame))
            return answers[-1] is (not decisive)

        if not rounds(domains, places, run, frame, once):
            return None
        if answers and not isinstance(answers[-1], bool):
            return run.problem("the condition after «satisfies» is not always true or false")
        return decisive if answers and answers[-1] is decisive else not decisive

    return ask


def _iterators(
    compiler: Compiler, iterators: Sequence[tuple[str, Node]], local: Locals
) -> tuple[list[tuple[Closure, bool]], Locals, list[int]]:
    domains: list[tuple[Closure, bool]] = []
    places: list[int] = []
    for name, domain in iterators:
        domains.append((compiler.closure(domain, local), isinstance(domain, Steps)))
        local, place = compiler.add(local, name)
        places.append(place)
    return domains, local, places
