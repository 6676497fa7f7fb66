"""Orthogonal ways by price (length, bends, crossings); every flow is routed again until nothing gains."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise, permutations

from engine.drawing.layout.grid import BEND, STEP, TURN, Cell, Grid, Port, Used, ports
from engine.drawing.layout.nodes import Flow, Node
from engine.drawing.reading import Box, Line, Point

State = tuple[int, int, str]
Docks = tuple[Point, Point]
Way = tuple[list[Cell], Docks]
NO_WAY = 1e9


class Router:
    """Finds ways for the flows of one container; ways in `kept` stay."""

    def __init__(
        self,
        nodes: Mapping[str, Node],
        flows: Sequence[Flow],
        free: tuple[Sequence[float], Sequence[float]],
        pools: Mapping[str, Box],
        walls: Sequence[float],
        kept: Mapping[str, Line] | None = None,
    ) -> None:
        self.nodes, self.flows, self.pools, self.kept = nodes, flows, pools, kept or {}
        degree = [e for f in flows for e in (f.src, f.dst)]
        self.busy = {n: degree.count(n) > 2 for n in nodes}
        docks = [p for n in nodes.values() for p in ports(n, True, self.busy[n.id])]
        self.grid = Grid(nodes.values(), docks, free, pools, walls, self.kept.values())
        self.kin = {f.id: {g.id for g in flows if g.src == f.src or g.dst == f.dst} for f in flows}
        self.ways: dict[str, Way] = {i: (self.grid.path(x), (x[0], x[-1])) for i, x in self.kept.items()}

    def run(self, rounds: int = 3) -> None:
        """Route all flows, short ones first, then try all orders at every gateway."""

        def size(f: Flow) -> tuple[bool, bool, float]:
            a, b = self.nodes.get(f.src), self.nodes.get(f.dst)
            if not a or not b:
                return True, True, 0
            return f.kind == "messageFlow", b.x < a.x, abs(a.cy - b.cy) + abs(a.cx - b.cx)

        order = sorted((f for f in self.flows if f.id not in self.kept), key=size)
        for _ in range(rounds):
            before = {i: path for i, (path, _) in self.ways.items()}
            for f in order:
                self.ways.pop(f.id, None)
                _, way = self.route(f)
                if way:
                    self.ways[f.id] = way
            if before == {i: path for i, (path, _) in self.ways.items()}:
                break
        for n in self.nodes.values():  # flows at one gateway block each other
            group = [f for f in order if n.id in (f.src, f.dst) and f.id in self.ways]
            if n.is_gateway and 2 <= len(group) <= 4 and not self.kept:
                self.reorder(group)

    def reorder(self, group: list[Flow]) -> None:
        """Route a group of flows in every order; keep the cheapest."""
        best, keep = 0.0, {f.id: self.ways[f.id] for f in group}
        for f in group:
            best += self.worth(f)
            del self.ways[f.id]
        for some in permutations(group):
            total, found = 0.0, {}
            for f in some:
                price, way = self.route(f)
                total += price
                if not way or total >= best:
                    break
                self.ways[f.id] = found[f.id] = way
            else:
                best, keep = total, found
            for f in some:
                self.ways.pop(f.id, None)
        self.ways.update(keep)

    def route(self, f: Flow) -> tuple[float, Way | None]:
        """Cheapest way of a flow, given all the others, with its price."""
        used, kin, grid = self.used(f.id), self.kin[f.id], self.grid
        goals: dict[State, Port] = {}
        for p in self.docking(f, False):
            if v := grid.cell(p):
                goal = (*v, TURN[p.side])
                goals[goal] = min(goals.get(goal, p), p, key=lambda g: (g.price, g.x, g.y))
        if not goals:
            return NO_WAY, None
        gx, gy = [grid.xs[g[0]] for g in goals], [grid.ys[g[1]] for g in goals]
        gx0, gx1, gy0, gy1 = min(gx), max(gx), min(gy), max(gy)

        def rest(i: int, j: int) -> float:
            x, y = grid.xs[i], grid.ys[j]
            return max(gx0 - x, 0, x - gx1) + max(gy0 - y, 0, y - gy1)

        heap: list[tuple[float, int, float, State, State | None, Point]] = []
        seen: dict[State, tuple[State | None, Point]] = {}
        best: tuple[float, State | None, Point] = (NO_WAY, None, (0, 0))
        tick = count()
        for p in self.docking(f, True):
            if v := grid.cell(p):
                heappush(heap, (p.price + rest(*v), next(tick), p.price, (*v, p.side), None, (p.x, p.y)))
        while heap and heap[0][0] < best[0]:
            _, _, price, state, before, start = heappop(heap)
            if state in seen:
                continue
            seen[state] = (before, start)
            best = min(best, arrival(goals, state, price), key=lambda b: b[0])
            i, j, d = state
            for e in STEP:
                to = None if e == TURN[d] else grid.beyond((i, j), e)
                if to is None:
                    continue
                new = price + grid.step(f, (i, j), to, e != d, kin, used)
                if (*to, e) not in seen:
                    heappush(heap, (new + rest(*to), next(tick), new, (*to, e), state, start))
        return best[0], trace(seen, best[1], best[2])

    def worth(self, f: Flow) -> float:
        """Price of the way a flow has now, given all the others."""
        path, (start, end) = self.ways[f.id]
        used, kin = self.used(f.id), self.kin[f.id]
        out = {(p.x, p.y): p for p in self.docking(f, True)}[start]
        into = {(p.x, p.y): p for p in self.docking(f, False)}[end]
        total, d = out.price + into.price, out.side
        for u, v in pairwise(path):
            now = next(k for k, by in STEP.items() if (v[0] - u[0], v[1] - u[1]) == by)
            total += self.grid.step(f, u, v, now != d, kin, used)
            d = now
        return total + BEND * (d != TURN[into.side])

    def used(self, skip: str) -> Used:
        """What all flows but one occupy."""
        used = Used({}, {}, {})
        for fid, (path, _) in self.ways.items():
            if fid == skip:
                continue
            for a, b in pairwise(path):
                k = "h" if a[1] == b[1] else "v"
                used.stretches.setdefault((k, min(a[0], b[0]), min(a[1], b[1])), []).append(fid)
                for v in (a, b):
                    used.points.setdefault((k, *v), set()).add(fid)
            for i, b in enumerate(path):
                last = i in (0, len(path) - 1)
                if last or (path[i - 1][0] != path[i + 1][0] and path[i - 1][1] != path[i + 1][1]):
                    used.bends.setdefault(b, set()).add(fid)
        return used

    def docking(self, f: Flow, out: bool) -> list[Port]:
        """Where a flow may start or end; places that another flow has are dear."""
        end = f.src if out else f.dst
        if end in self.pools:
            x, y, w, h = self.pools[end]
            other = self.nodes[f.dst if out else f.src]
            side, py = ("N", y) if other.cy < y else ("S", y + h)
            inside = [px for px in self.grid.xs if x + 40 < px < x + w - 20]
            return [Port(px, py, side, abs(px - other.cx) / 10) for px in inside]
        found = []
        for port in ports(self.nodes[end], out, self.busy[end]):
            p = (0 if port.side in "NS" else 200) if f.kind == "messageFlow" else port.price
            p += sum(260 for i, (_, docks) in self.ways.items() if i != f.id and (port.x, port.y) in docks)
            found.append(port._replace(price=p))
        return found

    def waypoints(self, f: Flow) -> Line:
        """The way of a flow in pixels, without points that lie on a straight stretch."""
        if f.id in self.kept:
            return self.kept[f.id]
        if f.id not in self.ways:  # no way found: a straight line is better than none
            return [middle(self.nodes.get(e), self.pools.get(e)) for e in (f.src, f.dst)]
        path, (start, end) = self.ways[f.id]
        pts = [start, *map(self.grid.point, path), end]
        for a, b in ((0, 1), (-1, -2)):  # the grid is whole pixels, docks may be halves
            if abs(pts[a][0] - pts[b][0]) < 1:
                pts[b] = (pts[a][0], pts[b][1])
            if abs(pts[a][1] - pts[b][1]) < 1:
                pts[b] = (pts[b][0], pts[a][1])
        keep = [pts[0]]
        for p, q in pairwise(pts[1:]):
            if not any(abs(keep[-1][k] - p[k]) < 1 and abs(p[k] - q[k]) < 1 for k in (0, 1)):
                keep.append(p)
        return [*keep, pts[-1]]


def middle(n: Node | None, pool: Box | None) -> Point:
    """Centre of a node or pool."""
    if n:
        return n.cx, n.cy
    x, y, w, h = pool or (0, 0, 0, 0)
    return x + w / 2, y + h / 2


def arrival(goals: Mapping[State, Port], state: State, price: float) -> tuple[float, State | None, Point]:
    """Cheapest end of a way that has come to a state."""
    best: tuple[float, State | None, Point] = (NO_WAY, None, (0, 0))
    i, j, d = state
    for e in "EWNS":
        goal = goals.get((i, j, e))
        if goal and e != TURN[d]:
            total = price + goal.price + BEND * (e != d)
            if total < best[0]:
                best = (total, state, (goal.x, goal.y))
    return best


def trace(seen: Mapping[State, tuple[State | None, Point]], state: State | None, end: Point) -> Way | None:
    """Go back from the last state to the first."""
    path: list[Cell] = []
    start = end
    while state:
        path.append(state[:2])
        state, start = seen[state]
    return (path[::-1], (start, end)) if path else None
