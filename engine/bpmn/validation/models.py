"""Rules about the file as a whole."""

from collections.abc import Iterator

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import MOST_ELEMENTS, View, is_executable, is_true
from engine.bpmn.validation.words import kind
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


@rule("BPMN-EXECUTABLE", "todo", "A process is executable.", "BPMN 2.0.2, 10.2, isExecutable")
def executable(view: View) -> Iterator[Hit]:
    processes = view.by_tag.get("process", [])
    if processes and not any(is_executable(item) for item in processes):
        yield Hit(
            processes[0],
            "No process of the file is executable: it describes, it is not meant to run.",
            "Set «executable» on the process that is to run.",
        )


@rule("BPMN-EMPTY", "todo", "The process that runs has something in it.", "BPMN 2.0.2, 10.2")
def empty(view: View) -> Iterator[Hit]:
    if any(scope.nodes for scope in view.scopes if scope.element in view.executed):
        return
    for item in view.all("process"):
        if item in view.executed:
            yield Hit(item, "The process has no elements.", "Draw what happens in it.")


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
