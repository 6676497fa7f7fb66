"""What alembic runs: the revisions, on the connection that `migrate` holds."""

from typing import Any, Literal

from alembic import context

from adapters.database.dialects import Key, Moment
from adapters.database.tables import metadata


def own_types(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Our own column types by their short names, when a revision is drafted."""
    if kind == "type" and isinstance(item, Moment):
        return "Moment()"
    return "Key" if kind == "type" and item is Key else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_item=own_types,
)
with context.begin_transaction():
    context.run_migrations()
