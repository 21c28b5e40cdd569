"""Which articles are one story in several papers.

Revision ID: 0013
"""

import sqlalchemy as sa
from alembic import op

from bot.archive.schema import Id

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; the worker fills it."""
    op.create_table(
        "kin",
        sa.Column(
            "article_id",
            Id,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("newsroom_id", Id, sa.ForeignKey("newsrooms.id"), nullable=False),
        sa.Column("version_id", Id, nullable=False),
        sa.Column("story", Id, nullable=False),
    )
    op.create_index("ix_kin_story", "kin", ["story"])
