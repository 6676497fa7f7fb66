"""What other servers offer begins a case here, once; what people here decide is brought there until it is confirmed.

Every step can be repeated: who dies between two of them, or asks a server that is away, has lost nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cases.commands.enter_partner import place_of
from cases.commands.start_case import NotStartable, Opening, PersonNotTaken, start_case
from cases.first_places import PartnerMissing
from cases.handovers import CATEGORY, RECORD
from cases.identity import identity_of
from cases.partners import (
    ACTIVE,
    CONTENT,
    DECISION,
    LEASE,
    LOOK_AGAIN,
    OPEN,
    TELL_AFTER,
    Away,
    PartnerDoor,
    Remote,
    Unlike,
    answers_of,
    key_in,
    pause_after,
    understood,
)
from cases.rows import Partner, Takeover
from cases.rows.handovers import ACCEPTED, OFFERED, RETURNED, WITHDRAWN
from cases.sealing import Vault
from cases.telling import tell
from engine.commands.brought import Offered
from engine.engine import Engine
from engine.errors import CommandError, Json, ProcessFailure
from engine.ports import Actor, NotAllowed, NotVisible
from engine.rows import Instance
from engine.running import Running
from engine.store import Conflict, Duplicate, Work
from engine.transaction import note_failure, on_case, repeated

_EVENTS = {
    ACCEPTED: "HANDOVER_CONFIRMED",
    RETURNED: "HANDOVER_RETURNED",
    WITHDRAWN: "HANDOVER_WITHDRAWN",
}
UNDELIVERED = "handover-not-delivered"
"""The incident of a case whose answer another server has not taken for days."""


def follow_partners(engine: Engine, vault: Vault, door: PartnerDoor) -> int:
    """Look at every server that is due; at how many."""
    done = 0
    while (partner := repeated(engine, lambda work: _claim(engine, work))) is not None:
        _follow(engine, vault, door, partner)
        done += 1
    return done


def _claim(engine: Engine, work: Work) -> Partner | None:
    now = engine.clock.now()
    for row in work.earliest(Partner, "due_at", until=now, status=ACTIVE):
        leased = replace(row, due_at=now + LEASE)
        work.replace(leased)
        return leased
    return None


def _follow(engine: Engine, vault: Vault, door: PartnerDoor, partner: Partner) -> None:
    _note_answers(engine, partner)
    try:
        secret = vault.unseal_of_house(partner.secret, place_of(partner.key)).decode()
        with understood():
            remote = Remote.enter(door, partner.url, partner.client_id, secret)
            _Look(engine, vault, partner, remote).all()
    except (Away, Unlike) as error:
        _noted(engine, partner, str(error)[:100], has_failed=True)
        _tell_of_delay(engine, partner)
    else:
        _noted(engine, partner, "200", has_failed=False)


def _noted(engine: Engine, partner: Partner, said: str, *, has_failed: bool) -> None:
    """How the look ended, and when the next one comes."""

    def body(work: Work) -> None:
        row = work.get(Partner, partner.key)
        if row is None or row.status != ACTIVE:
            return
        now = engine.clock.now()
        failures = row.failures + 1 if has_failed else 0
        work.replace(
            replace(
                row,
                failures=failures,
                failing_since=(row.failing_since or now) if has_failed else None,
                due_at=now + (pause_after(failures) if has_failed else LOOK_AGAIN),
                last_answer=said,
                last_at=now,
            )
        )

    repeated(engine, body)


def decided_in(engine: Engine, case_key: int) -> tuple[str | None, str]:
    """What people here have answered, if they have, and why."""
    paths = frozenset({("case", DECISION, "decision"), ("case", DECISION, "reason")})
    with engine.store.reading() as work:
        read = engine.case_file.read(work, case_key, paths, engine.clock.now())
    said = read.values.get(DECISION, {})
    return said.get("decision"), str(said.get("reason") or "")


def _note_answers(engine: Engine, partner: Partner) -> None:
    """From when on there is something to bring there, whether or not it answers just now."""
    with engine.store.reading() as work:
        rows = work.find(Takeover, partner_key=partner.key, state=OPEN, since=None)
    for row in rows:
        if decided_in(engine, row.case_key)[0] is not None:
            _note_answer(engine, row.key)


def _note_answer(engine: Engine, key: int) -> None:
    def body(work: Work) -> None:
        row = work.get(Takeover, key)
        if row is not None and row.since is None:
            work.replace(replace(row, since=engine.clock.now()))

    repeated(engine, body)


def _tell_of_delay(engine: Engine, partner: Partner) -> None:
    """Whose answer waits for days learns of it, in the case; it is brought all the same."""
    with engine.store.reading() as work:
        rows = work.find(Takeover, partner_key=partner.key, state=OPEN)
    for row in rows:
        _tell_if_late(engine, partner, row)


def _tell_if_late(engine: Engine, partner: Partner, row: Takeover) -> None:
    if row.since is None or engine.clock.now() - row.since <= TELL_AFTER:
        return
    with engine.store.reading() as work:
        is_known = work.get(Instance, row.case_key) is not None
    if is_known:
        note_failure(engine, row.case_key, ProcessFailure(None, UNDELIVERED, partner.name))


@dataclass(frozen=True)
class _Look:
    """One look at one server."""

    engine: Engine
    vault: Vault
    partner: Partner
    remote: Remote

    def all(self) -> None:
        """Take over what is new; then bring answers, and learn what has become of the rest. Raises Away, Unlike."""
        waiting = {key_in(one["key"]): one for one in self.remote.waiting()}
        with self.engine.store.reading() as work:
            known = (
                work.find(Takeover, partner_key=self.partner.key, remote_key=sorted(waiting))
                if waiting
                else []
            )
            open_rows = work.find(Takeover, partner_key=self.partner.key, state=OPEN)
        wrong: Unlike | None = None
        for key in sorted(waiting.keys() - {row.remote_key for row in known}):
            try:
                with understood():
                    self._take_over(key, waiting[key])
            except Unlike as error:  # one that can't be taken over keeps no other waiting
                wrong = wrong or error
        for row in open_rows:
            try:
                with understood():
                    self._go_on(row, waiting.get(row.remote_key))
            except Unlike as error:
                wrong = wrong or error
        if wrong is not None:
            raise wrong

    def _take_over(self, key: int, told: Mapping[str, Any]) -> None:
        """A case begins here, once. Raises Away, Unlike."""
        packet = self.remote.packet(key_in(told["packet"]))
        actor = self._actor()
        answers = Offered(answers_of(told, packet))
        opening = Opening(self.partner.procedure, {}, answers=answers, needs=frozenset({CONTENT}))
        version = key_in(told["version"])

        def alongside(work: Work, case_key: int) -> None:
            now = self.engine.clock.now()
            work.add(
                Takeover(self.engine.keys(), self.partner.key, key, version, case_key, OPEN, now, None, None)
            )

        try:
            start_case(self.engine, self.vault, actor, opening, None, alongside)
        except Duplicate:
            return  # another worker was quicker
        except (PersonNotTaken, PartnerMissing, NotStartable, NotVisible, NotAllowed) as error:
            raise Unlike(f"not opened: {type(error).__name__}") from error

    def _actor(self) -> Actor:
        with self.engine.store.reading() as work:
            identity = identity_of(work, self.partner.user_key)
        if identity is None:
            raise Unlike("no account here")
        return identity.actor()

    def _go_on(self, row: Takeover, told: Mapping[str, Any] | None) -> None:
        """Bring the answer where there is one; else learn whether it waits there still. Raises Away, Unlike."""
        version = key_in(told["version"]) if told else row.remote_version
        decision, reason = decided_in(self.engine, row.case_key)
        if decision is not None and told is not None:
            accepts = decision == "ACCEPT"
            token = f"takeover-{row.key}-{version}-{decision}"
            status = self.remote.answer(row.remote_key, version, accepts=accepts, reason=reason, token=token)
            if status == 200:
                self._settle(row, ACCEPTED if accepts else RETURNED)
                return
        if told is None or decision is not None:
            state = str(self.remote.handover(row.remote_key)["state"])
            if state != OFFERED:
                self._settle(row, state)
            elif decision is not None:  # it is not taken there: what the person allowed may have ended
                _tell_if_late(self.engine, self.partner, row)

    def _settle(self, row: Takeover, state: str) -> None:
        """Both servers know how it ended: the case here goes on."""
        if state not in _EVENTS:
            raise Unlike(state)
        office = self._actor().institution_key
        try:
            settle_takeover(self.engine, office, row.case_key, row.remote_key, state, row.key)
        except (
            CommandError,
            Conflict,
        ) as error:  # its incident tells of it; looked at again, and keeps no other waiting
            raise Unlike("case-stopped") from error


def settle_takeover(
    engine: Engine, office: int, case_key: int, remote_key: int, state: str, takeover_key: int | None = None
) -> None:
    """The other server has said how a handover ended: the case that it began here hears of it, once. state: accepted | returned |
    withdrawn. Raises CaseStopped.
    """

    def body(running: Running) -> Json:
        if takeover_key is not None:
            kept = running.work.get(Takeover, takeover_key)
            if kept is None or kept.state != OPEN:
                return {}
            running.work.replace(replace(kept, state=state, settled_at=running.now))
        running.log_by_itself(_EVENTS[state], None, {"handover": str(remote_key)})
        if running.instance.ended_at is None:
            values = {"state": state, "number": 1, "escalated": False}
            tell(running, RECORD, values, CATEGORY, frozenset({str(office)}))
        return {}

    on_case(engine, lambda work: case_key, None, None, body)
