"""The drivers the models can be played on, by name."""

from importlib import import_module

from tests.conformance.runner import Kind

KNOWN = {
    "play": ("tests.bpmn.play", "Play"),
    "oracle": ("tests.oracle.game", "Oracle"),
    "stock": ("tests.conformance.stock", "Stock"),
}


def kind(name: str) -> Kind:
    """The driver of a name, with the `Failed` of its module."""
    module_name, class_name = KNOWN[name]
    module = import_module(module_name)
    driver, failed = getattr(module, class_name), module.Failed
    if name == "stock":
        return Kind(driver, failed, module.Refused, tells_waits=False)
    if name == "play":
        return Kind(driver, failed, check=module.refuse)
    return Kind(driver, failed)
