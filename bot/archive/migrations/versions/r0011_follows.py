"""Whom and what people follow, and by what an article finds those who follow it.

Revision ID: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "follows",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_follows_newsroom_id"), nullable=False),
        sa.Column("member", KEY, nullable=False),
        sa.Column("tenant", KEY, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("outsiders", sa.Boolean(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("pace", sa.String(20), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_follows"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follows_newsroom_id_member", "follows", ["newsroom_id", "member"])
    op.create_index("ix_follows_tenant", "follows", ["tenant"])
    op.create_table(
        "follow_keys",
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_follow_keys_newsroom_id"), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column(
            "follow_id",
            ID,
            sa.ForeignKey("follows.id", name="fk_follow_keys_follow_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("newsroom_id", "key", "follow_id", name="pk_follow_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_follow_keys_follow_id", "follow_keys", ["follow_id"])
