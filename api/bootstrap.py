"""The one place where the parts are wired, by hand."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.database.lists import DatabaseLists
from adapters.database.migrations import migrate
from adapters.database.store import DatabaseWork, open_database
from adapters.master_key import load_master_key
from adapters.passwords import Argon2Passwords
from adapters.webhooks import HttpCourier
from api.settings import Settings
from cases.access import CaseAccess
from cases.case_file import Files
from cases.catalogue import CATALOGUE
from cases.identity import Passwords
from cases.lists import Lists
from cases.memory import MemoryLists
from cases.openings import CaseOpenings
from cases.sealing import Vault
from cases.webhooks import Courier
from engine.clock import Clock, SystemClock
from engine.engine import Engine, Versions
from engine.keys import new_key
from engine.memory import MemoryStore
from engine.packages.texts import VOCABULARY, read_vocabulary
from engine.store import Store, Work


@dataclass(frozen=True)
class Bruecke:
    """The whole house, wired: what every way in needs."""

    settings: Settings
    engine: Engine
    vault: Vault
    case_file: Files
    passwords: Passwords
    lists: Callable[[Work], Lists]
    courier: Courier


def assemble(settings: Settings, clock: Clock | None = None) -> Bruecke:
    """Brücke over a real database, migrated to the newest schema."""
    store = open_database(settings.database_url)
    migrate(store.engine)
    store.scrub()  # what a process that was killed had deleted and not taken from the files
    master = load_master_key(settings.master_key_file, create=True)
    return wire(settings, store, database_lists, master, clock or SystemClock())


def assemble_in_memory(settings: Settings, clock: Clock) -> Bruecke:
    """Brücke without a database: for stories."""
    return wire(settings, MemoryStore(), MemoryLists, b"a key that protects nothing but stories!", clock)


def database_lists(work: Work) -> Lists:
    """The lists of a unit of work of the database."""
    assert isinstance(work, DatabaseWork)
    return DatabaseLists(work)


def wire(
    settings: Settings, store: Store, lists: Callable[[Work], Lists], master: bytes, clock: Clock
) -> Bruecke:
    """Brücke over a store."""
    vocabulary = read_vocabulary((settings.processes / VOCABULARY).read_bytes(), VOCABULARY)
    vault = Vault(master)
    case_file = Files.of(vault, new_key)
    engine = Engine(
        store=store,
        clock=clock,
        keys=new_key,
        case_file=case_file,
        access=CaseAccess(),
        openings=CaseOpenings(vault),
        versions=Versions(vocabulary),
        catalogue=CATALOGUE,
    )
    passwords = Argon2Passwords(fast=settings.fast_passwords)
    courier = HttpCourier(may_private=settings.webhook_private)
    return Bruecke(settings, engine, vault, case_file, passwords, lists, courier)


__all__ = ["Bruecke", "assemble", "assemble_in_memory", "wire"]
