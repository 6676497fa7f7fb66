"""A decision model as a file: what it imports lies beside it."""

from pathlib import Path

from decisions.dmn.document import root_of
from decisions.dmn.faults import DmnError, Fault
from decisions.dmn.model import DecisionModel
from decisions.dmn.parser import parse


def read_model(path: Path, *, keep_faulty: bool = False) -> DecisionModel:
    """The model in a file, with the models it imports out of the same folder. Raises DmnError, OSError."""
    return _Folder(path.parent, keep_faulty).model(path, ())


class _Folder:
    """The models of a folder by namespace, each read once."""

    def __init__(self, folder: Path, keep_faulty: bool) -> None:
        self._folder = folder
        self._keep_faulty = keep_faulty
        self._models: dict[str, DecisionModel] = {}

    def model(self, path: Path, importing: tuple[str, ...]) -> DecisionModel:
        xml = path.read_bytes()
        root = root_of(xml)
        wanted = {element.get("namespace") for element in root.children("import")}
        own = root.get("namespace")
        for namespace in sorted(wanted - self._models.keys()):
            if namespace in (*importing, own):
                message = f"«{namespace}» imports itself"
                raise DmnError((Fault(root.id, message, "take one of the imports away"),))
            other = self._file_of(namespace)
            if other is not None:
                self._models[namespace] = self.model(other, (*importing, own))
        return parse(xml, self._models, keep_faulty=self._keep_faulty)

    def _file_of(self, namespace: str) -> Path | None:
        """The file of the folder that defines the namespace."""
        for path in sorted(self._folder.glob("*.dmn")):
            if (
                namespace.encode() in path.read_bytes()
                and root_of(path.read_bytes()).get("namespace") == namespace
            ):
                return path
        return None
