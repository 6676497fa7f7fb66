"""A fault in the model of a package."""

from engine.faults import Fault
from engine.packages.package import Package


def fault(package: Package, place: str, rule: str, message: str, remedy: str) -> Fault:
    """A fault at an element of the package's model."""
    return Fault(package.file_of(place), place, rule, message, remedy)
