"""python -m api compare: what differs from a base, and what a new base means."""

from typer.testing import CliRunner

from api.cli import app
from tests.unit.packages.called import base as called_base
from tests.unit.packages.test_extending import HEAD


def test_a_variant_is_compared_with_its_base(tmp_path):
    base = tmp_path / "wallis_tandem"
    base.mkdir()
    for name, content in called_base().items():
        file = base / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    variant = tmp_path / "kanton_muster"
    variant.mkdir()
    (variant / "package.yaml").write_bytes(HEAD)

    told = CliRunner().invoke(app, ["compare", str(variant)])
    alone = CliRunner().invoke(app, ["compare", str(base)])

    assert told.exit_code == 0
    assert "changed  parameters exhaustion_lead.value: P3M → P4M" in told.output
    assert alone.exit_code == 1
    assert "no base" in alone.output
