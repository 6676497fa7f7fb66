"""Built-in functions over contexts (FEEL spec 10.3.4.10)."""

from decisions.feel.builtins.table import builtin
from decisions.feel.run import Run


@builtin("get value(m: context, key: string)")
def get_value(run: Run, m: dict[str, object], key: str) -> object:
    return m.get(key)


@builtin("get value(m: context, key: list)")
def get_value_of_keys(run: Run, m: dict[str, object], keys: list[object]) -> object:
    found: object = m
    for key in keys:
        if not isinstance(found, dict) or not isinstance(key, str):
            return None
        found = found.get(key)
    return found if keys else None


@builtin("get entries(m: context)")
def get_entries(run: Run, m: dict[str, object]) -> object:
    run.grow(32 * len(m))
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context(entries: list)")
def context(run: Run, entries: list[object]) -> object:
    made: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not {"key", "value"} <= entry.keys():
            return run.problem("context: each entry needs a «key» and a «value»")
        if not isinstance(entry["key"], str) or entry["key"] in made:
            return run.problem("context: the keys must be different texts")
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value)")
def context_put(run: Run, old: dict[str, object], key: str, value: object) -> object:
    return {**old, key: value}


@builtin("context put(context: context, keys: list, value)")
def context_put_deep(run: Run, old: dict[str, object], keys: list[object], value: object) -> object:
    if not keys or not isinstance(keys[0], str):
        return run.problem("context put: the keys must be texts")
    if len(keys) == 1:
        return {**old, keys[0]: value}
    run.step()
    inner = old.get(keys[0], {})
    if not isinstance(inner, dict):
        return run.problem("context put: what the keys lead to is no context")
    made = context_put_deep(run, inner, keys[1:], value)
    run.grow(16 * len(old))
    return {**old, keys[0]: made} if made is not None else None


@builtin("context merge(contexts: list)")
def context_merge(run: Run, contexts: list[object]) -> object:
    merged: dict[str, object] = {}
    for item in contexts:
        if not isinstance(item, dict):
            return run.problem("context merge: the list holds something that is no context")
        run.grow(16 * len(item))
        merged.update(item)
    return merged
