"""Who a deadline belongs to: one place for every command on it."""

from engine.packages.package import Package
from engine.ports import NO_CASE
from engine.rows import Wait
from engine.store import Work


def case_of_wait(work: Work, wait_key: int) -> int:
    """The case of what is waited for, NO_CASE where there is none."""
    wait = work.get(Wait, wait_key)
    return wait.instance_key if wait else NO_CASE


def seats_of_deadline(package: Package, element: str) -> list[str]:
    """The roles that may change a deadline: those of the activity it is attached to, else of its own lane, else those
    that may open a case.
    """
    node = package.element(element)
    host = package.element(node.attached_to) if node.attached_to else node
    return list(host.seats or node.seats or package.manifest.start)
