"""The cast: invented institutions and people, the same in the demo, in stories and in tests."""

from cases.identity import Passwords
from cases.rows import Institution, Unit, User
from engine.keys import KeySource
from engine.store import Work

PASSWORD = "bruecke-demo"  # noqa: S105  # the demo prints it; real users have passwords of their own

_INSTITUTIONS = {
    "rav": ("RAV", "RAV Sitten", "RAV", "ORP", "VS", "Sitten"),
    "smz": ("SOCIAL", "SMZ Sitten", "SMZ", "CMS", "VS", "Sitten"),
    "iv": ("IV", "IV-Stelle Wallis", "IV", "AI", "VS", ""),
    "koo": ("COORDINATION", "IIZ-Koordination Wallis", "IIZ", "CII", "VS", ""),
    "rav_lu": ("RAV", "RAV Luzern", "RAV", "ORP", "LU", "Luzern"),
    "sd_lu": ("SOCIAL", "Sozialdienst Luzern", "SD", "SSo", "LU", "Luzern"),
    "iv_lu": ("IV", "IV-Stelle Luzern", "IV", "AI", "LU", ""),
    "koo_lu": ("COORDINATION", "IIZ-Koordinationsstelle Luzern", "IIZ", "CII", "LU", ""),
    "praxis": ("GUEST", "Praxis am Löwenplatz", "Gast", "Invité", "LU", "Luzern"),
    "rav_bl": ("RAV", "RAV Liestal", "RAV", "ORP", "BL", "Liestal"),
    "fs_bl": ("COORDINATION", "Fachstelle Eingliederung Basel-Landschaft", "FE", "SR", "BL", ""),
    "iv_bl": ("IV", "IV-Stelle Basel-Landschaft", "IV", "AI", "BL", ""),
}

_RAV_CODES = {"rav": "VS01", "rav_lu": "LU01", "rav_bl": "BL01"}

_UNITS = {
    "rav": ["Beratung", "Arbeitgeber"],
    "smz": ["Sozialberatung", "Jugend"],
    "iv": ["Eingliederung"],
    "koo": ["Koordination"],
    "rav_lu": ["Beratung"],
    "sd_lu": ["Sozialberatung"],
    "iv_lu": ["Eingliederung"],
    "koo_lu": ["Koordination"],
    "praxis": ["Praxis"],
    "rav_bl": ["Beratung"],
    "fs_bl": ["Eingliederung"],
    "iv_bl": ["Eingliederung"],
}

_USERS = (
    (
        "anna_rav",
        "rav",
        0,
        "Anna Zurbriggen",
        "Personalberaterin",
        "Conseillère en personnel",
        "caseworker",
        "de",
    ),
    ("jean_rav", "rav", 0, "Jean Fournier", "Personalberater", "Conseiller en personnel", "caseworker", "fr"),
    ("karl_rav", "rav", 1, "Karl Imhof", "Arbeitgeberservice", "Service aux employeurs", "caseworker", "de"),
    ("carla_smz", "smz", 0, "Carla Dayer", "Sozialarbeiterin", "Assistante sociale", "caseworker", "de"),
    ("lea_smz", "smz", 0, "Lea Constantin", "Sozialarbeiterin", "Assistante sociale", "caseworker", "fr"),
    ("nora_smz", "smz", 1, "Nora Bonvin", "Sozialarbeiterin", "Assistante sociale", "caseworker", "fr"),
    (
        "beat_iv",
        "iv",
        0,
        "Beat Lustenberger",
        "Berufsberater",
        "Conseiller en orientation",
        "caseworker",
        "de",
    ),
    ("ines_koo", "koo", 0, "Ines Amrein", "IIZ-Koordinatorin", "Coordinatrice CII", "coordinator", "de"),
    ("dario", "koo", 0, "Dario Bianchi", "Prozessgestalter", "Concepteur de processus", "designer", "de"),
    ("olga", "koo", 0, "Olga Steiner", "Betrieb", "Exploitation", "operator", "de"),
    ("oskar", "rav", 0, "Oskar Heynen", "Betrieb", "Exploitation", "operator", "de"),
    (
        "rita_rav_lu",
        "rav_lu",
        0,
        "Rita Bühler",
        "Personalberaterin",
        "Conseillère en personnel",
        "caseworker",
        "de",
    ),
    ("sonja_sd_lu", "sd_lu", 0, "Sonja Arnet", "Sozialarbeiterin", "Assistante sociale", "caseworker", "de"),
    ("ivo_iv_lu", "iv_lu", 0, "Ivo Zemp", "Berufsberater", "Conseiller en orientation", "caseworker", "de"),
    (
        "klara_koo_lu",
        "koo_lu",
        0,
        "Klara Wicki",
        "IIZ-Koordinatorin",
        "Coordinatrice CII",
        "coordinator",
        "de",
    ),
    (
        "ruth_rav_bl",
        "rav_bl",
        0,
        "Ruth Buser",
        "Personalberaterin",
        "Conseillère en personnel",
        "caseworker",
        "de",
    ),
    (
        "felix_fs_bl",
        "fs_bl",
        0,
        "Felix Gysin",
        "Eingliederungsberater",
        "Conseiller en réinsertion",
        "coordinator",
        "de",
    ),
    (
        "irene_iv_bl",
        "iv_bl",
        0,
        "Irene Schaub",
        "Eingliederungsfachfrau",
        "Spécialiste de la réinsertion",
        "caseworker",
        "de",
    ),
    ("paul_praxis", "praxis", 0, "Paul Estermann", "Psychotherapeut", "Psychothérapeute", "caseworker", "de"),
)

LOGINS = tuple(user[0] for user in _USERS)


def add_cast(work: Work, keys: KeySource, passwords: Passwords) -> dict[str, User]:
    """Write institutions, units and users; the users by login."""
    hashed = passwords.hash(PASSWORD)
    institutions = {
        short: Institution(
            keys(),
            kind,
            name,
            de,
            fr,
            canton,
            region,
            kind != "GUEST",
            _RAV_CODES.get(short, ""),
            name,
            _RAV_CODES.get(short),
        )
        for short, (kind, name, de, fr, canton, region) in _INSTITUTIONS.items()
    }
    units = {
        short: [Unit(keys(), institutions[short].key, name, number == 0) for number, name in enumerate(names)]
        for short, names in _UNITS.items()
    }
    users = {
        login: User(
            keys(),
            institutions[short].key,
            units[short][unit].key,
            login,
            name,
            de,
            fr,
            roles,
            language,
            hashed,
            True,
            f"{login.replace('_', '.')}@example.ch",
        )
        for login, short, unit, name, de, fr, roles, language in _USERS
    }
    work.add(*institutions.values())
    work.add(*(unit for group in units.values() for unit in group))
    work.add(*users.values())
    return users
