"""Who the invented cases are about."""

from typing import Any

CLIENTS: tuple[dict[str, Any], ...] = (
    {"last_name": "Perren", "first_name": "Sara", "born_on": "2000-11-09", "sex": "FEMALE", "town": "Eison"},
    {"last_name": "Krasniqi", "first_name": "Driton", "born_on": "1988-04-21", "sex": "MALE", "town": "Sion"},
    {
        "last_name": "Rey",
        "first_name": "Marie-Noëlle",
        "born_on": "1979-07-02",
        "sex": "FEMALE",
        "town": "Conthey",
    },
    {
        "last_name": "Petrović",
        "first_name": "Goran",
        "born_on": "1992-01-30",
        "sex": "MALE",
        "town": "Sierre",
    },
    {"last_name": "Theytaz", "first_name": "Noëlle", "born_on": "1985-09-14", "sex": "FEMALE", "town": "Vex"},
    {"last_name": "Yusuf", "first_name": "Ahmed", "born_on": "1995-12-05", "sex": "MALE", "town": "Sion"},
    {"last_name": "Bender", "first_name": "Luca", "born_on": "1998-03-18", "sex": "MALE", "town": "Saxon"},
)
PETER: dict[str, Any] = {
    "last_name": "Muff",
    "first_name": "Peter",
    "born_on": "1999-08-03",
    "sex": "MALE",
    "street": "Baselstrasse",
    "house_number": "12",
    "postcode": "6003",
    "town": "Luzern",
    "municipality_bfs": 1061,
    "correspondence_language": "de",
}
VERA: dict[str, Any] = {
    "last_name": "Bucher",
    "first_name": "Vera",
    "born_on": "1991-02-11",
    "sex": "FEMALE",
    "street": "Gerliswilstrasse",
    "house_number": "40",
    "postcode": "6020",
    "town": "Emmenbrücke",
    "municipality_bfs": 1024,
    "correspondence_language": "de",
}
"""Her plan binds since the autumn."""
NADIA: dict[str, Any] = {
    "last_name": "Thommen",
    "first_name": "Nadia",
    "born_on": "1984-05-17",
    "sex": "FEMALE",
    "street": "Rheinstrasse",
    "house_number": "4",
    "postcode": "4410",
    "town": "Liestal",
    "municipality_bfs": 2829,
    "correspondence_language": "de",
}
