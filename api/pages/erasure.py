"""Keeping and erasing a case: from when on it may go, what goes and what stays, and the deed, by two people."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import After, KeyInPath
from api.routers import Router
from cases.archiving import NoArchive, Offer, OfferUnclear
from cases.commands.erase_case import NumberDiffers, erase_case
from cases.commands.hold_erasure import hold_erasure, release_hold
from cases.commands.log_access import log_access
from cases.commands.note_archive_answer import note_archive_answer
from cases.commands.offer_to_archive import offer_to_archive
from cases.commands.propose_erasure import propose_erasure
from cases.commands.refuse_erasure import refuse_erasure
from cases.erasing import CaseErased
from cases.views.erasure import view_erasure
from cases.views.erasures_due import view_due
from cases.views.seen import name_shown, person_name_of
from cases.views.wording import Wording
from engine.errors import ReasonMissing, TooLate

router = Router(include_in_schema=False)

PAGE = 50
_DONE = ("offered", "answered", "proposed", "withdrawn", "declined", "held", "released")


@dataclass(frozen=True)
class Typed:
    """What the page comes back with: as typed, the fields at fault, and what came too late."""

    values: Mapping[str, str]
    faults: frozenset[str] = frozenset()
    late: str = ""
    status: int = 200

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


NOTHING = Typed({})


@router.get("/erasures")
def show_due(request: Request, house: House, caller: SignedIn, after: After = None) -> Response:
    """The office's cases whose retention has passed."""
    with house.engine.store.reading() as work:
        found = view_due(house.engine, house.lists(work), work, caller.actor, after, PAGE + 1)
    shown = found[:PAGE]
    return page(
        request,
        house,
        caller,
        "erasures.html",
        here="cases",
        lines=[(one.line, one.archive, Wording(one.package, caller.language)) for one in shown],
        more=shown[-1].line.key if len(found) > PAGE else None,
        is_first=after is None,
    )


_DEEDS = ("offer", "answer", "propose", "confirm", "refuse", "hold", "release")


@router.get("/cases/{case_key}/erasure")
def show_erasure(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """Where it stands, and what the reader may do."""
    return _show(request, house, caller, case_key, NOTHING)


@router.post("/cases/{case_key}/erasure")
def change(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Propose, confirm, refuse, keep or release, by what was pressed."""
    names = ("reason", "offered_on", "archive_answer", "archive_reference", "number", "kept")
    typed = Typed({name: last(pairs, name).replace("\r\n", "\n").strip()[:4000] for name in names})
    if last(pairs, "do") not in _DEEDS:
        return _show(request, house, caller, case_key, NOTHING)
    try:
        done = _do(house, caller, case_key, last(pairs, "do"), typed, pairs)
    except ReasonMissing:
        fault = "reason" if last(pairs, "do") == "propose" else "kept"
        return _show(request, house, caller, case_key, replace(typed, faults=frozenset({fault}), status=422))
    except OfferUnclear as error:
        everything = _unclear(typed) if last(pairs, "do") == "propose" else set()
        faults = everything | {
            error.field.replace("answer", "archive_answer").replace("reference", "archive_reference")
        }
        return _show(request, house, caller, case_key, replace(typed, faults=frozenset(faults), status=422))
    except NumberDiffers:
        return _show(
            request, house, caller, case_key, replace(typed, faults=frozenset({"number"}), status=422)
        )
    except CaseErased:
        raise
    except NoArchive:
        return _show(request, house, caller, case_key, NOTHING)
    except TooLate as error:
        return _show(request, house, caller, case_key, replace(typed, late=error.code, status=409))
    if done == "done":
        return RedirectResponse(f"/cases/{case_key}", 303)
    return RedirectResponse(f"/cases/{case_key}/erasure?done={done}", 303)


def _do(house: Bruecke, caller: Caller, case_key: int, what: str, typed: Typed, pairs: Pairs) -> str:
    """The deed; how it is called in the address of the page that follows."""
    engine, actor = house.engine, caller.actor
    repeat = repeatable(pairs, "erasure", case_key, what, sorted(typed.values.items()))
    match what:
        case "offer":
            offer_to_archive(engine, actor, case_key, _day(typed["offered_on"]), repeat)
            return "offered"
        case "answer":
            note_archive_answer(
                engine, actor, case_key, typed["archive_answer"], typed["archive_reference"], repeat
            )
            return "answered"
        case "propose":
            offer = Offer(_day(typed["offered_on"]), typed["archive_answer"], typed["archive_reference"])
            return str(propose_erasure(engine, actor, case_key, offer, typed["reason"], repeat)["state"])
        case "confirm":
            return str(
                erase_case(
                    engine, house.case_file.records, house.ledger, actor, case_key, typed["number"], repeat
                )["state"]
            )
        case "refuse":
            return str(refuse_erasure(engine, actor, case_key, repeat)["state"])
        case "hold":
            hold_erasure(engine, actor, case_key, typed["kept"], repeat)
            return "held"
        case "release":
            release_hold(engine, actor, case_key, typed["kept"], repeat)
            return "released"
        case _:
            return ""


def _unclear(typed: Typed) -> set[str]:
    """What else is missing in a proposal: all at once, not one after the other."""
    missing = {name for name in ("reason", "archive_answer", "archive_reference") if not typed[name]}
    return missing if _day(typed["offered_on"]) else missing | {"offered_on"}


def _day(text: str) -> date | None:
    """A day as people write it (05.06.2036), or as programs do."""
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day, no moment
        except ValueError:
            continue
    return None


def _show(request: Request, house: Bruecke, caller: Caller, case_key: int, typed: Typed) -> Response:
    with house.engine.store.reading() as work:
        view = view_erasure(
            house.engine, house.case_file.records, work, caller.actor, case_key, caller.language
        )
        name = person_name_of(house.case_file.records, work, view.seen)
        shown = view.shown | name_shown(work, view.seen)
    log_access(house.engine, caller.actor, view.seen, "erasure", shown)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "erasure.html",
        here="cases",
        status=typed.status,
        view=view,
        case=view.case,
        person_name=name,
        title=view.seen.wording.get("procedure.title"),
        typed=typed,
        done=done if done in _DONE and request.method == "GET" else "",
    )
