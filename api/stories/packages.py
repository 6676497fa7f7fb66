"""The packages of a folder with their stories, read and checked as at their release."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from api.stories.reading import read_stories
from api.stories.stage import Stage
from api.stories.story import Cast, Story
from api.variants import packages_in, whole_folder
from cases.catalogue import CATALOGUE
from engine.packages.archive import Files
from engine.packages.package import Package
from engine.packages.reading import read_package


@dataclass(frozen=True, slots=True)
class Told:
    """A package with its cast and stories."""

    package: Package
    cast: Cast
    stories: tuple[Story, ...]

    @property
    def name(self) -> str:
        """The package's id and version."""
        return f"{self.package.manifest.id} {self.package.manifest.version}"


def folders(processes: Path, names: Collection[str] = ()) -> list[Path]:
    """The folders of packages, all or those named. Raises LookupError for a name without package."""
    found = packages_in(processes)
    for name in names:
        if name not in found:
            raise LookupError(f"There is no package «{name}» in {processes}. Known are: {', '.join(found)}.")
    return [folder for name, folder in found.items() if not names or name in names]


def tell(files: Files, stage: Stage) -> Told:
    """A package from its files. Raises Refused with every fault of models or stories."""
    package = read_package(files, stage.vocabulary, CATALOGUE)
    cast, stories = read_stories(package, stage.actors)
    return Told(package, cast, stories)


def tell_all(processes: Path, stage: Stage, names: Collection[str] = ()) -> Iterator[Told]:
    """Every package of a folder. Raises Refused, LookupError."""
    for folder in folders(processes, names):
        yield tell(whole_folder(folder), stage)
