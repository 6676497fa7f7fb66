"""The one place where the parts are wired, by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from adapters.database.lists import DatabaseLists
from adapters.database.migrations import Schema, migrate, schema_of
from adapters.database.store import DatabaseStore, open_database
from adapters.database.work import DatabaseWork
from adapters.documents.inspecting import FileInspector
from adapters.documents.typesetting import TypstTypesetter
from adapters.erasure_ledger import FileLedger
from adapters.mail import Server, SmtpPost
from adapters.master_key import load_master_key
from adapters.partners import HttpPartnerDoor
from adapters.passwords import Argon2Passwords
from adapters.rav.gateway import FileGateway
from adapters.virus_scan import scanner_of
from adapters.webhooks import HttpCourier
from api.settings import Settings
from cases.access import CaseAccess
from cases.case_file import Files
from cases.catalogue import CATALOGUE
from cases.commands.note_erasures import note_erasures
from cases.documents import Inspector, Scanner, Typesetter
from cases.identity import Passwords
from cases.ledger import Ledger, MemoryLedger
from cases.lists import Lists
from cases.mails import Post
from cases.memory import MemoryLists
from cases.openings import CaseOpenings
from cases.partners import PartnerDoor
from cases.rav import RavGateway
from cases.sealing import Vault
from cases.webhooks import Courier
from engine.clock import Clock, SystemClock
from engine.engine import Engine, Versions
from engine.keys import new_key
from engine.memory import MemoryStore
from engine.packages.texts import VOCABULARY, read_vocabulary
from engine.ports import JobHandler
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
    ledger: Ledger
    courier: Courier
    rav: RavGateway
    typesetter: Typesetter
    inspector: Inspector
    scanner: Scanner
    partners: PartnerDoor
    post: Post
    schema: Callable[[], Schema] = lambda: "newest"
    """Asks the database which schema it has."""
    is_shared: bool = False
    """Whether other processes may work on the same database."""


class SchemaUnfit(Exception):
    """The database has not the schema of this program."""

    def __init__(self, schema: Schema) -> None:
        super().__init__(_WAYS_OUT[schema])
        self.schema = schema


_WAYS_OUT: dict[Schema, str] = {
    "missing": "The database has no tables yet. Make them with: make migrate",
    "older": "The database has an older schema than this program. Back it up, then bring it forward with: make migrate",
    "newer": (
        "The database has a newer schema than this program knows. Nothing was changed. "
        "Start the newer program, or restore the backup that was taken before it came."
    ),
    "unreachable": "The database does not answer. Check BRUECKE_DATABASE_URL and whether the server runs.",
}


TYPESETTER: Typesetter = TypstTypesetter()

NO_HANDLERS: Mapping[str, JobHandler] = {}


def assemble(
    settings: Settings,
    clock: Clock | None = None,
    handlers: Mapping[str, JobHandler] = NO_HANDLERS,
    *,
    migrating: bool = False,
) -> Bruecke:
    """Brücke over a real database, which has the newest schema already: SchemaUnfit is raised else.

    With `migrating` the database is brought to it, and an empty one gets its master key. Never any other: what is in
    it would be closed for ever behind a key that is lost. `handlers` do the jobs of their type in this process.
    """
    store = open_database(settings.database_url)
    schema = schema_of(store.engine)
    if migrating and schema in {"missing", "older"}:
        migrate(store.engine)
    elif schema != "newest":
        store.close()
        raise SchemaUnfit(schema)
    store.scrub()  # what a process that was killed had deleted and not taken from the files
    master = load_master_key(settings.master_key_file, create=migrating and schema == "missing")
    ledger = FileLedger.at(settings.ledger_file, create=True)
    house = wire(settings, store, database_lists, master, clock or SystemClock(), ledger, handlers)
    note_erasures(house.engine, ledger)
    return house


def assemble_in_memory(settings: Settings, clock: Clock) -> Bruecke:
    """Brücke without a database: for stories."""
    return wire(settings, MemoryStore(), MemoryLists, b"a key that protects nothing but stories!", clock)


def database_lists(work: Work) -> Lists:
    """The lists of a unit of work of the database."""
    assert isinstance(work, DatabaseWork)
    return DatabaseLists(work)


def wire(
    settings: Settings,
    store: Store,
    lists: Callable[[Work], Lists],
    master: bytes,
    clock: Clock,
    ledger: Ledger | None = None,
    handlers: Mapping[str, JobHandler] = NO_HANDLERS,
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
        handlers=handlers,
    )
    passwords = Argon2Passwords(fast=settings.fast_passwords)
    courier = HttpCourier(may_private=settings.webhook_private)
    rav = FileGateway(clock, settings.watched_folder)
    post = SmtpPost(_mail_server(settings))
    partners = HttpPartnerDoor(may_private=settings.webhook_private)
    bruecke = Bruecke(
        settings,
        engine,
        vault,
        case_file,
        passwords,
        lists,
        ledger or MemoryLedger(),
        courier,
        rav,
        TYPESETTER,
        FileInspector(),
        scanner_of(settings.virus_clamd, settings.virus_command),
        partners,
        post,
    )
    if isinstance(store, DatabaseStore):
        return replace(bruecke, schema=partial(schema_of, store.engine), is_shared=store.is_shared)
    return bruecke


def _mail_server(settings: Settings) -> Server | None:
    if settings.mail_host is None or settings.mail_sender is None:
        return None
    return Server(
        host=settings.mail_host,
        port=settings.mail_port,
        security=settings.mail_security,
        sender=settings.mail_sender,
        user=settings.mail_user,
        password=settings.mail_password.get_secret_value() if settings.mail_password else None,
        authority=str(settings.mail_authority) if settings.mail_authority else None,
    )


__all__ = ["Bruecke", "SchemaUnfit", "assemble", "assemble_in_memory", "wire"]
