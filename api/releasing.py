"""Releasing a package: held to its own stories first, however it comes."""

from api.bootstrap import Bruecke
from api.stories.rehearsing import rehearse
from api.stories.stage import build_stage
from engine.commands.deploy_package import Deployed, deploy_package
from engine.packages.archive import Files
from engine.packages.package import Package


def release(bruecke: Bruecke, files: Files) -> Deployed:
    """Release a package. Raises Refused with every fault, or with every story that does not hold."""

    def rehearsed(package: Package) -> None:
        rehearse(package, build_stage(bruecke.settings.processes))

    return deploy_package(bruecke.engine, files, rehearsed)
