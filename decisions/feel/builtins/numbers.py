"""Built-in functions over numbers (FEEL spec 10.3.4.5)."""

import decimal
from collections.abc import Callable
from decimal import Decimal

from decisions.feel.builtins.table import builtin
from decisions.feel.run import Run

_NO_DIGITS = Decimal(0)
_MAX_SCALE = 6176
_WIDE = decimal.Context(prec=12_400, Emin=-20_000, Emax=20_000)


def _rounding(mode: str) -> Callable[[Run, Decimal, Decimal], object]:
    def rounded(run: Run, n: Decimal, scale: Decimal | None = _NO_DIGITS) -> object:
        if scale is None:
            return run.problem("the number of digits is null")
        return round_to(run, n, scale, mode)

    return rounded


def round_to(run: Run, n: Decimal, scale: Decimal, mode: str) -> object:
    """The number with so many digits after the point; null outside of -6111 to 6176 digits."""
    places = int(scale.to_integral_value(decimal.ROUND_DOWN)) if abs(scale) < 10_000 else 10_000
    if not -6111 <= places <= _MAX_SCALE:
        return run.problem("the scale must lie between -6111 and 6176")
    if places >= -_exponent(n):
        return n
    # Rounding to thousands of digits before the point needs a wide context for a moment.
    return +n.quantize(Decimal(1).scaleb(-places, _WIDE), rounding=mode, context=_WIDE)


def _exponent(n: Decimal) -> int:
    exponent = n.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


builtin("decimal(n: number, scale: number)")(_rounding(decimal.ROUND_HALF_EVEN))
builtin("round up(n: number, scale: number)")(_rounding(decimal.ROUND_UP))
builtin("round down(n: number, scale: number)")(_rounding(decimal.ROUND_DOWN))
builtin("round half up(n: number, scale: number)")(_rounding(decimal.ROUND_HALF_UP))
builtin("round half down(n: number, scale: number)")(_rounding(decimal.ROUND_HALF_DOWN))
builtin("floor(n: number, scale?: number)")(_rounding(decimal.ROUND_FLOOR))
builtin("ceiling(n: number, scale?: number)")(_rounding(decimal.ROUND_CEILING))


@builtin("modulo(dividend: number, divisor: number)")
def modulo(run: Run, dividend: Decimal, divisor: Decimal) -> object:
    if not divisor:
        return run.problem("a number was divided by zero")
    rest = dividend % divisor
    # Python's remainder has the sign of the dividend, FEEL's that of the divisor.
    return rest + divisor if rest and (rest < 0) != (divisor < 0) else rest


@builtin("sqrt(number: number)")
def sqrt(run: Run, number: Decimal) -> object:
    return number.sqrt() if number >= 0 else run.problem("sqrt: a negative number has no square root")


@builtin("log(number: number)")
def log(run: Run, number: Decimal) -> object:
    return number.ln() if number > 0 else run.problem("log: the number must be larger than 0")


@builtin("exp(number: number)")
def exp(run: Run, number: Decimal) -> object:
    return number.exp()


@builtin("odd(number: number)")
def odd(run: Run, number: Decimal) -> object:
    return abs(number % 2) == 1 if abs(number) < Decimal(10) ** 34 else False


@builtin("even(number: number)")
def even(run: Run, number: Decimal) -> object:
    return number % 2 == 0 if abs(number) < Decimal(10) ** 34 else True
