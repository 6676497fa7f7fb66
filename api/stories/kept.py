"""What a story expects of its case after its end: whether it is erased, and what is left then."""

from typing import Any

from api.stories.stage import Scene
from cases.archiving import needs_archive, offers_of
from cases.erasing import counted, in_the_way
from cases.rows import Case, CasePerson, DataKey, Erasure, User
from cases.views.certificate import view_certificate
from engine.store import Work

PERSON, KEY = "person", "key"


def remains(work: Work, case_key: int) -> frozenset[str]:
    """What is there of a case that an erasure takes: kinds of sealed rows, its key, the link to its person."""
    found = {kind for kind, count in counted(work, case_key).items() if count}
    found |= {KEY} if work.get(DataKey, case_key) else set()
    return frozenset(found | ({PERSON} if work.get(CasePerson, case_key) else set()))


def standing(scene: Scene, work: Work, case: Case) -> dict[str, Any]:
    """From when on a case may be erased, what is in the way, how it stands with the archive and the last proposal."""
    offer = next(iter(offers_of(work, case.key)), None)
    proposals = work.find(Erasure, case_key=case.key)
    obstacle = in_the_way(case, scene.clock.now())
    asked = (offer.answer.lower() or "offered") if offer else "not_offered"
    return {
        "erasable_from": case.erasable_from,
        "in_the_way": obstacle.code if obstacle else None,
        "archive": asked if needs_archive(scene.house.engine.versions.get(work, 0)) else "none",
        "proposal": max(proposals, key=lambda row: row.key).state if proposals else None,
    }


def certified(scene: Scene, work: Work, case: Case) -> dict[str, Any]:
    """What the certificate says to the unit that opened the case, with people by login. Raises NotErased."""
    reader = next(one for one in scene.actors.values() if one.unit_key == case.unit_key)
    view = view_certificate(scene.house.engine, work, reader, case.key, "de")
    logins = {user.name: user.login for user in work.find(User)}
    return {
        "proposed": logins.get(view.proposed.user) if view.proposed else None,
        "decided": logins.get(view.decided.user) if view.decided else None,
        "archive": view.archive_answer.lower() if view.archive_answer else None,
        "rows": dict(view.counts or {}),
        "whole": view.is_whole,
    }
