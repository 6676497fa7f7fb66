"""The version of SpiffWorkflow under which all this was seen, and what of it the house relies on."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task

ROOT = Path(__file__).parents[2]
SEEN = "3.2.0"
REVIEW = """
SpiffWorkflow is not the version under which its hazards were seen. Before the pin moves:
- run tests/hazards; for each `test_hazard_…_stock_…` that fails, see whether the way round it is still needed
- python -m tests.conformance --stock, tests/oracle, tests/unit/bpmn
- engine/bpmn/tokens.py: Task (_set_state, _sync_children, _inherit_data, run, complete, collect_log_extras, parent),
  BpmnWorkflow (__init__ with deserializing, tasks, get_tasks_iterator, is_completed, update_waiting_tasks,
  _task_completed_notify, collect_log_extras), TaskState
- engine/bpmn/specs/node.py: BpmnTaskSpec (_on_ready, _update, _update_hook, _run, _run_hook, _on_complete_hook,
  _on_cancel); engine/bpmn/specs/gateways.py: Task._ready
- engine/bpmn/specs/process.py: BpmnProcessSpec, WorkflowSpec.__init__, the specs of start and end
- engine/bpmn/validation/omg.py: the schema in SpiffWorkflow/bpmn/parser/schema
- THIRD_PARTY.md and SEEN in this file
"""
RELIED_ON = {
    Task: ("_set_state", "_sync_children", "_inherit_data", "_ready", "run", "complete", "collect_log_extras", "parent"),
    BpmnWorkflow: ("get_tasks_iterator", "is_completed", "update_waiting_tasks", "_task_completed_notify", "collect_log_extras"),
    BpmnTaskSpec: ("_on_ready", "_update", "_update_hook", "_run", "_run_hook", "_on_complete_hook", "_on_cancel"),
}  # fmt: skip


def test_the_pin_is_exact_and_of_the_version_whose_hazards_were_seen() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    pins = [item for item in project if item.lower().startswith("spiffworkflow")]
    locked = {
        name: re.findall(r"^spiffworkflow==(\S+)", (ROOT / "locks" / name).read_text(), re.MULTILINE)
        for name in ("run.lock", "test.lock")
    }

    assert pins == [f"spiffworkflow=={SEEN}"], REVIEW
    assert locked == {"run.lock": [SEEN], "test.lock": [SEEN]}, REVIEW
    assert version("spiffworkflow") == SEEN, REVIEW


def test_every_name_relied_on_is_there() -> None:
    missing = [
        f"{kind.__name__}.{name}"
        for kind, names in RELIED_ON.items()
        for name in names
        if not hasattr(kind, name)
    ]

    assert missing == [], REVIEW
