"""The packages of the repository with their stories, read once for all tests of procedures."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from api.stories.packages import Told, tell_all
from api.stories.reading import read_stories
from api.stories.stage import Stage, build_stage
from api.stories.story import Story

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = ROOT / "processes"


@cache
def the_stage() -> Stage:
    """The stage on which all stories play."""
    return build_stage(PROCESSES)


@cache
def all_told() -> tuple[Told, ...]:
    """Every package."""
    return tuple(tell_all(PROCESSES, the_stage()))


def wallis() -> Told:
    """The Valais tandem: the package that the tests of the story player use."""
    return next(told for told in all_told() if told.package.manifest.id == "wallis_tandem")


def story_of(*steps: str, head: str = "") -> Story:
    """A story of the Valais tandem with these steps, each a line of YAML. Raises Refused."""
    return read_told(text_of(*steps, head=head))


def text_of(*steps: str, head: str = "") -> str:
    """The file of a story opened by Carla on 10.02.2026."""
    head = head or (
        "title: A story of the tests\nstart: {procedure: wallis_tandem, as: carla_smz, on: 2026-02-10}"
    )
    return f"{head}\nsteps:\n" + "".join(f"  - {step}\n" for step in steps)


def read_told(text: str, file: str = "stories/one.yaml", **others: str) -> Story:
    """The one story of this text, read with the package's own cast. Raises Refused."""
    told = wallis()
    files = {name: content for name, content in told.package.files.items() if not name.startswith("stories/")}
    files["stories/cast.yaml"] = told.package.files["stories/cast.yaml"]
    files[file] = text.encode()
    files |= {f"stories/{name}.yaml": content.encode() for name, content in others.items()}
    package = replace(told.package, files=files)
    return read_stories(package, the_stage().actors)[1][0]
