"""SpiffWorkflow's classes under ours: a name of theirs that ours takes by accident would be overwritten in silence."""

import ast
from pathlib import Path

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn import specs

MEANT = {"__init__", "_on_cancel", "_on_complete_hook", "_on_ready", "_run_hook", "_update_hook"}


def test_specs_take_no_name_of_spiffworkflow_but_those_that_are_meant():
    theirs = set(dir(BpmnTaskSpec)) | set(vars(BpmnTaskSpec(WorkflowSpec("process"), "task")))
    files = [
        file
        for file in Path(specs.__file__).parent.glob("*.py")
        if file.name not in {"process.py", "waiting.py"}
    ]

    ours = {name for file in files for name in _names(ast.parse(file.read_text()))}

    assert "_outputs" in theirs
    assert ours & theirs == MEANT


def _names(tree: ast.Module) -> set[str]:
    """Methods, and attributes set on `self` or in the body of a class."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr if isinstance(node.value, ast.Name) and node.value.id == "self" else "")
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found - {""}
