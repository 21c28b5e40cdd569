"""What articles report somebody to have said, in their own words, apart from what they quote; and who is whom by hand.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _child(name: str, table: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", name=f"fk_reported_{name}", ondelete="CASCADE")
    return sa.Column(name, ID, key, nullable=False)


def upgrade() -> None:
    """Add the tables; `quotedesk reread` fills the first for what was filed before."""
    op.create_table(
        "bindings",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_bindings_newsroom_id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("into_kind", sa.String(20), nullable=False),
        sa.Column("into_name", sa.Text(), nullable=False),
        sa.Column("alias", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bindings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bindings_newsroom_id", "bindings", ["newsroom_id"])
    op.create_table(
        "reported",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_reported_newsroom_id"), nullable=False),
        _child("version_id", "versions"),
        _child("speaker_id", "speakers"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reported"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reported_version_id", "reported", ["version_id"])
    op.create_index("ix_reported_speaker_id_version_id", "reported", ["speaker_id", "version_id"])
