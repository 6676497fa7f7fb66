"""Where the answer to a form field goes."""

from forms import Field


def target_of(field: Field, task_record: str | None) -> tuple[str, str]:
    """The record type and field that a form field writes to: its own `record`, else the task's."""
    if field.record is None:
        return task_record or "", field.key
    return field.record.type or task_record or "", field.record.field
