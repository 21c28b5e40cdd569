"""A list of all articles is read in its order, a page at a time, where each page took a sort of all of them.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    order = (sa.text("(printed_at IS NULL)"), sa.text("printed_at DESC"), sa.text("id DESC"))
    op.create_index("ix_versions_as_listed", "versions", ["newsroom_id", *order])
