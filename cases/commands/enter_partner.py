"""An operator enters another server: its address, the office's account there, and who here takes over what is offered."""

from cases.commands.start_case import newest
from cases.identity import identity_of
from cases.partners import ACTIVE, PartnerDoor, PartnerRefused
from cases.rows import Partner
from cases.sealing import Vault
from cases.systems import is_system
from cases.trail import leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


def enter_partner(
    engine: Engine,
    vault: Vault,
    door: PartnerDoor,
    name: str,
    url: str,
    account: tuple[str, str],
    system_key: int,
    procedure: str,
) -> Partner:
    """Enter it, or change what is known of it: the same account at the same address is the same partner.

    `account`: id and secret of the office's key at the other server; `system_key`: a system of the office here. Raises
    PartnerRefused.
    """
    client_id, secret = account
    address = url.strip().rstrip("/")
    if not name.strip() or not client_id or not secret or door.why_not(address) is not None:
        raise PartnerRefused

    def body(work: Work) -> Partner:
        identity = identity_of(work, system_key)
        row = newest(work, procedure, engine)
        if identity is None or not is_system(identity.user) or row is None:
            raise PartnerRefused
        if engine.versions.get(work, row.key).manifest.takes_over is None:
            raise PartnerRefused
        known = next(iter(work.find(Partner, url=address, client_id=client_id)), None)
        key, now = known.key if known else engine.keys(), engine.clock.now()
        partner = Partner(
            key=key,
            user_key=system_key,
            name=name.strip(),
            url=address,
            client_id=client_id,
            secret=vault.seal_of_house(secret.encode(), place_of(key)),
            procedure=procedure,
            status=ACTIVE,
            due_at=now,
            failures=0,
            failing_since=None,
            last_answer=known.last_answer if known else None,
            last_at=known.last_at if known else None,
            created_at=known.created_at if known else now,
        )
        if known:
            work.replace(partner)
        else:
            work.add(partner)
        leave_trail(engine, work, system_key, "PARTNER_ENTERED", {"partner": str(key)})
        return partner

    return repeated(engine, body)


def place_of(partner_key: int) -> str:
    """What binds a sealed secret to its row."""
    return f"partner:{partner_key}"
