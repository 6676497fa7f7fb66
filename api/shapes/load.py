"""How many open cases people and tandems carry."""

from api.shapes.shape import Institution, Key, Shape


class PersonLoadOut(Shape):
    """Somebody of your institution, with the number of open cases that name them; not those of a tandem whose accompaniment is over."""

    user: Key
    name: str
    unit: str
    cases: int


class Half(Shape):
    """One of the two of a tandem."""

    name: str
    institution: Institution


class TandemLoadOut(Shape):
    """Two professionals, with the number of open cases in which they accompany somebody together."""

    people: list[Half]
    cases: int


class Load(Shape):
    """Your own institution; `tandems` only for the coordination, of the cases that it sees."""

    people: list[PersonLoadOut]
    tandems: list[TandemLoadOut]
