"""Built-in functions over lists (FEEL spec 10.3.4.4)."""

from decimal import Decimal
from functools import cmp_to_key

from decisions.feel.builtins.table import builtin
from decisions.feel.comparison import all_of, any_of, before, equal
from decisions.feel.run import Run
from decisions.feel.values import DaysTime, Function, YearsMonths, kind_of


@builtin("list contains(list: list, element)")
def list_contains(run: Run, items: list[object], element: object) -> object:
    return any(equal(item, element, run) is True for item in items)


@builtin("count(list: list)")
def count(run: Run, items: list[object]) -> object:
    return Decimal(len(items))


def _extreme(run: Run, items: list[object], largest: bool) -> object:
    best: object = None
    for index, item in enumerate(items):
        if index == 0:
            best = item
            continue
        smaller = before(best, item) if largest else before(item, best)
        if smaller is None:
            return run.problem(f"{kind_of(best)} and {kind_of(item)} cannot be compared")
        best = item if smaller else best
    return best


@builtin("min(list...)")
def least(run: Run, items: list[object]) -> object:
    return _extreme(run, items, largest=False)


@builtin("max(list...)")
def greatest(run: Run, items: list[object]) -> object:
    return _extreme(run, items, largest=True)


def _numbers(run: Run, items: list[object], name: str) -> list[Decimal] | None:
    numbers = [item for item in items if isinstance(item, Decimal)]
    if len(numbers) != len(items):
        run.problem(f"{name}: the list holds something that is no number")
        return None
    return numbers


@builtin("sum(list...)")
def total(run: Run, items: list[object]) -> object:
    if items and all(isinstance(item, YearsMonths) for item in items):
        return YearsMonths(sum(item.total for item in items if isinstance(item, YearsMonths)))
    if items and all(isinstance(item, DaysTime) for item in items):
        return DaysTime(sum(item.total for item in items if isinstance(item, DaysTime)))
    numbers = _numbers(run, items, "sum")
    return sum(numbers[1:], numbers[0]) if numbers else None


@builtin("mean(list...)")
def mean(run: Run, items: list[object]) -> object:
    whole = total(run, items)
    if isinstance(whole, Decimal):
        return whole / len(items)
    if isinstance(whole, YearsMonths | DaysTime):
        return type(whole)(int(Decimal(whole.total) / len(items)))
    return None


@builtin("product(list...)")
def product(run: Run, items: list[object]) -> object:
    numbers = _numbers(run, items, "product")
    if not numbers:
        return None
    result = numbers[0]
    for number in numbers[1:]:
        result *= number
    return result


@builtin("median(list...)")
def median(run: Run, items: list[object]) -> object:
    numbers = sorted(_numbers(run, items, "median") or ())
    if not numbers:
        return None
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2


@builtin("stddev(list...)")
def stddev(run: Run, items: list[object]) -> object:
    numbers = _numbers(run, items, "stddev")
    if numbers is None or len(numbers) < 2:
        return run.problem("stddev needs at least two numbers")
    middle = sum(numbers[1:], numbers[0]) / len(numbers)
    squares = [(number - middle) ** 2 for number in numbers]
    return (sum(squares[1:], squares[0]) / (len(numbers) - 1)).sqrt()


@builtin("mode(list...)")
def mode(run: Run, items: list[object]) -> object:
    numbers = _numbers(run, items, "mode")
    if numbers is None:
        return None
    counts: dict[Decimal, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)


def _truths(items: list[object]) -> list[bool | None]:
    return [item if isinstance(item, bool) else None for item in items]


@builtin("all(list...)")
def every(run: Run, items: list[object]) -> object:
    return all_of(_truths(items))


@builtin("any(list...)")
def some(run: Run, items: list[object]) -> object:
    return any_of(_truths(items))


