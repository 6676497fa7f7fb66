"""Rows: the main path stays straight, and flows meet few nodes and few flows."""

from itertools import combinations

from engine.drawing.layout.columns import Back, Pair, ends
from engine.drawing.layout.nodes import Container, Node

Leg = tuple[str, float, float, float]  # "H", row, from, to (columns) or "V", column, from, to (rows)
Corners = set[tuple[str, str]]
Taken = dict[tuple[float, float], Node]
NEVER = 1e9


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
        taken: Taken = {}
        for n in self.nodes:
            for x in range(2 * n.col, 2 * (n.col + n.span) - 1):
                if (x, track(n)) in taken:
                    return NEVER
                taken[x, track(n)] = n
        total = 0.0
        lines: list[tuple[Node, Node, list[Leg]]] = []
        sides: Corners = set()
        for (s, h, d), w in zip(self.pairs, self.weight, strict=True):
            price, line = self.cheapest((s, h, d), taken, sides)
            total += price + w * abs(track(h) - track(d)) * (1 if h.lane == d.lane else 0.4)
            lines.append((s, d, line))
            sides |= corners(s, d, line)
        for (s1, d1, a), (s2, d2, b) in combinations(lines, 2):
            total += encounters(a, b, s1 is not s2 and d1 is not d2)
        return (
            total + 3 * len({(n.lane, n.row) for n in self.nodes}) + 0.2 * sum(abs(n.row) for n in self.nodes)
        )

    def cheapest(self, pair: Pair, taken: Taken, sides: Corners) -> tuple[float, list[Leg]]:
        """The way that runs through fewest nodes, with its price."""
        s, h, d = pair
        up = 12 * (bool(s.host) and track(d) <= track(h) and not s.top)

        def price(line: list[Leg]) -> float:
            hit = sum(o is not h and o is not d and meets(line, x, t) for (x, t), o in taken.items())
            turn = 0 if d.is_gateway or line[-1][0] == "H" else 2
            return 14 * hit + 2 * len(line) + turn + up + 6 * len(corners(s, d, line) & sides)

        best = min((price(line), i, line) for i, line in enumerate(self.ways(s, h, d)))
        return best[0], best[2]

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


def meets(line: list[Leg], x: float, t: float) -> int:
    """How many legs run through the cell in column x and row t."""
    hit = 0
    for k, a, b, e in line:
        if k == "H":
            hit += t == a and min(b, e) < x < max(b, e)
        else:
            hit += x == a and min(b, e) < t < max(b, e)
    return hit


def corners(s: Node, d: Node, line: list[Leg]) -> Corners:
    """The gateway corners that a way takes; each branch wants one of its own."""
    (k, _, a, b), (m, _, e, f) = line[0], line[-1]
    taken: Corners = set()
    if s.is_gateway:
        taken.add((s.id, "E" if k == "H" else "N" if b < a else "S"))
    if d.is_gateway:
        taken.add((d.id, "W" if m == "H" else "S" if f < e else "N"))
    return taken


def encounters(a: list[Leg], b: list[Leg], strangers: bool) -> int:
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
