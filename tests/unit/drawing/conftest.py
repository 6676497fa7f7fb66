"""Models for the pictures: the tandem's thread without a diagram, and a sheet with every sign."""

from pathlib import Path

import pytest

from engine.drawing.layout.diagram import lay_out

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def tandem() -> str:
    """The thread of the tandem in Valais, written as text."""
    return (HERE / "tandem.bpmn").read_text("utf-8")


@pytest.fixture(scope="session")
def drawn_tandem(tandem: str) -> str:
    """The same with the diagram that the layout finds."""
    return lay_out(tandem)


@pytest.fixture(scope="session")
def symbols() -> bytes:
    """Every sign once, placed by hand."""
    return (HERE / "symbols.bpmn").read_bytes()
