"""A model in a few lines, to be read next to a difference."""

from tests.oracle.reading import Level, Node, read


def outline(xml: bytes) -> str:
    """All processes of a document, inner levels indented."""
    return "\n".join(
        line for name, level in read(xml).items() for line in [f"process {name}", *_level(level, "  ")]
    )


def _level(level: Level, margin: str) -> list[str]:
    lines = []
    for node in level.nodes.values():
        ways = [
            flow.target
            + (f" [{flow.condition}]" if flow.condition else "")
            + (" [default]" if flow.id == node.default else "")
            for flow in level.outgoing(node.id)
        ]
        arrow = f" -> {', '.join(ways)}" if ways else ""
        lines.append(f"{margin}{_node(node)}{arrow}")
        if node.level:
            lines += _level(node.level, margin + "  ")
    return lines


def _node(node: Node) -> str:
    parts = [node.id, ":", node.tag]
    if node.attached_to:
        parts.append(f"on {node.attached_to}")
    if not node.interrupting:
        parts.append("(goes on)")
    if node.needs_all:
        parts.append("(needs all)")
    for trigger in node.triggers:
        told = [text for text in (trigger.kind, trigger.timer, trigger.text, trigger.key) if text]
        parts.append(f"<{' '.join(told)}>")
    if node.loop:
        told = [f"{name}={value}" for name, value in vars(node.loop).items() if value and name != "kind"]
        parts.append(f"{{{node.loop.kind} {' '.join(told)}}}")
    parts += [f"in({source} => {target})" for source, target in node.inputs]
    parts += [f"out({source} => {target})" for source, target in node.outputs]
    if node.script:
        parts.append(f"{node.script[1] or ''} := {node.script[0]}")
    if node.called:
        parts.append(f"calls {node.called} parents={node.takes_all} children={node.gives_all}")
    if node.completion or node.active or not node.cancels_rest:
        parts.append(f"until={node.completion} active={node.active} cancels_rest={node.cancels_rest}")
    if node.is_job and node.tag != "serviceTask":
        parts.append("(job)")
    return " ".join(parts).replace(" :", ":", 1)
