"""What people of a story do with the handover of its case."""

from api.stories.expecting import Unmet
from api.stories.stage import Scene
from api.stories.story import HandoverDeed
from cases.access import Sight, sight_of
from cases.commands.accept_handover import accept_handover
from cases.commands.follow_partners import settle_takeover
from cases.commands.offer_handover import offer_handover
from cases.commands.return_handover import return_handover
from cases.commands.send_packet import NewPacket
from cases.commands.withdraw_handover import withdraw_handover
from cases.packets import receivers_of, sendable, ways_to
from cases.rows import Consent, Handover, Institution
from engine.packages.manifest import HandoverRules, Manifest
from engine.ports import Actor
from engine.store import Work

_REASON = "Nicht hier."


def hand_over(scene: Scene, manifest: Manifest, case_key: int, actor: Actor, step: HandoverDeed) -> None:
    """One deed of one person. Raises Unmet where nothing was offered yet, and what the command raises."""
    engine = scene.house.engine
    if step.handover == "settled":
        settle_takeover(engine, actor.institution_key, case_key, 1, step.state or "")
        return
    if step.handover == "offer":
        kind = step.kind or next(iter(manifest.handovers))
        packet = _packet(scene, case_key, actor, manifest.handovers[kind], step)
        offer_handover(engine, scene.case_file.records, actor, case_key, kind, packet)
        return
    with engine.store.reading() as work:
        rows = work.find(Handover, case_key=case_key)
    if not rows:
        raise Unmet("a handover", "nobody has offered the case to anybody")
    row = max(rows, key=lambda one: one.number)
    if step.handover == "accept":
        accept_handover(engine, actor, row.key, row.revision)
    elif step.handover == "return":
        return_handover(engine, actor, row.key, row.revision, _REASON)
    else:
        withdraw_handover(engine, actor, row.key, row.revision)


def _packet(scene: Scene, case_key: int, actor: Actor, rules: HandoverRules, step: HandoverDeed) -> NewPacket:
    """Everything that the actor may send to the receiver on the basis."""
    basis, kind = step.basis or rules.bases[0], step.to or rules.to[0]
    now = scene.clock.now()
    with scene.house.engine.store.reading() as work:
        sight = sight_of(work, actor, case_key, now)
        bodies = receivers_of(work, case_key, actor.institution_key, now)
        receiver = next((one for one in bodies if one.type == kind), None)
        fields = _fields(scene, work, case_key, sight, receiver, basis) if sight and receiver else ()
    return NewPacket(receiver.key if receiver else 0, fields, basis, "Prüfung der Zuständigkeit")


def _fields(
    scene: Scene, work: Work, case_key: int, sight: Sight, receiver: Institution, basis: str
) -> tuple[tuple[int, str], ...]:
    sender = work.get(Institution, sight.institution_key)
    if sender is None:
        return ()
    package = scene.house.engine.versions.get(work, 0)
    ways = ways_to(work.find(Consent, case_key=case_key), package, sender, receiver, scene.clock.now())
    way = next(iter(ways.find(basis, None)), None)
    return tuple(
        (one.record.key, one.name)
        for one in sendable(scene.case_file.records, work, case_key, sight)
        if way is not None
        and way.why_not(one.record.category, one.record.owners, sight.institution_key) is None
    )