@builtin("sublist(list: list, start position: number, length?: number)")
def sublist(run: Run, items: list[object], start_position: Decimal, length: Decimal | None = None) -> object:
    begin = position(items, start_position)
    if begin is None:
        return run.problem("sublist: the start position lies outside of the list")
    if length is None:
        return items[begin:]
    if length < 1 or begin + length > len(items):
        return run.problem("sublist: the length reaches outside of the list")
    return items[begin : begin + int(length)]


def position(items: list[object], number: Decimal) -> int | None:
    """The index of the position from 1, or from the end where negative; None outside of the list."""
    if not 1 <= abs(number) <= len(items):
        return None
    return int(number) - 1 if number > 0 else len(items) + int(number)


@builtin("append(list, item...)")
def append(run: Run, first: object, items: list[object]) -> object:
    if first is None:
        return run.problem("append: the list is null")
    return [*(first if isinstance(first, list) else [first]), *items]


@builtin("union(list...)")
def union(run: Run, lists: list[object]) -> object:
    return distinct_values(run, concatenate(run, lists))


@builtin("concatenate(list...)")
def concatenate(run: Run, lists: list[object]) -> list[object]:
    joined: list[object] = []
    for item in lists:
        more = item if isinstance(item, list) else [item]
        run.grow(8 * len(more))
        joined.extend(more)
    return joined


@builtin("insert before(list: list, position: number, newItem)")
def insert_before(run: Run, items: list[object], number: Decimal, item: object) -> object:
    index = position(items, number)
    if index is None:
        return run.problem("insert before: the position lies outside of the list")
    return [*items[:index], item, *items[index:]]


@builtin("remove(list: list, position: number)")
def remove(run: Run, items: list[object], number: Decimal) -> object:
    index = position(items, number)
    if index is None:
        return run.problem("remove: the position lies outside of the list")
    return [*items[:index], *items[index + 1 :]]


@builtin("list replace(list: list, position: number, newItem)")
def list_replace(run: Run, items: list[object], number: Decimal, item: object) -> object:
    index = position(items, number)
    if index is None:
        return run.problem("list replace: the position lies outside of the list")
    return [*items[:index], item, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newItem)")
def list_replace_matching(run: Run, items: list[object], match: Function, item: object) -> object:
    return [item if match.call(run, [old, item]) is True else old for old in items]


@builtin("reverse(list: list)")
def reverse(run: Run, items: list[object]) -> object:
    return items[::-1]


@builtin("index of(list: list, match)")
def index_of(run: Run, items: list[object], match: object) -> object:
    return [Decimal(index) for index, item in enumerate(items, 1) if equal(item, match, run) is True]


@builtin("distinct values(list: list)")
def distinct_values(run: Run, items: list[object]) -> object:
    found: list[object] = []
    for item in items:
        run.step()
        if not any(equal(item, old, run) is True for old in found):
            found.append(item)
    return found


@builtin("duplicate values(list: list)")
def duplicate_values(run: Run, items: list[object]) -> object:
    found: list[object] = []
    for index, item in enumerate(items):
        run.step()
        again = any(equal(item, other, run) is True for other in items[index + 1 :])
        if again and not any(equal(item, old, run) is True for old in found):
            found.append(item)
    return found


@builtin("flatten(list: list)")
def flatten(run: Run, items: list[object]) -> object:
    flat: list[object] = []
    for item in items:
        run.step()
        if isinstance(item, list):
            inner = flatten(run, item)
            assert isinstance(inner, list)
            run.grow(8 * len(inner))
            flat.extend(inner)
        else:
            flat.append(item)
    return flat


@builtin("sort(list: list, precedes?: function)")
def sort(run: Run, items: list[object], precedes: Function | None = None) -> object:
    def compare(left: object, right: object) -> int:
        run.step()
        if precedes is None:
            first = before(left, right)
        else:
            answer = precedes.call(run, [left, right])
            first = answer if isinstance(answer, bool) else None
        if first is None:
            raise _IncomparableError
        return -1 if first else 1

    try:
        return sorted(items, key=cmp_to_key(compare))
    except _IncomparableError:
        return run.problem("sort: two items cannot be compared")


class _IncomparableError(ValueError):
    """Two items have no order."""
