"""Releasing a package: its documents are set in type and it is held to its own stories first, however it comes."""

from collections.abc import Collection

from api.bootstrap import Bruecke
from api.stories.rehearsing import rehearse
from api.stories.stage import build_stage
from api.variants import released
from cases.documents import Typesetter
from cases.trying_documents import try_documents
from engine.commands.deploy_package import Deployed, deploy_package
from engine.faults import Fault, Refused
from engine.packages.archive import Files, content_hash
from engine.packages.extending import extended
from engine.packages.package import Package


def plain(body: bytes) -> bytes:
    """The file itself. Raises Refused for a form around it, which would be read as a broken file."""
    if body.startswith(b"--") and b"content-disposition" in body[:2000].lower():
        message = "The body is a form (multipart/form-data), not the file itself."
        raise Refused(
            [Fault("", "", "BODY-FORM", message, "Send the file as it is: curl --data-binary @file.")]
        )
    return body


def release(bruecke: Bruecke, files: Files, proven: Collection[str] = ()) -> Deployed:
    """Release a package. Raises Refused with every fault, every template that can't be set in type, or every story that does not hold.

    `proven`: hashes of contents of which it is known that their stories hold.
    """
    files = extended(files, released(bruecke.engine))
    if content_hash(files) in proven:
        return deploy_package(bruecke.engine, files)

    def rehearsed(package: Package) -> None:
        require_documents(package, bruecke.typesetter)
        rehearse(package, build_stage(bruecke.settings.processes))

    return deploy_package(bruecke.engine, files, rehearsed)


def require_documents(package: Package, typesetter: Typesetter) -> None:
    """Raises Refused with every template that can't be set in type."""
    faults = list(try_documents(package, typesetter))
    if faults:
        raise Refused(faults)
