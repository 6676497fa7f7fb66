"""The sparse grid on which flows run: its lines, what stands on them, what a step costs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from engine.drawing.layout.nodes import Flow, Node
from engine.drawing.reading import Box, Line, Point

STUB, CLEAR = 15, 9
STEP = {"E": (1, 0), "W": (-1, 0), "S": (0, 1), "N": (0, -1)}
TURN = {"E": "W", "W": "E", "N": "S", "S": "N"}
BEND, CROSS, TOUCH, SHARE = 45, 130, 900, 5

Cell = tuple[int, int]  # index of a vertical line, index of a horizontal line


class Port(NamedTuple):
    """A place where a flow may dock: its direction away from the node, and its price."""

    x: float
    y: float
    side: str
    price: float


class Used(NamedTuple):
    """What the other flows occupy: stretches, points by direction, points of their bends and ends."""

    stretches: dict[tuple[str, int, int], list[str]]
    points: dict[tuple[str, int, int], set[str]]
    bends: dict[Cell, set[str]]


def ports(n: Node, out: bool, busy: bool) -> list[Port]:
    """Every place where a flow may dock on a node."""
    side = {"E": (n.x + n.w, n.cy), "W": (n.x, n.cy), "N": (n.cx, n.y), "S": (n.cx, n.y + n.h)}
    if n.host:
        d = "N" if n.top else "S"
        return [Port(*side[d], d, 0)]
    turn = 8 if n.is_gateway else 60
    price = {"E": 0, "N": turn, "S": turn, "W": 350} if out else {"W": 0, "N": turn, "S": turn, "E": 350}
    found = [Port(*side[d], d, p) for d, p in price.items()]
    if busy and not n.is_gateway and not n.is_event:
        found += [
            Port(x, y + o, d, price[d] + 40) for d, (x, y) in side.items() if d in "EW" for o in (-20, 20)
        ]
        off = n.w / 4
        found += [
            Port(x + o, y, d, price[d] + 40) for d, (x, y) in side.items() if d in "NS" for o in (-off, off)
        ]
    return found


class Grid:
    """Vertical lines `xs`, horizontal lines `ys`, and what stands in the way on them."""

    def __init__(
        self,
        nodes: Iterable[Node],
        docks: Iterable[Port],
        free: tuple[Sequence[float], Sequence[float]],
        pools: Mapping[str, Box],
        walls: Sequence[float],
        kept: Iterable[Line],
    ) -> None:
        xs: set[int] = set()
        ys: set[int] = set()
        for p in docks:
            xs.add(round(p.x + STUB * STEP[p.side][0]))
            ys.add(round(p.y + STUB * STEP[p.side][1]))
        for _, y, _, h in pools.values():
            ys |= {round(y - STUB), round(y + h + STUB)}
        for line in kept:
            xs |= {round(x) for x, _ in line}
            ys |= {round(y) for _, y in line}
        # no two lines almost on top of each other
        xs |= {x for x in map(round, free[0]) if all(abs(x - o) > 6 for o in xs)}
        ys |= {y for y in map(round, free[1]) if all(abs(y - o) > 6 for o in ys)}
        self.xs, self.ys = sorted(xs), sorted(y for y in ys if all(abs(y - b) > 6 for b in walls))
        self.column = {x: i for i, x in enumerate(self.xs)}
        self.row = {y: i for i, y in enumerate(self.ys)}
        self.pools = pools
        self.solid_h: set[Cell] = set()
        self.solid_v: set[Cell] = set()
        for n in nodes:
            hor, ver = self.covered((n.x - CLEAR, n.y - CLEAR, n.w + 2 * CLEAR, n.h + 2 * CLEAR))
            self.solid_h |= hor
            self.solid_v |= ver
        self.soft: dict[tuple[str, int, int], list[str]] = {}
        self.avoid({})

    def covered(self, box: Box) -> tuple[set[Cell], set[Cell]]:
        """Horizontal and vertical stretches that a box touches, each named by its lower end."""
        x, y, w, h = box
        i0, i1 = bisect_right(self.xs, x), bisect_left(self.xs, x + w)
        j0, j1 = bisect_right(self.ys, y), bisect_left(self.ys, y + h)
        hor = {(i, j) for j in range(j0, j1) for i in range(max(0, i0 - 1), i1)}
        ver = {(i, j) for i in range(i0, i1) for j in range(max(0, j0 - 1), j1)}
        return hor, ver

    def avoid(self, labels: Mapping[str, Box]) -> None:
        """Make labels expensive to run through, except for the flow that owns one; so too collapsed pools."""
        self.soft = {}
        for owner, box in [*labels.items(), *self.pools.items()]:
            hor, ver = self.covered(box)
            for i, j in hor:
                self.soft.setdefault(("h", i, j), []).append(owner)
            for i, j in ver:
                self.soft.setdefault(("v", i, j), []).append(owner)

    def cell(self, port: Port) -> Cell | None:
        """The grid point just outside a port."""
        i = self.column.get(round(port.x + STUB * STEP[port.side][0]))
        j = self.row.get(round(port.y + STUB * STEP[port.side][1]))
        return None if i is None or j is None else (i, j)

    def path(self, line: Line) -> list[Cell]:
        """Grid points of a way that was drawn by hand."""
        found: list[Cell] = []
        for (x1, y1), (x2, y2) in pairwise(line):
            i, k = self.column.get(round(x1), 0), self.column.get(round(x2), 0)
            j, m = self.row.get(round(y1), 0), self.row.get(round(y2), 0)
            if j == m:
                found += [(a, j) for a in range(i, k, 1 if k > i else -1)]
            elif i == k:
                found += [(i, b) for b in range(j, m, 1 if m > j else -1)]
        return found

    def point(self, cell: Cell) -> Point:
        """Pixels of a grid point."""
        return self.xs[cell[0]], self.ys[cell[1]]

    def beyond(self, cell: Cell, side: str) -> Cell | None:
        """The next grid point in a direction; None at the rim and where a node stands."""
        (i, j), (dx, dy) = cell, STEP[side]
        a, b = i + dx, j + dy
        if not (0 <= a < len(self.xs) and 0 <= b < len(self.ys)):
            return None
        return None if (min(i, a), min(j, b)) in (self.solid_h if dx else self.solid_v) else (a, b)

    def step(self, f: Flow, u: Cell, v: Cell, turning: bool, kin: set[str], used: Used) -> float:
        """Price of going from one grid point to the next."""
        k, low = ("h" if u[1] == v[1] else "v"), min(u, v)
        length = abs(self.xs[u[0]] - self.xs[v[0]]) + abs(self.ys[u[1]] - self.ys[v[1]])
        price: float = length + BEND * turning
        for g in used.stretches.get((k, *low), ()):
            price += length * 0.4 + 60 if g in kin else length * SHARE + 700
        for o in self.soft.get((k, *low), ()):
            price += 0 if o == f.id else 150 + 2 * length
        price += sum(20 if g in kin else CROSS for g in used.points.get(("v" if k == "h" else "h", *v), ()))
        price += sum(60 if g in kin else TOUCH for g in used.bends.get(v, ()))
        if turning:
            price += sum(60 if g in kin else TOUCH for d in "hv" for g in used.points.get((d, *u), ()))
        return price
