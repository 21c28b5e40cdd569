"""Where articles come from by themselves, and what was taken of each source.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

from bot.archive.schema import Id, Key

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "sources",
        sa.Column("id", Id, primary_key=True, autoincrement=True),
        sa.Column("newsroom_id", Id, sa.ForeignKey("newsrooms.id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("place", Key, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("next_look", sa.BigInteger, nullable=False),
        sa.Column("looked", sa.BigInteger),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("modified", sa.Text, nullable=False),
        sa.Column("cursor", sa.Text, nullable=False),
        sa.UniqueConstraint("newsroom_id", "place"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sources_next_look", "sources", ["next_look"])
    op.create_table(
        "sightings",
        sa.Column("source_id", Id, sa.ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", Key, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
