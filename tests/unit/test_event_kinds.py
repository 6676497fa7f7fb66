"""The kinds of events that integrators read about are those there are."""

import re
from pathlib import Path

from api.bootstrap import assemble_in_memory
from api.settings import Settings
from cases.commands.register_webhook import BESIDE_THE_CHAIN, known_kinds
from engine.clock import SystemClock
from engine.engine import Engine

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/events.md").read_text()
LOGGED = re.compile(r"""(?:\.log|Happening)\(\s*"([A-Z_]+)\"""")
HEAD = "| kind | Deutsch | français |\n|---|---|---|\n"


def engine() -> Engine:
    return assemble_in_memory(Settings(), SystemClock()).engine


def test_the_page_lists_every_kind_there_is_with_its_words_in_both_languages():
    house = engine()
    words = house.versions.vocabulary
    of_chain = sorted(known_kinds(house) - BESIDE_THE_CHAIN)

    expected = HEAD + "".join(
        f"| `{kind}` | {text['de']} | {text['fr']} |\n"
        for kind in of_chain
        for text in [words[f"vocabulary.event_types.{kind}"]]
    )

    assert expected in PAGE, f"docs/events.md: the table under «Kinds» has to be\n\n{expected}"
    assert PAGE.count("\n| `") == len(of_chain), "and no other line"
    assert all(f"`{kind}`" in PAGE.partition("## Kinds")[2] for kind in (*BESIDE_THE_CHAIN, "WEBHOOK_TEST"))


def test_every_kind_that_the_house_writes_is_known():
    files = [path for folder in ("engine", "cases") for path in (ROOT / folder).rglob("*.py")]

    written = {kind for path in files for kind in LOGGED.findall(path.read_text())}

    assert len(written) > 20
    assert written - known_kinds(engine()) == set()
