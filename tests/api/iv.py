"""The procedure by which the IV office of Basel-Landschaft takes over, over HTTP: driven to any stage."""

from functools import cache
from pathlib import Path

from cases.commands.follow_partners import settle_takeover
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_folder
from engine.rows import Task
from tests.api.house import House

PACKAGE = Path("processes/iv_uebernahme")
IRENE = "irene_iv_bl"
STAGES = ("received", "answered", "taken_over", "handed_back", "withdrawn")
"""It is looked at; the answer is under way; it has arrived, one way or the other; the offer was taken back."""


@cache
def iv_files() -> dict[str, bytes]:
    """The files of the procedure."""
    return read_folder(PACKAGE)


class Takeovers:
    """A house in which the IV takes over."""

    def __init__(self, house: House) -> None:
        self.house = house
        deploy_package(house.bruecke.engine, iv_files())

    def case_at(self, stage: str) -> str:
        """A new case, driven to a stage."""
        case: str = self.house.post(IRENE, "/api/cases", {"procedure": "iv_uebernahme"})["case"]
        if stage not in {"received", "withdrawn"}:
            self._answer(case, returns=stage == "handed_back")
        settled = {"taken_over": "accepted", "handed_back": "returned", "withdrawn": "withdrawn"}.get(stage)
        if settled:
            office = self.house.users[IRENE].institution_key
            settle_takeover(self.house.bruecke.engine, office, int(case), 1, settled)
        return case

    def _answer(self, case: str, *, returns: bool) -> None:
        (task,) = self.house.rows(Task, instance_key=int(case), status="open")
        answers = {
            "last_name": "Thommen",
            "first_name": "Nadia",
            "received_from": "Fachstelle Eingliederung",
            "purpose": "Prüfung",
            "content": "Angaben-GESUNDHEIT",
            "decision": "RETURN" if returns else "ACCEPT",
        } | ({"reason": "Nicht zuständig"} if returns else {})
        body = {"answers": answers, "version": task.version}
        self.house.post(IRENE, f"/api/tasks/{task.key}/completion", body)
