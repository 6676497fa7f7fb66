"""The commands of the README, as they are printed, against a real server: a case of a model of one's own comes to its end."""

import re
import subprocess
from pathlib import Path

from tests.browser.server import running

ROOT = Path(__file__).parents[2]


def commands() -> list[str]:
    """The blocks that talk to a server, in their order."""
    blocks = re.findall(
        r"^```\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return [block for block in blocks if "curl" in block or "ask " in block]


def test_whoever_types_what_the_readme_prints_brings_a_case_to_its_end(tmp_path: Path) -> None:
    with running(tmp_path) as address:
        first, second = commands()
        script = (first + second).replace("http://localhost:8000", address)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=120
        )

    assert done.returncode == 0, done.stderr
    history = done.stdout.splitlines()[-1]
    assert '"status":4' not in done.stdout, done.stdout
    assert [
        kind
        for kind in ("TASK_COMPLETED", "JOB_COMPLETED", "MESSAGE_RECEIVED", "CASE_CLOSED")
        if kind not in history
    ] == []
