"""The spellings under which names are found leave the store: an index of names on each machine holds them.

Revision ID: 0003
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the tables; nothing in them is kept nowhere else."""
    op.drop_table("name_words")
    op.drop_table("word_slips")
