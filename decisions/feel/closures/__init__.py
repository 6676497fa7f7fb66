"""Turns the tree of an expression into nested Python functions, once; running them is the evaluation."""

from decisions.feel.closures import loops, making, operators, reading
from decisions.feel.closures.compiler import Compiler, Foreign

__all__ = ["Compiler", "Foreign", "loops", "making", "operators", "reading"]
