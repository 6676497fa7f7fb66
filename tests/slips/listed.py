"""The slip of each story that it alone notices, as it was found: kept in a file for each package, held true by a test."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "own"


@dataclass(frozen=True, slots=True)
class Listed:
    """A slip by its words; `at` is what the case stands at while it is there; empty where it is there always."""

    slip: str
    at: frozenset[str] = frozenset()

    @property
    def file(self) -> str:
        """The file that the slip changes."""
        return self.slip.split(", ", 1)[0]


def read(package: str) -> dict[str, Listed]:
    """By the names of the stories; nothing of a package that is new."""
    path = FOLDER / f"{package}.yaml"
    raw = yaml.safe_load(path.read_text()) if path.exists() else {}
    return {name: Listed(one["slip"], frozenset(one.get("while", ()))) for name, one in raw.items()}


def write(package: str, listed: Mapping[str, Listed]) -> None:
    """Replace what is kept of a package."""
    raw = {
        name: {"slip": one.slip, **({"while": sorted(one.at)} if one.at else {})}
        for name, one in sorted(listed.items())
    }
    text = yaml.safe_dump(raw, allow_unicode=True, width=120, sort_keys=False)
    (FOLDER / f"{package}.yaml").write_text(text)
