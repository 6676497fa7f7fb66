"""The page «Trigger a step from your system in ten minutes», word by word, against a real server."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.integration.test_rav_month import key_of
from tests.server import ROOT, Server, prepare

BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_whoever_follows_the_page_gets_what_it_says(tmp_path: Path) -> None:
    house = prepare(tmp_path, f"sqlite:///{tmp_path / 'bruecke.db'}")
    secret = key_of(house, "rav.deliver", "cases.start", "cases.read")
    desk = tmp_path / "desk"
    desk.mkdir()
    script = "set -e\n"
    for kind, text in BLOCK.findall((ROOT / "docs/TRIGGER.md").read_text()):
        script += text if kind == "sh" else f"{sys.executable} - <<'PYTHON'\n{text}PYTHON\n"
    server = Server(house)
    server.start()
    try:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {
            "BRUECKE": server.url,
            "KEY": secret,
            "PATH": path,
            "PYTHONPATH": str(desk),
            "HOME": str(desk),
        }
        ran = subprocess.run(
            ["bash", "-c", script], cwd=desk, env=environment, capture_output=True, text=True, check=False
        )
    finally:
        server.kill()

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert '"status":"opened"' in ran.stdout
    assert '"element":"rav_reported"' in ran.stdout
    assert '"status":"waiting"' in ran.stdout
    assert '{"line":3,"column":"ahvn13","code":"ahv"}' in ran.stdout
    assert "Die AHV-Nummer ist nicht gültig" in ran.stdout
    assert "Le numéro AVS n’est pas valable" in ran.stdout
    assert ran.stdout.rstrip().endswith("proposed")
