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
    that may open a case. A role that several hold together stands for each of its members: nobody has a seat in it itself.
    """
    node = package.element(element)
    host = package.element(node.attached_to) if node.attached_to else node
    found: list[str] = []
    for role in host.seats or node.seats or package.manifest.start:
        together = package.manifest.roles.get(role)
        found += (together.members if together else ()) or (role,)
    return list(dict.fromkeys(found))
