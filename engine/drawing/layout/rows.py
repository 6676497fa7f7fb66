"""Rows: the main path stays straight, and flows meet few nodes and few flows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, count

from engine.drawing.layout.columns import Back, ends
from engine.drawing.layout.nodes import Container, Node

Leg = tuple[str, float, float, float]  # "H", row, from, to (columns) or "V", column, from, to (rows)
Corners = set[tuple[str, str]]
Line = dict[float, list[tuple[int, Node]]]  # what stands on a row or column, and where on it
NEVER = 1e9


@dataclass(frozen=True)
class Way:
    """A way that the flow of a pair may take."""

    pair: int
    number: int
    legs: tuple[Leg, ...]
    corners: Corners


def rows(c: Container, back: Back) -> None:
    """Give each node its row inside its lane."""
    Rows(c, back).choose()


def track(n: Node) -> int:
    """Row over all lanes."""
    return n.lane * 20 + n.row


class Rows:
    """Tries rows for the nodes of a container and keeps what costs least."""

    def __init__(self, c: Container, back: Back) -> None:
        self.back, self.pairs, self.lanes = back, ends(c), len(c.lanes)
        self.nodes = sorted((n for n in c.nodes.values() if not n.host), key=lambda n: n.col)
        self.fixed = {n.lane for n in self.nodes if "row" in n.hints}  # row 0 is the top there
        self.known: dict[tuple[int, int, int], list[Way]] = {}
        self.met: dict[tuple[int, int], int] = {}
        self.number = count()
        depth: dict[str, int] = {}  # how long the path goes on
        for n in reversed(self.nodes):
            follows = [depth.get(d.id, 0) for s, h, d in self.pairs if h is n and (s.id, d.id) not in back]
            depth[n.id] = 1 + max(follows, default=0)

        def best(n: Node) -> int:
            return max((depth[d.id] for s, h, d in self.pairs if h is n and not s.host), default=0)

        self.weight = [3 if not s.host and depth[d.id] == best(h) else 1 for s, h, d in self.pairs]

    def choose(self) -> None:
        """First guess, improve while something gains, then close empty rows."""
        self.guess()
        self.improve()
        for lane in range(self.lanes):
            used = sorted({n.row for n in self.nodes if n.lane == lane})
            for n in self.nodes:
                if n.lane == lane:
                    n.row = used.index(n.row)

    def guess(self) -> None:
        """The hint, else the row of the main predecessor, else the nearest free one."""
        taken: set[tuple[int, int, int]] = set()
        for n in sorted(self.nodes, key=lambda n: "row" not in n.hints):
            before = sorted(
                (-w, i, h.row)
                for i, ((_, h, d), w) in enumerate(zip(self.pairs, self.weight, strict=True))
                if d is n and h.lane == n.lane and h.col < n.col
            )
            row = int(n.hints.get("row", before[0][2] if before else 0))
            for step in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, 6, 7, 8):
                n.row = row + step
                cells = {(n.lane, n.row, x) for x in range(n.col, n.col + n.span)}
                if not cells & taken and (n.row >= 0 or n.lane not in self.fixed):
                    break
            taken |= cells

    def improve(self) -> None:
        """Move nodes, alone and with what follows them, into other rows of their lane."""
        now = self.cost()
        for _ in range(6):
            start = now
            for n in self.nodes:
                used = {m.row for m in self.nodes if m.lane == n.lane}
                chain = self.chain(n)
                for k in range(1, len(chain) + 1):
                    for row in range(0 if n.lane in self.fixed else min(used) - 1, max(used) + 2):
                        now = self.move(chain[:k], row, now)
            if now == start:
                break

    def chain(self, n: Node) -> list[Node]:
        """The node and what follows it in the same row."""
        chain = [n]
        while True:
            last = chain[-1]
            after = [
                d
                for _, h, d in self.pairs
                if h is last and d.row == n.row and d.lane == n.lane and d not in chain and d.col > h.col
            ]
            if not after:
                return chain
            chain.append(after[0])

    def move(self, group: list[Node], row: int, now: float) -> float:
        """Put a group into a row and what stands there into the row of the group, if that costs less."""
        n = group[0]
        cols = {x for m in group for x in range(m.col, m.col + m.span)}
        swap = [
            m
            for m in self.nodes
            if m.lane == n.lane
            and m.row == row
            and m not in group
            and cols & set(range(m.col, m.col + m.span))
        ]
        if any("row" in m.hints for m in group + swap):
            return now
        old = [(m, m.row) for m in group + swap]
        for m in swap:
            m.row = n.row
        for m in group:
            m.row = row
        new = self.cost()
        if new < now - 1e-6:
            return new
        for m, r in old:
            m.row = r
        return now

    def cost(self) -> float:
        """Price of the rows as they are now."""
        cells: set[tuple[int, int]] = set()
        by_row: Line = {}
        by_column: Line = {}
        for n in self.nodes:
            row = track(n)
            for x in range(2 * n.col, 2 * (n.col + n.span) - 1):
                if (x, row) in cells:
                    return NEVER
                cells.add((x, row))
                by_row.setdefault(row, []).append((x, n))
                by_column.setdefault(x, []).append((row, n))
        total = 0.0
        chosen: list[Way] = []
        sides: Corners = set()
        for i, ((_, h, d), w) in enumerate(zip(self.pairs, self.weight, strict=True)):
            price, way = self.cheapest(i, by_row, by_column, sides)
            total += price + w * abs(track(h) - track(d)) * (1 if h.lane == d.lane else 0.4)
            chosen.append(way)
            sides |= way.corners
        for one, other in combinations(chosen, 2):
            total += self.encounters(one, other)
        return (
            total + 3 * len({(n.lane, n.row) for n in self.nodes}) + 0.2 * sum(abs(n.row) for n in self.nodes)
        )

    def cheapest(self, i: int, by_row: Line, by_column: Line, sides: Corners) -> tuple[float, Way]:
        """The way of the pair i that runs through fewest nodes, with its price."""
        s, h, d = self.pairs[i]
        tu, tv = track(h), track(d)
        up = 12 * (bool(s.host) and tv <= tu and not s.top)
        best: tuple[float, Way] | None = None
        for way in self.candidates(i, tu, tv):
            hit = 0
            for k, at, a, b in way.legs:
                low, high = (a, b) if a < b else (b, a)
                for x, o in (by_row if k == "H" else by_column).get(at, ()):
                    hit += low < x < high and o is not h and o is not d
            turn = 0 if d.is_gateway or way.legs[-1][0] == "H" else 2
            price = 14 * hit + 2 * len(way.legs) + turn + up + 6 * len(way.corners & sides)
            if best is None or price < best[0]:
                best = price, way
        assert best, "every flow has a way"
        return best

    def candidates(self, i: int, tu: int, tv: int) -> list[Way]:
        """The ways of the pair i between two rows; columns stay, so they are found once."""
        if (i, tu, tv) not in self.known:
            s, h, d = self.pairs[i]
            ways = [Way(i, next(self.number), tuple(x), corners(s, d, x)) for x in self.ways(s, h, d)]
            self.known[i, tu, tv] = ways
        return self.known[i, tu, tv]

    def encounters(self, one: Way, other: Way) -> int:
        """Price of crossings, and of stretches that two flows without a common end share; found once."""
        found = self.met.get((one.number, other.number))
        if found is None:
            (s1, _, d1), (s2, _, d2) = self.pairs[one.pair], self.pairs[other.pair]
            found = self.met[one.number, other.number] = encounters(
                one.legs, other.legs, s1 is not s2 and d1 is not d2
            )
        return found

    def ways(self, s: Node, h: Node, d: Node) -> list[list[Leg]]:
        """The ways a flow may take between the cells of its ends."""
        tu, tv, xv = track(h), track(d), 2 * d.col
        xu = 2 * (h.col + (s.slot if s.host else h.span - 1))

        def round_about(t: float) -> list[Leg]:
            return [("V", xu, tu, t), ("H", t, xu, xv), ("V", xv, t, tv)]

        goes_back = (s.id, d.id) in self.back
        if xv == xu and tu != tv and not s.host and not goes_back:
            return [[("V", xu, tu, tv)]]
        if goes_back or xv < xu or (xv == xu and not s.host):
            return [round_about(t) for t in (min(tu, tv) - 0.5, max(tu, tv) + 0.5)]
        if s.host and tv <= tu and not s.top:
            t = tu + 0.5
            aside: list[Leg] = [
                ("V", xu, tu, t),
                ("H", t, xu, xv - 1),
                ("V", xv - 1, t, tv),
                ("H", tv, xv - 1, xv),
            ]
            return [round_about(t), aside]
        corner: list[Leg] = [("V", xu, tu, tv), ("H", tv, xu, xv)]
        if s.host:
            return [corner]
        if tu == tv:
            return [[("H", tu, xu, xv)], round_about(tu - 0.5), round_about(tu + 0.5)]
        lines: list[list[Leg]] = [corner] if h.is_gateway else []
        lines += [[("H", tu, xu, m), ("V", m, tu, tv), ("H", tv, m, xv)] for m in (xu + 1, xv - 1)]
        return [*lines, [("H", tu, xu, xv), ("V", xv, tu, tv)]]


def corners(s: Node, d: Node, line: list[Leg]) -> Corners:
    """The gateway corners that a way takes; each branch wants one of its own."""
    (k, _, a, b), (m, _, e, f) = line[0], line[-1]
    taken: Corners = set()
    if s.is_gateway:
        taken.add((s.id, "E" if k == "H" else "N" if b < a else "S"))
    if d.is_gateway:
        taken.add((d.id, "W" if m == "H" else "S" if f < e else "N"))
    return taken


def encounters(a: Sequence[Leg], b: Sequence[Leg], strangers: bool) -> int:
    """Price of crossings, and of stretches that two flows without a common end share."""
    total = 0
    for p in a:
        for q in b:
            if p[0] != q[0]:
                h, v = (p, q) if p[0] == "H" else (q, p)
                across = min(v[2:]) < h[1] < max(v[2:]) and min(h[2:]) < v[1] < max(h[2:])
                total += 5 * across
            elif p[1] == q[1] and strangers:
                total += 3 * (max(min(p[2:]), min(q[2:])) < min(max(p[2:]), max(q[2:])))
    return total
