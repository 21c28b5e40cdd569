"""Pages and feeds say who wrote an article, where and when; what they say is kept, what they don't is not made up."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import PARAGRAPH_BREAK, Access, Document, PrintedDate, Retelling, Status
from bot.reading import NotAnArticle, read

SAMPLES = Path(__file__).parent / "samples"
BODY = (
    "The harbour bridge will be closed from Monday.",
    "“We could not wait another year,” said Council Leader Ines Okafor.",
)
LONG = (
    "The harbour bridge will be closed to all traffic from Monday, after the council voted seven to two to have its bearings replaced.",
    "“We could not wait another year,” said Council Leader Ines Okafor, who had asked for the vote after the storm of last winter.",
    "A ferry will run every quarter of an hour, the council said, and the fare will be paid by the contractor for the first month.",
)


def sample(name: str) -> Document:
    (document,) = read((SAMPLES / name).read_bytes(), name=name)
    return document


def page(*parts: str, head: str = "", lang: str = "en", url: str | None = None, wrap: str = "article") -> Document:
    paragraphs = "".join(f"<p>{text}</p>" for text in LONG)
    body = f"<{wrap}><h1>Harbour bridge to close</h1>{paragraphs}{''.join(parts)}</{wrap}>"
    (document,) = read(
        f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode(), name="page", url=url
    )
    return document


def parts_of(document: Document) -> list[str]:
    return document.text.split(PARAGRAPH_BREAK)


def test_a_page_gives_its_article_and_what_it_says_of_itself_so_that_it_can_be_cited() -> None:
    document = sample("page.html")
    assert document.headline == "Harbour bridge to close for a year"
    assert document.byline == "Maud Ferris and Ola Brandt"
    assert document.outlet == "The Tidewater Post"
    assert document.credit == "wire.example"
    assert document.section == "Local"
    assert document.published == PrintedDate("2025-06-07T08:30:00+01:00")
    assert document.updated == PrintedDate("2025-06-08T10:00:00+01:00")
    assert document.url == "https://www.tidewater.example/news/harbour-bridge"
    assert document.language == "en-GB"
    assert document.status is Status.CORRECTED
    assert document.correction == "An earlier version gave the wrong length of the bridge."
    assert document.lost == ()


def test_only_the_article_of_a_page_is_its_text_so_that_boxes_beside_it_are_never_quoted() -> None:
    text = sample("page.html").text
    assert "“The bearings are older than I am.”" in text
    assert "“No.”" in text
    assert text.count("We could not wait another year") == 1
    for beside in (
        "never again",
        "will not resign",
        "made-up comment",
        "the old lady",
        "All the news",
        "by a script",
        "Maud Ferris",
    ):
        assert beside not in text


def test_marks_that_a_browser_draws_around_q_are_written_out_so_that_its_words_are_a_quotation() -> None:
    assert "“Nobody walks here in the rain”, said Tom Reed" in sample("page.html").text


@pytest.mark.parametrize("name", ["widget", "share-wrap", "social", "article-meta", "hide-mobile", "embed-quote"])
def test_a_quotation_that_extraction_dropped_is_reported_so_that_the_article_is_flagged_incomplete(name: str) -> None:
    quote = "Nobody walks here in the rain,"
    document = page(f'<div class="{name}"><p>“{quote}” said Tom Reed, a shopkeeper.</p></div>')
    assert (quote in document.text) != (quote in document.lost)


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="related-stories"><p>The mayor said “I will not resign” on Friday, and smiled.</p></div>',
        "<aside><p>The mayor said “I will not resign” on Friday, and smiled.</p></aside>",
        '<p><a href="/x">Mayor: “I will not resign”</a></p>',
        '<figure><img src="x"><figcaption>The “I will not resign” speech</figcaption></figure>',
        '<div id="comments"><p>“I will not resign” was a good line, wrote a reader.</p></div>',
        "<article><p>The mayor said “I will not resign” on Friday, and smiled.</p></article>",
        "<p hidden>The mayor said “I will not resign” on Friday.</p>",
        '<p style="display:none">The mayor said “I will not resign” on Friday.</p>',
        '<script>say("“I will not resign”")</script>',
        "<p>Read more: Mayor says “I will not resign”</p>",
    ],
)
def test_quotations_beside_the_article_raise_no_alarm_so_that_the_flag_means_something(beside: str) -> None:
    assert not [lost for lost in page(beside).lost if "resign" in lost]


def test_open_graph_speaks_where_json_ld_is_silent_so_that_most_pages_have_an_outlet() -> None:
    head = (
        '<meta property="og:site_name" content="The Post"><meta property="og:title" content="Bridge shuts | The Post">'
        '<meta property="article:published_time" content="2025-06-07T08:30:00Z"><meta name="author" content="Maud Ferris">'
        '<meta property="article:section" content="Local">'
    )
    document = page(head=head)
    assert (document.headline, document.outlet, document.byline) == ("Bridge shuts", "The Post", "Maud Ferris")
    assert (document.section, document.published) == ("Local", PrintedDate("2025-06-07T08:30:00+00:00"))


def test_a_bare_page_states_no_outlet_and_no_date_so_that_neither_is_made_up() -> None:
    document = page()
    assert document.headline == "Harbour bridge to close"
    assert (document.outlet, document.byline, document.published, document.url) == (None, None, None, None)


def test_a_printed_date_on_a_page_is_read_by_its_locale_so_that_british_june_is_no_american_july() -> None:
    printed = "<p>Published 07/06/2025</p>"
    document = read(
        f'<html lang="en-GB"><body><article><h1>Harbour bridge to close</h1>{printed}{"".join(f"<p>{p}</p>" for p in LONG)}</article></body></html>'.encode(),
        name="page",
    )[0]
    assert document.published == PrintedDate("2025-06-07", "07/06/2025")


def test_a_front_page_given_as_every_articles_address_is_none_so_that_articles_are_not_mixed_up() -> None:
    assert page(head='<link rel="canonical" href="https://post.example/">').url is None
    assert page(head='<link rel="canonical" href="javascript:alert(1)">').url is None
    assert page(url="https://post.example/a?utm_source=x&id=7#top").url == "https://post.example/a?id=7"


def test_broken_json_ld_is_passed_over_so_that_the_page_is_still_read() -> None:
    assert page(head='<script type="application/ld+json">{"@type": "NewsArticle", </script>').text


def test_the_json_ld_of_another_article_does_not_speak_for_the_page_so_that_authors_are_not_mixed_up() -> None:
    other = {"@type": "NewsArticle", "url": "https://post.example/other", "author": "Ola Brandt", "headline": "Other"}
    own = {"@type": "NewsArticle", "url": "https://post.example/own", "author": "Maud Ferris", "headline": "Own"}
    head = f'<link rel="canonical" href="https://post.example/own"><script type="application/ld+json">{json.dumps([other, own])}</script>'
    assert page(head=head).byline == "Maud Ferris"


def test_a_retelling_carries_whom_it_retells_so_that_its_own_words_are_never_given_as_printed() -> None:
    document = sample("retold.md")
    assert document.headline == "The harbour bridge: an account"
    assert document.byline == "Retold by the desk"
    assert document.retold_from == Retelling(
        "Maud Ferris", "The Tidewater Post", "7 June 2025", "Harbour bridge to close"
    )
    assert document.published == PrintedDate("2025-06-07")
    assert document.url == "https://www.tidewater.example/retold/bridge"
    assert document.access is Access.PUBLIC
    assert parts_of(document) == [
        "The article says that the bridge will be closed for a year.",
        "What comes next",
        "It quotes the council’s leader: “We could not wait another year.”",
    ]


def test_markdown_without_front_matter_is_read_like_a_page_so_that_its_byline_is_found() -> None:
    text = f"# Bridge to close\n\nBy Maud Ferris\n\n7 June 2025\n\n{BODY[0]}\n\n> {BODY[1]}\n\n## What comes next\n\n{LONG[2]}\n"
    (document,) = read(text.encode(), name="notes")
    assert (document.format, document.headline, document.byline) == ("markdown", "Bridge to close", "Maud Ferris")
    assert document.published == PrintedDate("2025-06-07")
    assert parts_of(document) == [*BODY, "What comes next", LONG[2]]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("status: withdrawn-ish", "status"),
        ("embargo: tomorrow", "embargo"),
        ("embargo: 2025-06-07T10:00", "embargo"),
        ("access: everybody", "access"),
        ("title: a: b: c", "YAML"),
        ("- just\n- a list", "list of fields"),
    ],
)
def test_front_matter_that_cannot_be_honoured_is_refused_so_that_nothing_withheld_is_shown(
    field: str, sentence: str
) -> None:
    with pytest.raises(NotAnArticle) as caught:
        read(f"---\n{field}\n---\n\n{BODY[0]}\n".encode(), name="a.md")
    assert sentence in caught.value.message


def test_status_and_embargo_of_front_matter_are_kept_so_that_the_archive_can_enforce_them() -> None:
    text = f"---\nstatus: retracted\nembargo: 2025-06-08T06:00:00+02:00\n---\n\n{BODY[0]}\n"
    (document,) = read(text.encode(), name="a.md")
    assert document.status is Status.RETRACTED
    assert document.embargo_until == datetime(2025, 6, 8, 4, tzinfo=UTC)


def test_a_newsarticle_file_gives_its_fields_so_that_an_export_can_be_filed() -> None:
    document = sample("newsarticle.json")
    assert parts_of(document) == list(BODY)
    assert (document.byline, document.outlet, document.credit) == ("Maud Ferris", "The Tidewater Post", "Coastal Wire")
    assert (document.section, document.language) == ("Local", "en-GB")
    assert document.url == "https://www.tidewater.example/news/bridge"
    assert document.published == PrintedDate("2025-06-07")


def test_a_newsarticle_without_its_text_is_refused_so_that_no_empty_article_is_filed() -> None:
    with pytest.raises(NotAnArticle, match="articleBody"):
        read(b'{"@type": "NewsArticle", "headline": "Only a teaser"}', name="a.json")


def test_ninjs_1_gives_status_and_embargo_so_that_an_agencys_hold_is_kept() -> None:
    document = sample("ninjs-1.json")
    assert parts_of(document) == list(BODY)
    assert document.status is Status.WITHHELD
    assert document.embargo_until == datetime(2025, 6, 8, 4, tzinfo=UTC)
    assert (document.byline, document.dateline, document.credit) == ("Maud Ferris", "Tidewater", "Coastal Wire")
    assert document.outlet is None
    assert document.published == PrintedDate("2025-06-07T16:02:28+02:00")


def test_ninjs_3_gives_its_main_headline_and_best_body_so_that_short_forms_are_not_filed() -> None:
    document = sample("ninjs-3.json")
    assert document.headline == "Harbour bridge to close for a year"
    assert parts_of(document) == list(BODY)
    assert document.byline == "Maud Ferris and Ola Brandt"
    assert document.published == PrintedDate("2025-06-07T14:00:00+02:00")
    assert document.updated == PrintedDate("2025-06-07T16:02:28+02:00")


def test_ninjs_2_is_read_too_so_that_no_version_of_the_standard_is_shut_out() -> None:
    item = {
        "uri": "urn:x:1",
        "versioncreated": "2025-06-07T14:00:00Z",
        "pubstatus": "canceled",
        "headlines": [{"role": "main", "value": "Bridge shuts"}],
        "bodies": [{"contenttype": "text/plain", "value": "\n".join(BODY)}],
    }
    (document,) = read(json.dumps(item).encode(), name="two")
    assert (document.headline, document.status, parts_of(document)) == ("Bridge shuts", Status.RETRACTED, list(BODY))


def test_a_wordpress_post_gives_its_fields_so_that_a_papers_own_site_can_be_filed() -> None:
    document = sample("wordpress.json")
    assert document.headline == "Harbour bridge to close – for a year"
    assert parts_of(document) == list(BODY)
    assert (document.byline, document.outlet, document.section) == ("Maud Ferris", "The Tidewater Post", "Local")
    assert document.standfirst is None
    assert document.published == PrintedDate("2025-06-07T08:30:00+01:00")
    assert document.updated == PrintedDate("2025-06-08T10:00:00+01:00")
    assert document.url == "https://www.tidewater.example/2025/06/bridge/"


@pytest.mark.parametrize(
    ("status", "kept"), [("draft", Status.WITHHELD), ("private", Status.WITHHELD), ("publish", Status.USABLE)]
)
def test_an_unpublished_post_is_withheld_so_that_a_draft_is_never_quoted(status: str, kept: Status) -> None:
    (post,) = json.loads((SAMPLES / "wordpress.json").read_text("utf-8"))
    (document,) = read(json.dumps({**post, "status": status}).encode(), name="post")
    assert document.status is kept


def test_a_scheduled_post_is_embargoed_so_that_it_is_not_shown_before_its_hour() -> None:
    (post,) = json.loads((SAMPLES / "wordpress.json").read_text("utf-8"))
    (document,) = read(json.dumps({**post, "status": "future"}).encode(), name="post")
    assert document.embargo_until == datetime(2025, 6, 7, 7, 30, tzinfo=UTC)
    without = {name: value for name, value in post.items() if name != "date_gmt"}
    with pytest.raises(NotAnArticle, match="hour"):
        read(json.dumps({**without, "status": "future"}).encode(), name="post")


def wordpress_of(body: list[str]) -> bytes:
    (post,) = json.loads((SAMPLES / "wordpress.json").read_text("utf-8"))
    return json.dumps(post | {"content": {"rendered": "".join(f"<p>{text}</p>" for text in body)}}).encode()


def ninjs_of(body: list[str], pubstatus: str = "usable") -> bytes:
    html = "".join(f"<p>{text}</p>" for text in body)
    return json.dumps({"uri": "urn:x:1", "pubstatus": pubstatus, "headline": "Bridge", "body_html": html}).encode()


def newsarticle_of(body: list[str]) -> bytes:
    return json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": "\n".join(body)}).encode()


def markdown_of(body: list[str]) -> bytes:
    return "\n\n".join(["---\nheadline: Bridge\n---", *body]).encode()


def html_of(body: list[str]) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return f"<html><body><article><h1>Bridge</h1>{paragraphs}</article></body></html>".encode()


NOTES = (
    "Correction: An earlier version quoted her as saying “We could wait.”",
    "Korrektur vom 8. Juni: Zuvor hieß es „Wir können warten“.",
    "Correction (8 June): The bridge closes for one year.",
    "Clarification, June 8, 2025: The bridge closes for one year.",
    "Correction to this article: The bridge closes for one year.",
    "Rectificatif : le pont ferme un an, et non deux.",
    "Fe de erratas: el puente cierra un año.",
    "This article was amended on 8 June 2025 because an earlier version quoted her as saying “We could wait.”",
    "A previous version of this story misquoted the council leader as saying “We could wait.”",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("file", [wordpress_of, ninjs_of, newsarticle_of, markdown_of, html_of])
def test_a_printed_correction_is_told_apart_in_every_format_so_that_the_wrong_words_are_not_quoted_again(
    file: Callable[[list[str]], bytes], note: str
) -> None:
    (document,) = read(file([*LONG, note]), name="article")
    assert (document.status, document.correction) == (Status.CORRECTED, note)
    assert parts_of(document) == list(LONG)


def test_the_block_quotes_behind_a_correction_keep_their_places_so_that_nobody_elses_words_are_theirs() -> None:
    html = f"<p>{NOTES[0]}</p><p>{LONG[0]}</p><blockquote><p>{LONG[1]}</p></blockquote><p>{LONG[2]}</p>"
    item = {"uri": "urn:x:1", "pubstatus": "usable", "headline": "Bridge", "body_html": html}
    (document,) = read(json.dumps(item).encode(), name="item")
    assert parts_of(document)[document.block_quotes[0] - 1] == LONG[1]


@pytest.mark.parametrize("note", NOTES)
def test_an_item_that_is_a_correction_alone_is_told_so_with_what_to_do_so_that_its_wrong_words_are_not_filed(
    note: str,
) -> None:
    with pytest.raises(NotAnArticle, match="correction alone") as told:
        read(ninjs_of([note]), name="item")
    assert "quotedesk set-status" in told.value.hint


@pytest.mark.parametrize(("pubstatus", "kept"), [("canceled", Status.RETRACTED), ("withheld", Status.WITHHELD)])
def test_a_correction_does_not_lift_what_an_agency_says_so_that_a_withdrawn_item_stays_withdrawn(
    pubstatus: str, kept: Status
) -> None:
    (document,) = read(ninjs_of([*LONG, NOTES[0]], pubstatus), name="item")
    assert document.status is kept


def test_a_correction_named_in_front_matter_sets_the_status_so_that_every_answer_says_it() -> None:
    text = "---\nheadline: Bridge\ncorrection: It is one year.\n---\n\n" + "\n\n".join(LONG)
    (document,) = read(text.encode(), name="article.md")
    assert (document.status, document.correction) == (Status.CORRECTED, "It is one year.")


@pytest.mark.parametrize(
    "line",
    [
        "The correction of the bearings was due, she said.",
        "This article of faith was dropped.",
        "Correction officers said of the closure: “Nobody asked us.”",
        "Clarification was sought by the council leader, who said: “We could not wait.”",
    ],
)
def test_a_sentence_about_a_correction_is_text_so_that_nothing_printed_is_lost(line: str) -> None:
    (document,) = read(ninjs_of([*LONG, line]), name="item")
    assert (document.status, parts_of(document)[-1]) == (Status.USABLE, line)


def test_a_heading_worded_otherwise_than_the_headline_is_no_standfirst_so_that_it_is_not_shown_as_one() -> None:
    document = page("", head='<meta property="og:title" content="What the closing of the bridge means">')
    assert document.headline == "What the closing of the bridge means"
    assert document.standfirst is None
    assert parts_of(document) == list(LONG)


def test_a_description_cut_from_the_text_is_no_standfirst_so_that_no_words_are_shown_twice() -> None:
    assert page(head=f'<meta name="description" content="{LONG[0][:90]}…">').standfirst is None
    assert page(head='<meta name="description" content="Seven to two.">').standfirst == "Seven to two."


def test_a_time_outside_the_article_does_not_date_it_so_that_a_teasers_day_is_not_taken_for_its_own() -> None:
    teaser = '<section><time datetime="2025-01-01">1 January</time> <a href="/x">Another story of the day</a></section>'
    body = "".join(f"<p>{text}</p>" for text in LONG)
    for own, date in (('<time datetime="2025-06-07">7 June</time>', PrintedDate("2025-06-07")), ("", None)):
        html = f"<html><body>{teaser}<article><h1>Harbour bridge to close</h1>{own}{body}</article></body></html>"
        assert read(html.encode(), name="page")[0].published == date


def test_an_address_with_a_day_in_it_dates_a_page_that_says_nothing_so_that_old_sites_are_not_undated() -> None:
    assert page(url="https://post.example/2025/06/07/bridge").published == PrintedDate("2025-06-07")
    assert page('<p><a rel="author" href="/m">Maud Ferris</a></p>').byline == "Maud Ferris"


@pytest.mark.parametrize("page", ["<p>" * 25_000, "<html><body>" + "<p>" * 4_000_000], ids=["many", "millions"])
def test_a_page_of_far_too_many_elements_is_refused_so_that_none_holds_the_desk_up(page: str) -> None:
    with pytest.raises(NotAnArticle, match="more than 20,000 elements"):
        read(page.encode(), name="page.html")
