"""How tightly the operators of FEEL bind, for reading an expression and for writing it with few parentheses.

Higher binds tighter. The standard puts the arithmetic negation above the power: -2 ** 2 is 4.
"""

OR, AND, COMPARE, ADD, MULTIPLY, POWER = 1, 2, 3, 4, 5, 6
BINDING = {"+": ADD, "-": ADD, "*": MULTIPLY, "/": MULTIPLY, "**": POWER}
