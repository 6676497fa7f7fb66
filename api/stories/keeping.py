"""What people of a story do with its case after its end: offer it to the archive, keep it, have it erased."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.stories.stage import Scene
from api.stories.story import RetentionDeed
from cases.archiving import Offer
from cases.commands.erase_case import erase_case
from cases.commands.hold_erasure import hold_erasure, release_hold
from cases.commands.note_archive_answer import note_archive_answer
from cases.commands.offer_to_archive import offer_to_archive
from cases.commands.propose_erasure import propose_erasure
from cases.commands.refuse_erasure import refuse_erasure
from cases.erasing import NOT_TAKEN, TAKEN
from cases.rows import Case
from cases.views.certificate import view_certificate
from engine.clock import local_day
from engine.ports import Actor

_REASON = "Frist abgelaufen."
_NUMBER = "StAVS 2036/114"
_ANSWERS = {"takes": TAKEN, "declines": NOT_TAKEN}


@dataclass(frozen=True)
class Keeping:
    """The dossier of a story's case."""

    scene: Scene
    case_key: int

    def do(self, actor: Actor, step: RetentionDeed) -> None:
        """One deed of one person. Raises what the command raises."""
        _DEEDS[step.retention](self, actor, step)

    def offer(self, actor: Actor, step: RetentionDeed) -> None:
        """Put down that the archive was offered the dossier."""
        day = step.day or local_day(self.scene.clock.now())
        offer_to_archive(self.scene.house.engine, actor, self.case_key, day)

    def answer(self, actor: Actor, step: RetentionDeed) -> None:
        """Put down what the archive answered."""
        said = _ANSWERS[step.retention]
        note_archive_answer(self.scene.house.engine, actor, self.case_key, said, step.number or _NUMBER)

    def hold(self, actor: Actor, step: RetentionDeed) -> None:
        """Keep it whatever its retention says, or no longer so."""
        command = hold_erasure if step.retention == "hold" else release_hold
        command(self.scene.house.engine, actor, self.case_key, "Beschwerde." if step.reason else "")

    def propose(self, actor: Actor, step: RetentionDeed) -> None:
        """Propose the erasure; of the archive counts what is on record."""
        reason = _REASON if step.reason else ""
        propose_erasure(self.scene.house.engine, actor, self.case_key, Offer(), reason)

    def confirm(self, actor: Actor, step: RetentionDeed) -> None:
        """Confirm what somebody proposed, by the number of the case unless the story has another one."""
        house = self.scene.house
        with house.engine.store.reading() as work:
            case = work.get(Case, self.case_key)
        number = step.number or (case.reference if case else "")
        erase_case(house.engine, house.case_file.records, house.ledger, actor, self.case_key, number)

    def refuse(self, actor: Actor, step: RetentionDeed) -> None:
        """Take a proposal back, or decline it."""
        refuse_erasure(self.scene.house.engine, actor, self.case_key)

    def fetch(self, actor: Actor, step: RetentionDeed) -> None:
        """Fetch the certificate."""
        with self.scene.house.engine.store.reading() as work:
            view_certificate(self.scene.house.engine, work, actor, self.case_key, "de")


_DEEDS: Mapping[str, Callable[[Keeping, Actor, RetentionDeed], None]] = {
    "offer": Keeping.offer,
    "takes": Keeping.answer,
    "declines": Keeping.answer,
    "hold": Keeping.hold,
    "release": Keeping.hold,
    "propose": Keeping.propose,
    "confirm": Keeping.confirm,
    "refuse": Keeping.refuse,
    "certificate": Keeping.fetch,
}
