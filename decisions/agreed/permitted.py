"""What an expression may use when the browser evaluates it too. Each name has agreed cases in the table."""

_VALUES = {
    "null", "boolean", "string", "number", "date", "years and months duration", "days and time duration", "list",
}  # fmt: skip
_OPERATORS = {
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "and",
    "or",
    "if",
    "in",
    "between",
    "+",
    "-",
    "path",
    "position",
}
_FUNCTIONS = {
    "not()", "list contains()", "count()", "all()", "any()", "string length()", "upper case()", "lower case()",
    "contains()", "starts with()", "ends with()", "substring before()", "substring after()", "string join()",
    "abs()", "odd()", "even()", "date()", "duration()",
}  # fmt: skip
PERMITTED = frozenset(_VALUES | _OPERATORS | _FUNCTIONS)

ELSEWHERE = "Decide it in the rules of the form or in the model: those run on the server only."

# What to write instead, where there is something better than to decide elsewhere.
INSTEAD = {
    "between with computed bounds": "Write two comparisons: a >= b and a <= c.",
    "in with computed tests": "Write comparisons with «or», or list contains(list, value).",
    "in with a single test": 'Write the tests one by one in brackets, in ("A", "B"), or use between.',
    "some": "Write list contains(list, value), one for each value.",
    "every": "Write list contains(list, value), one for each value.",
    "filter": "Write list contains(list, value), or [1] for the first.",
    "is empty()": "Write count(list) = 0.",
    "is blank()": 'Write text = null or text = "".',
    "get or else()": "Write if value = null then other else value.",
    "years and months duration()": 'Add to the earlier date: born_on + @"P18Y" <= day.',
    "number with an exponent": "Write the number with all its digits.",
    "number of more than 15 digits": "Write at most 15 digits.",
    "character written by its number": "Write the character itself.",
    "named argument": "Write the arguments in their order, without names.",
    "date() of a computed value": 'Write the date out: @"2026-01-31".',
    "duration() of a computed value": 'Write the duration out: @"P3M".',
    "date that does not exist": "Correct the date.",
}
