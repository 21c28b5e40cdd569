"""The ground rules of quotes.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op

from bot.archive.schema import Id

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "rules",
        sa.Column(
            "article_id",
            Id,
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("trace", sa.String(64), primary_key=True),
        sa.Column("newsroom_id", Id, sa.ForeignKey("newsrooms.id"), nullable=False),
        sa.Column("speaker_id", Id),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_rules_speaker_id", "rules", ["speaker_id"])
