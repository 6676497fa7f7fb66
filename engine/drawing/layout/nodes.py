"""What has to be placed: nodes, flows and lanes of one process or sub-process."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.drawing.layout.lettering import wrap
from engine.drawing.reading import Box, Line


@dataclass(eq=False)  # one node is one node; comparing all fields took a tenth of the time
class Node:
    """A flow node or artifact and the place found for it (x, y: upper left corner, in pixels)."""

    id: str
    kind: str
    name: str
    w: float = 0
    h: float = 0
    x: float = 0
    y: float = 0
    lane: int = 0
    col: int = 0
    span: int = 1
    row: int = 0
    host: str = ""  # boundary event: the activity it sits on
    slot: int = 0  # boundary event: column of the host under which it sits
    top: bool = False  # boundary event: sits on the upper edge (its handler is in a lane above)
    inner: Container | None = None
    flat: bool = False  # collapsed sub-process: content on a plane of its own
    hints: dict[str, str] = field(default_factory=dict)

    @property
    def is_gateway(self) -> bool:
        return self.kind.endswith("Gateway")

    @property
    def is_event(self) -> bool:
        return self.kind.endswith("Event")

    @property
    def open_inside(self) -> Container | None:
        """Content of an expanded sub-process; None for everything else."""
        return None if self.flat else self.inner

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    @property
    def box(self) -> Box:
        return self.x, self.y, self.w, self.h

    @property
    def label(self) -> tuple[int, int] | None:
        """Size of the name when it stands outside the shape."""
        outside = self.is_gateway or self.is_event or self.kind.startswith("data")
        return wrap(self.name, 125 if self.is_gateway else 96) if outside and self.name else None


@dataclass(frozen=True)
class Flow:
    """A sequence flow, message flow or association."""

    id: str
    src: str
    dst: str
    name: str = ""
    kind: str = "sequenceFlow"


@dataclass(frozen=True)
class Lane:
    """A leaf lane with the ids of the lanes around it, outermost first."""

    id: str
    name: str
    around: tuple[str, ...] = ()


@dataclass
class Container:
    """One process or sub-process, and the geometry found for it."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    links: list[Flow] = field(default_factory=list)  # associations to artifacts
    artifacts: dict[str, Node] = field(default_factory=dict)
    lanes: list[Lane] = field(default_factory=list)
    shapes: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, Line] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    w: float = 0
    h: float = 0

    @property
    def artifact_links(self) -> list[tuple[str, str]]:
        """(artifact, partner) of every association, read in both directions."""
        return [
            (a, b) for f in self.links for a, b in ((f.src, f.dst), (f.dst, f.src)) if a in self.artifacts
        ]
