"""Systems of Carla's office, beside the people: one sends its key's secret, the other a token against its key."""

from dataclasses import dataclass, replace

from api.bootstrap import Bruecke
from cases.commands.create_key import NewKey, create_key
from cases.commands.create_system import create_system
from cases.identity import identity_of
from cases.rows import User
from cases.scopes import SCOPES


@dataclass(frozen=True)
class System:
    """An account with its key; `login` is how its rows name it."""

    login: str
    client_id: str
    secret: str


def make_system(house: Bruecke, name: str) -> System:
    """A system in Carla's unit with every scope there is, made by Olga, who moves there."""
    engine = house.engine
    with engine.store.work() as work:
        (carla,), (olga,) = work.find(User, login="carla_smz"), work.find(User, login="olga")
        work.replace(replace(olga, institution_key=carla.institution_key, unit_key=carla.unit_key))
    with engine.store.reading() as work:
        identity = identity_of(work, olga.key)
    assert identity is not None
    assert carla.unit_key is not None
    operator = identity.actor("de")
    account = int(create_system(engine, operator, name, carla.unit_key, None)["system"])
    key = create_key(engine, operator, account, NewKey("crash", list(SCOPES), None), None)
    with engine.store.reading() as work:
        user = work.get(User, account)
    assert user is not None
    return System(user.login, key.client_id, key.secret)
