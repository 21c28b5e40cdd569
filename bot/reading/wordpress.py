"""Posts of WordPress's REST interface: GET /wp-json/wp/v2/posts, one post or a list, with or without `_embed`.

Source: https://developer.wordpress.org/rest-api/reference/posts/
"""

from datetime import UTC, datetime, timezone

from bot.addresses import canonical
from bot.model import Document, PrintedDate
from bot.reading.fields import Fields, is_fields, items_in, names_in, status_of, text_in, within
from bot.reading.markup import body_of, text_of
from bot.reading.refusal import NotAnArticle


def is_wordpress(fields: Fields) -> bool:
    """Whether an object is a post: a rendered title and content."""
    return "rendered" in within(fields, "content") and "rendered" in within(fields, "title")


def read_wordpress(fields: Fields, url: str | None) -> Document:
    """The article in a post.

    Raises:
        NotAnArticle: a protected or empty post.
    """
    body = body_of(within(fields, "content").get("rendered"))
    if not body.text:
        raise NotAnArticle("The post has no text; it may be protected.")
    seo = within(fields, "yoast_head_json")
    published, updated = _date(fields, "date"), _date(fields, "modified")
    scheduled = text_in(fields, "status") == "future"
    return Document(
        text=body.text,
        format="wordpress",
        headline=_rendered(fields, "title"),
        standfirst=_written_excerpt(fields, body.text),
        byline=names_in([_bare(author) for author in items_in(within(fields, "_embedded").get("author"))])
        or text_in(seo, "author"),
        outlet=text_in(seo, "og_site_name"),
        section=_section(within(fields, "_embedded").get("wp:term")),
        published=published,
        updated=updated if updated != published else None,
        url=canonical(text_in(fields, "link")) or canonical(url),
        language=text_in(seo, "og_locale"),
        correction=body.correction,
        status=status_of(None if scheduled else text_in(fields, "status"), body.correction),
        embargo_until=_embargo(fields) if scheduled else None,
        block_quotes=body.block_quotes,
    )


def _date(fields: Fields, name: str) -> PrintedDate | None:
    """The post's time with the site's offset, which the local and the GMT time tell together; else its day."""
    exact = _moment(fields, name)
    if exact:
        return PrintedDate(exact.isoformat(timespec="seconds"))
    local = text_in(fields, name)
    return PrintedDate(local[:10]) if local and _naive(local) else None


def _embargo(fields: Fields) -> datetime:
    """When a scheduled post comes out (UTC)."""
    until = _moment(fields, "date")
    if until is None:
        raise NotAnArticle("The post is scheduled, but its hour (date_gmt) is missing, so it could not be held back.")
    return until.astimezone(UTC)


def _moment(fields: Fields, name: str) -> datetime | None:
    local, gmt = _naive(text_in(fields, name)), _naive(text_in(fields, f"{name}_gmt"))
    if local is None or gmt is None:
        return None
    offset = local - gmt
    if abs(offset.total_seconds()) >= 24 * 3600:
        return gmt.replace(tzinfo=UTC)
    return local.replace(tzinfo=timezone(offset))


def _naive(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None) if value else None
    except ValueError:
        return None


def _rendered(fields: Fields, name: str) -> str | None:
    rendered = within(fields, name).get("rendered")
    return text_of(rendered) or None if isinstance(rendered, str) else None


def _written_excerpt(fields: Fields, text: str) -> str | None:
    """The excerpt where an editor wrote one; WordPress otherwise cuts the text's first words."""
    excerpt = _rendered(fields, "excerpt")
    return excerpt if excerpt and excerpt.rstrip(" […]")[:60] not in text else None


def _bare(author: object) -> str | None:
    return text_in(author, "name") if is_fields(author) else None


def _section(terms: object) -> str | None:
    """The first category's name."""
    for group in items_in(terms):
        for term in items_in(group):
            if is_fields(term) and term.get("taxonomy") == "category":
                return text_in(term, "name")
    return None
