"""Rules about the file as a whole."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.reading import select_process
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import MOST_ELEMENTS, View, children_of, is_executable, is_true
from engine.bpmn.validation.words import kind, listed
from engine.bpmn.xml import BPMN, local, namespace

MAX_NODES = 400
MAX_FLOWS = 1_000


@rule("BPMN-ROOT", "fault", "The root is bpmn:definitions.", "BPMN 2.0.2, 8.2.1")
def root(view: View) -> Iterator[Hit]:
    space = namespace(view.root) or "no namespace"
    if view.root.tag != f"{{{BPMN}}}definitions":
        yield Hit(
            view.root,
            f"The file is not BPMN 2.0: its root is «{local(view.root)}» of {space[:120]}, not bpmn:definitions.",
            "Export the model as BPMN 2.0.",
        )


@rule(
    "BPMN-SIZE",
    "fault",
    "At most 400 flow nodes, 1,000 sequence flows and 20,000 elements.",
    "Brücke, design 4",
)
def size(view: View) -> Iterator[Hit]:
    if not view.is_whole:
        yield Hit(
            view.root,
            f"The file has more than {MOST_ELEMENTS:,} elements, notes and references included.",
            "Move a part of it into a model of its own.",
        )
        return
    count = sum(1 for _ in view.nodes)
    if count > MAX_NODES:
        yield Hit(
            view.root,
            f"The model has {count:,} elements, {MAX_NODES} are allowed.",
            "Move a part of it into a model of its own.",
        )
    if len(view.flows) > MAX_FLOWS:
        yield Hit(
            view.root,
            f"The model has {len(view.flows):,} sequence flows, {MAX_FLOWS:,} are allowed.",
            "Let a decision table choose between that many answers.",
        )


@rule("BPMN-PROCESS", "fault", "There is a process.", "BPMN 2.0.2, 10.2")
def process(view: View) -> Iterator[Hit]:
    if view.by_tag.get("process"):
        return
    drawn = next(view.all("choreography", "globalConversation", "collaboration"), None)
    instead = f", only {kind(drawn)}" if drawn is not None else ""
    yield Hit(
        view.root,
        f"The file has no process{instead}: there is nothing that could run.",
        "Draw the work of one participant as a process.",
    )


@rule(
    "BPMN-EXECUTABLE", "todo", "One process of the file is the one to run.", "BPMN 2.0.2, 10.2, isExecutable"
)
def executable(view: View) -> Iterator[Hit]:
    processes = view.by_tag.get("process", [])
    filled = [item for item in processes if _holds_nodes(view, item)]
    if any(is_true(item, "isExecutable") for item in processes):
        return
    if len(filled) > 1:
        yield Hit(
            filled[0],
            f"The file does not say which process is to be executed: {listed(map(_titled, filled))}.",
            "Set «executable» (isExecutable) on the one to start.",
        )
    elif processes and not any(is_executable(item) for item in processes):
        yield Hit(
            (filled or processes)[0],
            "No process of the file is executable: it describes, it is not meant to run.",
            "Set «executable» on the process that is to run.",
        )


def _titled(process: etree._Element) -> str:
    """A process by its id, with its name or its pool's where it has one."""
    ident, root = process.get("id", ""), process.getroottree().getroot()
    pools = [item for item in root.iter(f"{{{BPMN}}}participant") if item.get("processRef") == ident]
    name = process.get("name") or next((item.get("name") for item in pools if item.get("name")), None)
    return f"«{ident}» ({name})" if name and name != ident else f"«{ident}»"


def _holds_nodes(view: View, process: etree._Element) -> bool:
    return any(scope.element is process and scope.nodes for scope in view.scopes)


@rule("BPMN-EMPTY", "fault", "A process that runs has something in it.", "BPMN 2.0.2, 10.2")
def empty(view: View) -> Iterator[Hit]:
    if not children_of(view.root, "process"):
        return  # BPMN-PROCESS tells it
    first = select_process(view.root, "")
    for item in children_of(view.root, "process"):
        if (item is first or is_true(item, "isExecutable")) and not _holds_nodes(view, item):
            yield Hit(
                item,
                "The process has no elements: there is nothing that could run.",
                "Draw what happens in it, or don't set «executable» on it.",
            )


@rule("EXT-MUST", "fault", "No extension has to be understood.", "BPMN 2.0.2, 8.3.3, mustUnderstand")
def must_understand(view: View) -> Iterator[Hit]:
    for extension in view.all("extension"):
        if is_true(extension, "mustUnderstand"):
            yield Hit(
                extension,
                f"The file says that the extension «{extension.get('definition', '')}» has to be understood.",
                "Save the model without it; what is executed are zeebe: elements and bruecke. properties.",
            )


RULES = (process, executable, empty, must_understand)
"""What is looked at in every file. `root` and `size` come before: without them nothing else is looked at."""
