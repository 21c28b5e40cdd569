"""The tables of the store. Every row that an answer is made of carries its newsroom.

Times are microseconds since 1970 (UTC). `visible_from` is when an article may first be shown: 0 at once, the end of
its embargo, or `NEVER` while it is withheld; every reading statement compares it with now.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
)

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

REVISION = "0014"
"""The newest migration; an archive that names another one is migrated, or was made by a newer Quotedesk."""

NEVER = 2**62
"""`visible_from` of a withheld article: later than any clock."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
Key = Text().with_variant(Text(collation="C"), "postgresql")
"""A text that is compared by its characters alone, so that a range of it is all that begins alike."""


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _newsroom() -> Column[int]:
    return Column("newsroom_id", Id, ForeignKey("newsrooms.id"), nullable=False)


def _child(name: str, table: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=nullable)


facts = Table("facts", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))

newsrooms = Table(
    "newsrooms",
    metadata,
    _id(),
    Column("name", Key, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    _id(),
    _newsroom(),
    Column("origin", Key, nullable=False),
    Column("address", Key),
    Column("newest_version_id", Id, unique=True),
    Column("status", String(20), nullable=False),
    Column("status_note", Text),
    Column("ruled", Boolean, nullable=False),
    Column("embargo_until", BigInteger),
    Column("visible_from", BigInteger, nullable=False),
    Column("access", String(20)),
    UniqueConstraint("newsroom_id", "origin"),
    Index(None, "newsroom_id", "address"),
    Index(None, "visible_from"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    _id(),
    _newsroom(),
    _child("article_id", "articles"),
    Column("number", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("printed_at", Key),
    Column("day_first", Key),
    Column("day_last", Key),
    Column("outlet", Text),
    Column("outlet_key", Key),
    Column("speech_quotes", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("article_id", "number"),
    Index(None, "newsroom_id", "content"),
    sqlite_autoincrement=True,
)

AS_LISTED = (versions.c.printed_at.is_(None), versions.c.printed_at.desc(), versions.c.id.desc())
"""The order of a list of all articles: the last printed first, undated ones after all others."""

Index("ix_versions_as_listed", versions.c.newsroom_id, *AS_LISTED)

bodies = Table(
    "bodies",
    metadata,
    Column("version_id", Id, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)

speakers = Table(
    "speakers",
    metadata,
    _id(),
    _newsroom(),
    Column("kind", String(20), nullable=False),
    Column("key", Key, nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("newsroom_id", "kind", "key"),
    sqlite_autoincrement=True,
)

utterances = Table(
    "utterances",
    metadata,
    _id(),
    _newsroom(),
    _child("version_id", "versions"),
    _child("speaker_id", "speakers", nullable=True),
    Column("speech", Boolean, nullable=False),
    Column("said", BigInteger, nullable=False),
    Index(None, "version_id"),
    Index(None, "speaker_id", "version_id"),
    Index(None, "said"),
    sqlite_autoincrement=True,
)

quotes = Table(
    "quotes",
    metadata,
    _id(),
    _newsroom(),
    _child("version_id", "versions"),
    _child("utterance_id", "utterances"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("grade", String(40), nullable=False),
    Column("printed", Text),
    Column("because", Text, nullable=False),
    Index(None, "version_id"),
    Index(None, "utterance_id"),
    sqlite_autoincrement=True,
)

reported = Table(
    "reported",
    metadata,
    _id(),
    _newsroom(),
    _child("version_id", "versions"),
    _child("speaker_id", "speakers"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("because", Text, nullable=False),
    Index(None, "version_id"),
    Index(None, "speaker_id", "version_id"),
    sqlite_autoincrement=True,
)
"""What is reported without marks, from `start` to `end`, and its sentence, from `first` to `last`."""

abouts = Table(
    "abouts",
    metadata,
    Column("quote_id", Id, ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("speaker_id", Id, ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _newsroom(),
    _child("utterance_id", "utterances"),
    Column("reason", Text, nullable=False),
    Index(None, "speaker_id", "utterance_id"),
    Index(None, "utterance_id"),
    sqlite_with_rowid=False,
)

names = Table(
    "names",
    metadata,
    _id(),
    _newsroom(),
    _child("speaker_id", "speakers"),
    Column("name", Text, nullable=False),
    Column("key", Key, nullable=False),
    UniqueConstraint("speaker_id", "key"),
    sqlite_autoincrement=True,
)

namings = Table(
    "namings",
    metadata,
    Column("name_id", Id, ForeignKey("names.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("version_id", Id, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _newsroom(),
    Index(None, "version_id"),
    sqlite_with_rowid=False,
)

bindings = Table(
    "bindings",
    metadata,
    _id(),
    _newsroom(),
    Column("kind", String(20), nullable=False),
    Column("key", Key, nullable=False),
    Column("name", Text, nullable=False),
    Column("article_id", Id),
    Column("into_kind", String(20), nullable=False),
    Column("into_name", Text, nullable=False),
    Column("alias", Boolean, nullable=False),
    Index(None, "newsroom_id"),
    sqlite_autoincrement=True,
)
"""Who is whom by the operator's word, by name: no key to speakers or articles, since it outlives them."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("newsroom_id", Id, ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
    Column("trace", String(64), primary_key=True),
    Column("article_id", Id, nullable=False),
    Column("removed_at", BigInteger, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=True),
    _newsroom(),
    Column("kind", String(20), nullable=False),
    Column("id", Id, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "id", "seq"),
    sqlite_autoincrement=True,
)

links = Table(
    "links",
    metadata,
    Column("tenant", Key, primary_key=True),
    _newsroom(),
    Column("since", BigInteger, nullable=False),
)

shares = Table(
    "shares",
    metadata,
    _id(),
    _newsroom(),
    Column("tenant", Key, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("outsiders", Boolean, nullable=False),
    Column("message", Text),
    Column("member", Key, nullable=False),
    Column("article_id", Id, nullable=False),
    Column("version_id", Id, nullable=False),
    Column("quote_id", Id),
    Column("at", BigInteger, nullable=False),
    Column("drawn", BigInteger, nullable=False),
    Column("taken_back", BigInteger),
    Index(None, "article_id"),
    Index(None, "newsroom_id", "member"),
    Index(None, "tenant"),
    sqlite_autoincrement=True,
)
"""What was shown to whom, without a word of it: no key to articles, since it outlives them."""

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _newsroom(),
    Column("key", Key, nullable=False, unique=True),
    Column("token", String(36), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("tenant", Key, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("outsiders", Boolean, nullable=False),
    Column("member", Key, nullable=False),
    Column("matter", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due", BigInteger, nullable=False),
    Column("claimed", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("trouble", Text, nullable=False),
    Column("message", Text),
    Index(None, "tenant"),
    sqlite_autoincrement=True,
)
"""What is to be said in a chat, to a member alone where there is no channel: what about by numbers, without a word of it."""

Index("ix_outbox_state", outbox.c.state, outbox.c.due)

watches = Table(
    "watches",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
"""How far what is filed was looked through for news: the last change, and the time up to which embargoes had ended."""

follows = Table(
    "follows",
    metadata,
    _id(),
    _newsroom(),
    Column("member", Key, nullable=False),
    Column("tenant", Key, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("outsiders", Boolean, nullable=False),
    Column("what", Text, nullable=False),
    Column("pace", String(20), nullable=False),
    Column("minute", Integer, nullable=False),
    Column("zone", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("ended", Text),
    Index(None, "newsroom_id", "member"),
    Index(None, "tenant"),
    sqlite_autoincrement=True,
)
"""What people asked to be told of. `what` holds that in their own words, since it is what they asked to be remembered."""

follow_keys = Table(
    "follow_keys",
    metadata,
    Column("newsroom_id", Id, ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
    Column("key", Key, primary_key=True),
    Column("follow_id", Id, ForeignKey("follows.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "follow_id"),
    sqlite_with_rowid=False,
)
"""By what an article finds its follows: a speaker, an outlet, or the rarest of some words."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index(None, "at"),
)

vault = Table(
    "vault",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("key", Key, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("until", BigInteger),
    Index(None, "until"),
)

purges = Table("purges", metadata, Column("tenant", Key, primary_key=True), Column("due", BigInteger, nullable=False))

sources = Table(
    "sources",
    metadata,
    _id(),
    _newsroom(),
    Column("kind", String(20), nullable=False),
    Column("place", Key, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("next_look", BigInteger, nullable=False),
    Column("looked", BigInteger),
    Column("failures", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    UniqueConstraint("newsroom_id", "place"),
    Index(None, "next_look"),
    sqlite_autoincrement=True,
)

sightings = Table(
    "sightings",
    metadata,
    Column("source_id", Id, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Key, primary_key=True),
    Column("mark", Text, nullable=False),
    Column("tries", Integer, nullable=False),
)

rules = Table(
    "rules",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("trace", String(64), primary_key=True),
    _newsroom(),
    Column("speaker_id", Id),
    Column("ground", String(20), nullable=False),
    Column("until", BigInteger),
    Column("at", BigInteger, nullable=False),
    Index(None, "speaker_id"),
)

kin = Table(
    "kin",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _newsroom(),
    Column("version_id", Id, nullable=False),
    Column("story", Id, nullable=False),
    Index(None, "story"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("newsroom_id", Id, ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
    Column("trace", Key, primary_key=True),
    _child("article_id", "articles"),
    Index(None, "article_id"),
)
"""The other addresses of an article, as traces."""

prints = Table(
    "prints",
    metadata,
    Column("newsroom_id", Id, ForeignKey("newsrooms.id"), primary_key=True, autoincrement=False),
    Column("print", Id, primary_key=True, autoincrement=False),
    Column("article_id", Id, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
)
"""Some runs of words of each article's newest version (`bot.archive.copies.prints_of`)."""
