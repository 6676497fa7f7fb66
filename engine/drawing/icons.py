"""The signs of BPMN as SVG paths, each in a box of 20 by 20 with its middle at 0 0, drawn for this house."""

from engine.drawing.lettering import FILL, LINE, number

# (stroked path, filled path): filled ones are painted with the line's colour
TASKS: dict[str, tuple[str, str]] = {
    "userTask": ("M-7,8v-3a7,5 0 0 1 14,0v3z M-3.6,-3.4a3.6,3.9 0 1 0 7.2,0a3.6,3.9 0 1 0 -7.2,0", ""),
    "manualTask": (
        (
            "M-8,0l4,-5c1,-1 2,-1 3,-1h3c1.6,0 1.6,2 0,2h-3 M-1,-2.5h8c1.6,0 1.6,2.2 0,2.2h-6 M1,-.3h5c1.6,0 1.6,2.2 0,2.2h-5"
            " M1,1.9h4c1.5,0 1.5,2.1 0,2.1h-9c-2,0 -4,-2 -4,-4"
        ),
        "",
    ),
    "businessRuleTask": ("M-9,-6h18v12h-18z M-9,-2h18 M-9,2h18 M-3,-2v8", "M-9,-6h18v4h-18z"),
    "scriptTask": (
        "M-2,-8h9c-6,5 1,10 -4,16h-10c6,-6 -1,-11 5,-16z M-1.5,-4.5h5 M-1.5,-1h5 M-.5,2.5h5 M-2,5.5h5",
        "",
    ),
    "receiveTask": ("M-9,-6h18v12h-18z M-9,-6l9,7l9,-7", ""),
    "sendTask": ("", "M-9,-6h18l-9,6z M-9,-4.2l9,6l9,-6v10.2h-18z"),
    "serviceTask": (
        (
            "M-1.6,-8h3.2l.5,2.2l1.9,.8l2,-1.2l2.2,2.2l-1.2,2l.8,1.9l2.2,.5v3.2l-2.2,.5l-.8,1.9l1.2,2l-2.2,2.2l-2,-1.2"
            "l-1.9,.8l-.5,2.2h-3.2l-.5,-2.2l-1.9,-.8l-2,1.2l-2.2,-2.2l1.2,-2l-.8,-1.9l-2.2,-.5v-3.2l2.2,-.5l.8,-1.9l-1.2,-2"
            "l2.2,-2.2l2,1.2l1.9,-.8z M-3,2a3,3 0 1 0 6,0a3,3 0 1 0 -6,0"
        ),
        "",
    ),
}
# events: outline; painted hollow when caught and solid when thrown
TRIGGERS: dict[str, str] = {
    "message": "M-9,-6h18v12h-18z M-9,-6l9,7l9,-7",
    "signal": "M0,-9l9,15h-18z",
    "escalation": "M0,-10l7,17l-7,-6l-7,6z",
    "error": "M-9,7l4,-14l6,8l6,-9l-3,15l-6,-8z",
    "cancel": "M-8,-5l3,-3l5,5l5,-5l3,3l-5,5l5,5l-3,3l-5,-5l-5,5l-3,-3l5,-5z",
    "compensate": "M0,-6v12l-9,-6z M9,-6v12l-9,-6z",
    "link": "M-9,-4h9v-4l10,8l-10,8v-4h-9z",
    "multiple": "M0,-9l9,6.5l-3.4,10.5h-11.2l-3.4,-10.5z",
    "parallelMultiple": "M-3,-9h6v6h6v6h-6v6h-6v-6h-6v-6h6z",
    "conditional": "M-7,-9h14v18h-14z M-4,-5h8 M-4,-1.6h8 M-4,1.6h8 M-4,5h8",
    "timer": "M-10,0a10,10 0 1 0 20,0a10,10 0 1 0 -20,0 M0,-6.5v6.5l4.5,2.5 M0,-10v2 M0,10v-2 M-10,0h2 M10,0h-2",
}
LINES_ONLY = ("conditional", "timer")
GATEWAYS: dict[str, str] = {
    "exclusiveGateway": "M-7,-8.5l14,17 M7,-8.5l-14,17",
    "parallelGateway": "M0,-11.5v23 M-11.5,0h23",
    "complexGateway": "M0,-11v22 M-11,0h22 M-8,-8l16,16 M8,-8l-16,16",
    "inclusiveGateway": "M-10,0a10,10 0 1 0 20,0a10,10 0 1 0 -20,0",
    "eventBasedGateway": "M-12,0a12,12 0 1 0 24,0a12,12 0 1 0 -24,0 M-9.5,0a9.5,9.5 0 1 0 19,0a9.5,9.5 0 1 0 -19,0"
    " M0,-6l5.8,4.2l-2.2,6.8h-7.2l-2.2,-6.8z",
}
MARKS: dict[str, str] = {
    "plus": "M-6.5,-6.5h13v13h-13z M0,-4v8 M-4,0h8",
    "loop": "M-2,6a6,6 0 1 1 4,0 M-2,6h-4 M-2,6v-4",
    "parallel": "M-4,-6v12 M0,-6v12 M4,-6v12",
    "sequential": "M-6,-4h12 M-6,0h12 M-6,4h12",
    "compensation": "M0,-5v10l-7,-5z M7,-5v10l-7,-5z",
    "ad_hoc": "M-7,2c2,-6 4,-5 7,-2s5,3 7,-2",
}


def sign(path: str, x: float, y: float, stroke: float = 1.25, fill: str = "none", line: str = LINE) -> str:
    """One sign with its middle at x, y."""
    if not path:
        return ""
    return (
        f'<path transform="translate({number(x)} {number(y)})" d="{path}" fill="{fill}" stroke="{line}" '
        f'stroke-width="{number(stroke)}" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def task_sign(kind: str, x: float, y: float, line: str) -> str:
    """The sign of a task's kind."""
    stroked, filled = TASKS.get(kind, ("", ""))
    return sign(stroked, x, y, fill=FILL, line=line) + sign(filled, x, y, fill=line, line=line)


def trigger_sign(trigger: str, x: float, y: float, solid: bool, line: str) -> str:
    """The sign in an event; unknown triggers stay empty."""
    if trigger == "terminate":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="10" fill="{line}"/>'
    path = TRIGGERS.get(trigger, "")
    if trigger == "message" and solid:
        path = TASKS["sendTask"][1]
    return sign(path, x, y, fill=line if solid and trigger not in LINES_ONLY else FILL, line=line)
