"""What the desk remembers besides articles: links, shares, deliveries, sealed secrets; and who may be shown an article.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the tables, and the column of the articles."""
    op.add_column("articles", sa.Column("access", sa.String(20), nullable=True))
    op.create_index("ix_changes_id_seq", "changes", ["id", "seq"])
    op.create_table(
        "links",
        sa.Column("tenant", KEY, nullable=False),
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_links_newsroom_id"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name="pk_links"),
    )
    op.create_table(
        "shares",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, sa.ForeignKey("newsrooms.id", name="fk_shares_newsroom_id"), nullable=False),
        sa.Column("tenant", KEY, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("outsiders", sa.Boolean(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("member", KEY, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("quote_id", ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("drawn", sa.BigInteger(), nullable=False),
        sa.Column("taken_back", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shares_article_id", "shares", ["article_id"])
    op.create_index("ix_shares_newsroom_id_member", "shares", ["newsroom_id", "member"])
    op.create_index("ix_shares_tenant", "shares", ["tenant"])
    op.create_table(
        "deliveries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"])
    op.create_table(
        "vault",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "key", name="pk_vault"),
    )
    op.create_index("ix_vault_until", "vault", ["until"])
    op.create_table(
        "purges",
        sa.Column("tenant", KEY, nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name="pk_purges"),
    )
