"""Which other addresses an article has, and the runs of words by which its text is known again.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op

from bot.archive.schema import Id, Key

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; articles on file get their prints with their next version."""
    op.create_table(
        "aliases",
        sa.Column("newsroom_id", Id, sa.ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
        sa.Column("trace", Key, primary_key=True),
        sa.Column("article_id", Id, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_aliases_article_id", "aliases", ["article_id"])
    op.create_table(
        "prints",
        sa.Column("newsroom_id", Id, sa.ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
        sa.Column("print", Id, primary_key=True, autoincrement=False),
        sa.Column(
            "article_id",
            Id,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_prints_article_id", "prints", ["article_id"])
