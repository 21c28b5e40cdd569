"""The first tables.

Revision ID: 0001
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table, and give the store the name by which its index knows it."""
    op.create_table(
        "facts",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "newsrooms",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_newsrooms"),
        sa.UniqueConstraint("name", name="uq_newsrooms_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("origin", KEY, nullable=False),
        sa.Column("address", KEY, nullable=True),
        sa.Column("newest_version_id", ID, nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("status_note", sa.Text(), nullable=True),
        sa.Column("ruled", sa.Boolean(), nullable=False),
        sa.Column("embargo_until", sa.BigInteger(), nullable=True),
        sa.Column("visible_from", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_articles_newsroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("newest_version_id", name="uq_articles_newest_version_id"),
        sa.UniqueConstraint("newsroom_id", "origin", name="uq_articles_newsroom_id_origin"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_newsroom_id_address", "articles", ["newsroom_id", "address"])
    op.create_table(
        "changes",
        sa.Column("seq", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_changes_newsroom_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "speakers",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_speakers_newsroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_speakers"),
        sa.UniqueConstraint("newsroom_id", "kind", "key", name="uq_speakers_newsroom_id_kind_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tombstones",
        sa.Column("newsroom_id", ID, autoincrement=False, nullable=False),
        sa.Column("trace", sa.String(64), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_tombstones_newsroom_id"),
        sa.PrimaryKeyConstraint("newsroom_id", "trace", name="pk_tombstones"),
    )
    op.create_table(
        "word_slips",
        sa.Column("newsroom_id", ID, autoincrement=False, nullable=False),
        sa.Column("slip", KEY, nullable=False),
        sa.Column("word", KEY, nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_word_slips_newsroom_id"),
        sa.PrimaryKeyConstraint("newsroom_id", "slip", "word", name="pk_word_slips"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_word_slips_newsroom_id_word", "word_slips", ["newsroom_id", "word"])
    op.create_table(
        "names",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("speaker_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_names_newsroom_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_names_speaker_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_names"),
        sa.UniqueConstraint("speaker_id", "key", name="uq_names_speaker_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "versions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("printed_at", KEY, nullable=True),
        sa.Column("day_first", KEY, nullable=True),
        sa.Column("day_last", KEY, nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("outlet_key", KEY, nullable=True),
        sa.Column("speech_quotes", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_versions_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_versions_newsroom_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("article_id", "number", name="uq_versions_article_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_versions_newsroom_id_content", "versions", ["newsroom_id", "content"])
    op.create_table(
        "bodies",
        sa.Column("version_id", ID, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_bodies_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", name="pk_bodies"),
    )
    op.create_table(
        "name_words",
        sa.Column("newsroom_id", ID, autoincrement=False, nullable=False),
        sa.Column("word", KEY, nullable=False),
        sa.Column("name_id", ID, autoincrement=False, nullable=False),
        sa.Column("whole", sa.Boolean(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_name_words_name_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_name_words_newsroom_id"),
        sa.PrimaryKeyConstraint("newsroom_id", "word", "name_id", "whole", name="pk_name_words"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_words_name_id_word", "name_words", ["name_id", "word"])
    op.create_table(
        "namings",
        sa.Column("name_id", ID, autoincrement=False, nullable=False),
        sa.Column("version_id", ID, autoincrement=False, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name="fk_namings_name_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_namings_newsroom_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_namings_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name_id", "version_id", name="pk_namings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_namings_version_id", "namings", ["version_id"])
    op.create_table(
        "utterances",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("speaker_id", ID, nullable=True),
        sa.Column("speech", sa.Boolean(), nullable=False),
        sa.Column("said", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_utterances_newsroom_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_utterances_speaker_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_utterances_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_utterances"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_utterances_said", "utterances", ["said"])
    op.create_index("ix_utterances_speaker_id_version_id", "utterances", ["speaker_id", "version_id"])
    op.create_index("ix_utterances_version_id", "utterances", ["version_id"])
    op.create_table(
        "quotes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("utterance_id", ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(40), nullable=False),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_quotes_newsroom_id"),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterances.id"], name="fk_quotes_utterance_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_quotes_version_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quotes_utterance_id", "quotes", ["utterance_id"])
    op.create_index("ix_quotes_version_id", "quotes", ["version_id"])
    op.create_table(
        "abouts",
        sa.Column("quote_id", ID, autoincrement=False, nullable=False),
        sa.Column("speaker_id", ID, autoincrement=False, nullable=False),
        sa.Column("newsroom_id", ID, nullable=False),
        sa.Column("utterance_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["newsroom_id"], ["newsrooms.id"], name="fk_abouts_newsroom_id"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_abouts_quote_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_abouts_speaker_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["utterance_id"], ["utterances.id"], name="fk_abouts_utterance_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("quote_id", "speaker_id", name="pk_abouts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_abouts_speaker_id_utterance_id", "abouts", ["speaker_id", "utterance_id"])
    op.create_index("ix_abouts_utterance_id", "abouts", ["utterance_id"])
    op.execute(sa.text("INSERT INTO facts (name, value) VALUES ('store', :id)").bindparams(id=uuid4().hex))
