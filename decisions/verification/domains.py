"""The classes of a column's values: within one class no cell tells two values apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from decisions.verification.scales import SCALES, WHOLE_NUMBERS, WITH_ZONE, Cut, scale_of
from decisions.verification.writing import value_text


class Shape(Enum):
    """What a class holds: the values between two cuts, one value, all texts not named, anything at all, or null."""

    SPAN = "span"
    NAMED = "named"
    OTHER = "other"
    ANYTHING = "anything"
    NULL = "null"


@dataclass(frozen=True, slots=True)
class ValueClass:
    """Values that no cell tells apart, with one of them; `place` is where the class lies among the others."""

    shape: Shape
    example: object
    place: int = 0
    low: Cut | None = None
    high: Cut | None = None

    @property
    def is_single(self) -> bool:
        """Whether the class is one value, which its example is."""
        if self.shape is not Shape.SPAN:
            return self.shape is Shape.NAMED
        if self.low is None or self.high is None or self.low.before is None:
            return False
        return self.low.before == self.high.after


NULL = ValueClass(Shape.NULL, None)
ANYTHING = ValueClass(Shape.ANYTHING, None)


def classes_of(
    kind: str | None, points: Sequence[object], orders_texts: bool, is_whole: bool
) -> list[ValueClass]:
    """The classes without null. Without a declared kind the values are taken to be of the kinds that are spoken of."""
    by_scale: dict[str, list[object]] = {}
    for point in points:
        by_scale.setdefault(scale_of(point), []).append(point)
    if kind is not None:
        fitting = (kind, kind + WITH_ZONE)
        by_scale = {name: own for name, own in by_scale.items() if name in fitting} or {kind: []}
    found: list[ValueClass] = []
    for name, own in by_scale.items():
        if name == "boolean":
            found += [ValueClass(Shape.NAMED, True), ValueClass(Shape.NAMED, False)]
        elif name == "string" and not orders_texts:
            found += _texts(list(dict.fromkeys(text for text in own if isinstance(text, str))))
        else:
            found += _spans(WHOLE_NUMBERS if name == "number" and is_whole else name, own)
    placed = [ValueClass(one.shape, one.example, place, one.low, one.high) for place, one in enumerate(found)]
    return placed or [ANYTHING]


def _texts(named: Sequence[str]) -> list[ValueClass]:
    other = next(text for text in _others() if text not in named)
    return [*(ValueClass(Shape.NAMED, text) for text in named), ValueClass(Shape.OTHER, other)]


def _others() -> Iterable[str]:
    yield "another"
    number = 2
    while True:
        yield f"another {number}"
        number += 1


def _spans(name: str, points: Sequence[object]) -> list[ValueClass]:
    """The classes between the cuts that the points make; those without a value are none."""
    scale = SCALES[name]
    cuts: dict[object, Cut] = {}
    for cut in (cut for point in points for cut in scale.cuts(point)):
        known = cuts.get(cut.key, cut)
        after = known.after if known.after is not None else cut.after
        before = known.before if known.before is not None else cut.before
        cuts[cut.key] = Cut(cut.key, after, before)
    ends = [None, *sorted(cuts.values(), key=lambda cut: cut.key), None]
    found = [(scale.between(low, high), low, high) for low, high in pairwise(ends)]
    return [
        ValueClass(Shape.SPAN, example, 0, low, high) for example, low, high in found if example is not None
    ]


@dataclass(frozen=True, slots=True)
class Domain:
    """All classes of a column. `unknown` is the text of a bound without a known value, `stand_in` its value here."""

    classes: tuple[ValueClass, ...]
    speaks_of_null: bool
    unknown: str = ""
    stand_in: object = None

    def tests_of(self, chosen: Iterable[int]) -> tuple[tuple[str, ...], bool]:
        """The tests which the values of these classes pass, and whether they are negated; none where all do."""
        among = frozenset(chosen)
        null = next(index for index, one in enumerate(self.classes) if one.shape is Shape.NULL)
        values = [one for index, one in enumerate(self.classes) if index in among - {null}]
        others = [one for index, one in enumerate(self.classes) if index not in among | {null}]
        # Where no cell speaks of null, a reader would wonder at it.
        has_null = null in among and (self.speaks_of_null or not values)
        if not others:
            return (("null",), True) if self.speaks_of_null and not has_null else ((), False)
        if self._are_few(others, values):
            missing = [self.write(one.example) for one in others]
            return (*missing, *(("null",) if self.speaks_of_null and not has_null else ())), True
        return (*self._runs(values), *(("null",) if has_null else ())), False

    def _are_few(self, others: Sequence[ValueClass], values: Sequence[ValueClass]) -> bool:
        """Whether the values are better told by those that are missing."""
        if not all(one.is_single for one in others):
            return False
        if any(one.shape is Shape.OTHER for one in values):
            return True
        return len(others) == 1 and len(values) > 1 and all(one.shape is Shape.SPAN for one in values)

    def _runs(self, values: Sequence[ValueClass]) -> list[str]:
        texts: list[str] = []
        run: list[ValueClass] = []
        for one in values:
            is_next = bool(run) and run[-1].place + 1 == one.place
            if run and not (is_next and run[-1].shape is one.shape is Shape.SPAN):
                texts.append(self._run(run))
                run = []
            run.append(one)
        return [*texts, self._run(run)] if run else texts

    def _run(self, run: Sequence[ValueClass]) -> str:
        low, high = run[0].low, run[-1].high
        if run[0].shape is not Shape.SPAN or (len(run) == 1 and run[0].is_single):
            return self.write(run[0].example)
        start = end = ""
        if low is not None:
            start = self.write(low.after if low.before is None else low.before)
        if high is not None:
            end = self.write(high.before if high.after is None else high.after)
        starts, ends = low is not None and low.before is not None, high is not None and high.after is not None
        if low is None or high is None:
            sign = ("<" if low is None else ">") + ("=" if starts or ends else "")
            return f"{sign} {start or end}"
        if start == end:
            return start
        return f"{'[' if starts else '('}{start}..{end}{']' if ends else ')'}"

    def example_of(self, chosen: Iterable[int]) -> tuple[object, str]:
        """A value of these classes and its text; where the bound is unknown the text is the test it passes."""
        found = sorted(chosen, key=lambda index: (self.classes[index].shape is Shape.NULL, index))[0]
        one = self.classes[found]
        if not self.unknown or one.shape is Shape.NULL or one.is_single:
            return one.example, self.write(one.example)
        tests, negated = self.tests_of([found])
        return one.example, f"not({', '.join(tests)})" if negated else ", ".join(tests)

    def write(self, value: object) -> str:
        """The value in FEEL, the unknown bound by its expression."""
        return self.unknown if self.unknown and value == self.stand_in else value_text(value)
