"""FEEL, the expression language of DMN: safe to run from any model, real dates, exact decimals."""

from decisions.feel.exchange import from_json, to_json
from decisions.feel.expression import Expression, Outcome, UnaryTests, parse, parse_unary_tests
from decisions.feel.faults import FeelEvaluationError, FeelLimitError, FeelSyntaxError
from decisions.feel.run import Limits
from decisions.feel.values import DaysTime, Function, Range, YearsMonths

__all__ = [
    "DaysTime", "Expression", "FeelEvaluationError", "FeelLimitError", "FeelSyntaxError", "Function", "Limits",
    "Outcome", "Range", "UnaryTests", "YearsMonths", "from_json", "parse", "parse_unary_tests", "to_json",
]  # fmt: skip
