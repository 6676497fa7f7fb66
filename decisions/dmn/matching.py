"""Which rules of a table match, where nobody asks why: cells on written-out values are compared plainly."""

from collections.abc import Callable, Iterator, Sequence

from decisions.feel.closures.plain import Plain, plain_test
from decisions.feel.frames import Closure, Frame
from decisions.feel.run import Run
from decisions.feel.tree import Tests

Test = Plain | None
"""None lets everything pass."""


class Matching:
    """The cells of one table, by column."""

    def __init__(self, columns: Sequence[Sequence[tuple[Tests, Closure]]], rules: int, place: int) -> None:
        self._columns = columns
        self._rules = rules
        self._place = place
        self._plain = [[plain_test(tests) for tests, _ in column] for column in columns]

    def hits(self, values: Sequence[object], run: Run, frame: Frame) -> Iterator[int]:
        """The indexes of the matching rules in their order; those after the last one taken are not looked at."""
        columns = [
            (value, self._tests(index, value, run, frame))
            for index, value in enumerate(values)
            if any(tests.tests for tests, _ in self._columns[index])
        ]
        for rule in range(self._rules):
            run.step()
            for value, tests in columns:
                test = tests[rule]
                if test is not None and test(value) is not True:
                    break
            else:
                yield rule

    def _tests(self, column: int, value: object, run: Run, frame: Frame) -> list[Test]:
        """The tests of a column for a value of this kind, by rule."""
        kind = type(value)
        return [
            None
            if not tests.tests
            else plain[1]
            if plain is not None and plain[0] is kind
            else self._slow(closure, run, frame)
            for (tests, closure), plain in zip(self._columns[column], self._plain[column], strict=True)
        ]

    def _slow(self, closure: Closure, run: Run, frame: Frame) -> Callable[[object], bool]:
        place = self._place

        def test(value: object) -> bool:
            frame[place] = value
            return closure(run, frame) is True

        return test
