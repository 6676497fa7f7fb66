"""What is handed to a person who asks what is on record about them: what is in it, what is not, and where it is made."""

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.personal_data import personal_data_of
from api.sheets import language_of_sheets
from cases.commands.log_access import log_access
from cases.views.seen import name_shown

router = Router(include_in_schema=False)


@router.get("/cases/{case_key}/personal-data")
def show_personal_data(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """How much there is of what, and what is left out; no value but the name."""
    view = personal_data_of(house, caller, case_key, caller.language)
    with house.engine.store.reading() as work:
        shown = name_shown(work, view.seen)
    log_access(house.engine, caller.actor, view.seen, "personal_data", shown, always=True)
    parts = (
        ("records", sum(len(one.fields) for one in view.records)),
        ("consents", len(view.grantings)),
        ("plans", len(view.plans)),
        ("decisions", len(view.decisions)),
        ("deadlines", len(view.deadlines)),
        ("packets", len(view.packets)),
        ("documents", len(view.documents)),
        ("notes", len(view.notes)),
        ("accesses", len(view.accesses)),
    )
    return page(
        request,
        house,
        caller,
        "personal_data.html",
        here="cases",
        view=view,
        case=view.seen.case,
        title=view.seen.wording.get("procedure.title"),
        parts=parts,
        sheet_language=language_of_sheets(caller.language),
    )
