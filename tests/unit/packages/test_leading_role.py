"""What a role with `binding: lead` has to be, and who needs one."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from api.stories.packages import tell
from api.variants import whole_folder
from engine.faults import Refused
from engine.packages.head import read_manifest
from tests.procedures.told import the_stage

PACKAGE = Path("processes/mamac")
ROLE = "  case_manager: {institutions: [RAV, SOCIAL, IV], binding: lead}\n"


def files_with(role: str) -> Mapping[str, bytes]:
    """The base with another case manager."""
    files = whole_folder(PACKAGE)
    manifest = files["package.yaml"].decode()
    assert ROLE in manifest
    return files | {"package.yaml": manifest.replace(ROLE, role).encode()}


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("  case_manager: {institutions: [GUEST], binding: lead}\n", "roles.case_manager"),
        ("  case_manager: {members: [professional_rav], binding: lead}\n", "roles.case_manager"),
        (ROLE + "  other: {institutions: [IV], binding: lead}\n", "roles.other"),
    ],
)
def test_one_role_of_institutions_leads_a_case(role: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read_manifest(files_with(role)["package.yaml"])

    assert (place, "MAN-ROLE") in {(fault.place, fault.rule) for fault in refused.value.faults}


def test_a_form_that_names_who_manages_the_case_needs_that_role() -> None:
    with pytest.raises(Refused) as refused:
        tell(dict(files_with(ROLE.replace("binding: lead", "binding: partner"))), the_stage())

    assert ("assign_case_management", "REC-LEAD") in {
        (fault.place, fault.rule) for fault in refused.value.faults
    }
