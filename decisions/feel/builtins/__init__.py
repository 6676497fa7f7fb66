"""The functions FEEL brings along; a module for each kind of value."""

from decisions.feel.builtins import camunda, contexts, conversions, lists, numbers, patterns, ranges, texts
from decisions.feel.builtins.table import TABLE as BUILTINS
from decisions.feel.builtins.table import Builtin

_MEMBERS = ("time offset", "start included", "end included")
_KINDS = ("date and time", "years and months duration", "days and time duration")
MULTI_WORD_NAMES = tuple(sorted({name for name in (*BUILTINS, *_MEMBERS, *_KINDS) if " " in name}))

__all__ = [
    "BUILTINS", "MULTI_WORD_NAMES", "Builtin", "camunda", "contexts", "conversions", "lists", "numbers", "patterns", "ranges", "texts",
]  # fmt: skip
