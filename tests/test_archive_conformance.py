"""The archive keeps its word on either store: what is filed is found, once, by whom it was said, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.archive import Archive, Filters, Month, Printing, Submission, Words, words_of
from bot.errors import AskError
from bot.model import (
    Access,
    Attribution,
    Document,
    Entity,
    Extraction,
    Grade,
    Kind,
    Mention,
    PrintedDate,
    Quotation,
    Reported,
    Retelling,
    Span,
    Status,
)
from tests.archives import NOW, Line, Story, submissions

ROOM = "city-desk"
ALL = Filters()

HARBOUR = Story(
    (
        Line("Ada Okafor", "The bridge won’t open in May.", about=("Tom Brandt",)),
        Line("Tom Brandt", "We never promised May,", parts=("only spring.",)),
        Line("one engineer", "The steel is late and everybody here knows it.", unnamed=True, about=("Tom Brandt",)),
        Line("Ada Okafor", "spring", speech=False),
    ),
    origin="https://www.ledger.example/harbour/bridge/",
    named=("Ines Valdez",),
    aliases={"Ada Okafor": ("Okafor", "the mayor"), "Tom Brandt": ("Brandt",)},
    headline="Harbour bridge slips again",
    outlet="The Ledger",
    published="2025-06-07",
)


def file(archive: Archive, *stories: Story, room: str = ROOM, now: datetime = NOW) -> list[int]:
    """File stories; the ids of their articles."""
    return [filed.article_id for filed in archive.file(room, submissions(stories), now=now)]


def speaker(archive: Archive, name: str) -> int:
    [hit] = [
        hit for hit in archive.speakers_named(ROOM, name.split(), slips=False, now=NOW) if hit.speaker.name == name
    ]
    return hit.speaker.id


def by(archive: Archive, name: str, filters: Filters = ALL, now: datetime = NOW) -> list[str]:
    found = archive.utterances_by(ROOM, [speaker(archive, name)], filters, offset=0, limit=50, now=now)
    assert found.total == len(found.items)
    return [said(item) for item in found.items]


def about(archive: Archive, name: str, filters: Filters = ALL) -> list[str]:
    found = archive.utterances_about(ROOM, [speaker(archive, name)], filters, offset=0, limit=50, now=NOW)
    assert found.total == len(found.items)
    return [said(item) for item in found.items]


def matching(archive: Archive, typed: str, filters: Filters = ALL, now: datetime = NOW) -> list[str]:
    found = archive.utterances_matching(ROOM, words(typed), filters, offset=0, limit=50, now=now)
    assert found.total == len(found.items)
    return [said(item) for item in found.items]


def headlines(archive: Archive, typed: str, filters: Filters = ALL, now: datetime = NOW) -> list[str | None]:
    found = archive.articles_matching(ROOM, words(typed), filters, offset=0, limit=50, now=now)
    assert found.total == len(found.items)
    return [item.source.headline for item in found.items]


def named(archive: Archive, typed: str, *, slips: bool = False, now: datetime = NOW) -> list[str]:
    return [hit.speaker.name for hit in archive.speakers_named(ROOM, typed.split(), slips=slips, now=now)]


def words(typed: str) -> Words:
    return Words(words=words_of(typed))


def said(printing: Printing) -> str:
    return " / ".join(quote.exact for quote in printing.utterance.quotes)


# --- what was filed comes back as it was


def test_a_version_comes_back_as_it_was_read_so_that_every_quote_is_a_span_of_its_text(archive: Archive) -> None:
    story = HARBOUR.but(
        extra={
            "byline": "Mo Field",
            "standfirst": "Spring it is.",
            "credit": "wire.example",
            "url": "https://ledger.example/harbour/bridge",
            "updated": PrintedDate("2025-06-08T09:00:00+00:00", "08/06/2025"),
            "access": Access.PUBLIC,
            "correction": "An earlier version named another month.",
            "retold_from": Retelling("A. Writer", "The Ledger", "2025", "Bridge"),
            "lost": ("words that were lost",),
        }
    )
    [article_id] = file(archive, story)
    version = archive.article(ROOM, article_id, now=NOW)
    assert version is not None
    assert version.document == story.submission.document
    assert version.first_seen == NOW
    assert [quote.span.cut(version.document.text) for quote in version.quotes] == [q.exact for q in version.quotes]
    assert [quote.paragraph for quote in version.quotes] == [1, 2, 2, 3, 4]
    assert [quote.speech for quote in version.quotes] == [True, True, True, True, False]
    assert version.source.incomplete
    assert version.source.retold_from == Retelling("A. Writer", "The Ledger", "2025", "Bridge")


def test_a_quote_keeps_its_speaker_grade_and_surroundings_so_that_an_answer_can_show_them(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    version = archive.article(ROOM, article_id, now=NOW)
    assert version is not None
    first, _, _, engineer, _ = version.quotes
    assert first.speaker is not None
    assert (first.speaker.name, first.speaker.kind, first.grade) == ("Ada Okafor", Kind.PERSON, Grade.NAMED)
    assert first.speaker.aliases == ("Okafor", "the mayor")
    assert first.before == "Ada Okafor said: “"
    assert first.after.startswith("”\n\nTom Brandt")
    assert [(who.name, why) for who, why in first.about] == [("Tom Brandt", "named in it")]
    assert (engineer.speaker, engineer.printed, engineer.grade) == (None, "one engineer", Grade.DESCRIBED)


def test_characters_that_no_database_keeps_are_replaced_one_for_one_so_that_spans_still_fit(archive: Archive) -> None:
    [article_id] = file(archive, Story((Line("Ada\x00 Okafor", "No\x00w\ud800 or never"),), headline="A\x00B"))
    version = archive.article(ROOM, article_id, now=NOW)
    assert version is not None
    assert version.quotes[0].exact == "No\ufffdw\ufffd or never"
    assert version.source.headline == "A\ufffdB"


def test_a_long_raw_page_and_many_names_are_filed_so_that_size_is_no_reason_to_lose_one(archive: Archive) -> None:
    crowd = tuple(f"Person {number} Example" for number in range(1500))
    [article_id] = file(archive, HARBOUR.but(named=(*crowd, "X" * 5000)))
    assert named(archive, "person 1499") == ["Person 1499 Example"]
    archive.remove(ROOM, article_id, now=NOW)
    assert named(archive, "person 1499") == []


# --- the same article again


def test_the_same_again_does_nothing_so_that_an_ingest_can_be_repeated(archive: Archive) -> None:
    first, again = archive.file(ROOM, submissions([HARBOUR, HARBOUR]), now=NOW)
    assert (first.outcome, first.quotes) == ("article", 4)
    assert (again.outcome, again.article_id, again.version_id) == ("same", first.article_id, first.version_id)


def test_a_copy_of_a_file_is_the_same_article_so_that_a_moved_folder_doubles_nothing(archive: Archive) -> None:
    first, copy = archive.file(ROOM, submissions([HARBOUR.but(origin="/a.txt"), HARBOUR.but(origin="/b.txt")]), now=NOW)
    assert (copy.outcome, copy.article_id) == ("same", first.article_id)


def test_an_address_spelt_otherwise_is_the_same_origin_so_that_a_changed_page_is_a_version(archive: Archive) -> None:
    changed = HARBOUR.but(origin="http://ledger.example/harbour/bridge?utm_source=mail#top", headline="Bridge, again")
    first, second = archive.file(ROOM, submissions([HARBOUR, changed]), now=NOW)
    assert (second.outcome, second.article_id) == ("version", first.article_id)


def test_a_changed_text_is_a_new_version_so_that_the_old_wording_stays_readable(archive: Archive) -> None:
    old, new = Line("Ada Okafor", "It opens in May."), Line("Ada Okafor", "It opens in June.")
    first, second = archive.file(ROOM, submissions([Story((old,)), Story((new,))]), now=NOW)
    kept = archive.version(ROOM, first.version_id, now=NOW)
    newest = archive.article(ROOM, first.article_id, now=NOW)
    assert kept is not None
    assert newest is not None
    assert (kept.quotes[0].exact, kept.source.newest, kept.source.version) == ("It opens in May.", False, 1)
    assert (newest.quotes[0].exact, newest.source.newest, newest.source.version) == ("It opens in June.", True, 2)
    assert newest.source.version_id == second.version_id
    assert [each.version for each in archive.versions(ROOM, first.article_id, now=NOW)] == [1, 2]


def test_only_the_newest_version_answers_so_that_corrected_words_are_not_quoted_any_more(archive: Archive) -> None:
    old = Story((Line("Ada Okafor", "It opens in May."), Line("Lee Marsh", "I was never there.")))
    file(archive, old, Story((Line("Ada Okafor", "It opens in June."),)))
    assert by(archive, "Ada Okafor") == ["It opens in June."]
    assert matching(archive, "may") == []
    assert named(archive, "marsh") == []
    assert archive.holdings(ROOM, now=NOW).quotes == 1
    assert archive.holdings(ROOM, now=NOW).versions == 2


def test_a_correction_taken_back_is_a_third_version_so_that_the_history_is_true(archive: Archive) -> None:
    one, two = Story((Line("Ada Okafor", "May."),)), Story((Line("Ada Okafor", "June."),))
    outcomes = [filed.outcome for filed in archive.file(ROOM, submissions([one, two, one]), now=NOW)]
    assert outcomes == ["article", "version", "version"]


# --- by and about


def test_by_and_about_are_two_lists_so_that_nobody_is_given_words_about_them(archive: Archive) -> None:
    file(archive, HARBOUR)
    assert by(archive, "Tom Brandt") == ["We never promised May, / only spring."]
    assert sorted(about(archive, "Tom Brandt")) == [
        "The bridge won’t open in May.",
        "The steel is late and everybody here knows it.",
    ]


def test_words_about_oneself_are_only_by_so_that_they_are_not_shown_twice(archive: Archive) -> None:
    file(archive, Story((Line("Ada Okafor", "I am tired of this bridge.", about=("Ada Okafor",)),)))
    assert by(archive, "Ada Okafor") == ["I am tired of this bridge."]
    assert about(archive, "Ada Okafor") == []


def test_the_newest_printing_comes_first_so_that_undated_ones_come_last(archive: Archive) -> None:
    dates = {"a": None, "b": "2025-06-07", "c": "2025", "d": "2025-06-07T23:30:00-05:00", "e": "2024-12-31"}
    file(
        archive,
        *(Story((Line("Ada Okafor", key),), f"/{key}", published=date, headline=key) for key, date in dates.items()),
    )
    assert by(archive, "Ada Okafor") == ["d", "b", "c", "e", "a"]


def test_the_same_words_by_the_same_speaker_show_once_so_that_the_earliest_printing_stands_for_all(
    archive: Archive,
) -> None:
    prints = [
        ("We’re ready — at last.", "2025-06-09"),
        ("“We're ready - at last,”".strip("“”"), "2025-06-07"),
        ("We're ready at last", None),
    ]
    file(archive, *(Story((Line("Ada Okafor", text),), f"/{text}", published=date) for text, date in prints))
    found = archive.utterances_by(ROOM, [speaker(archive, "Ada Okafor")], ALL, offset=0, limit=5, now=NOW)
    assert found.total == 1
    assert found.items[0].utterance.source.published == PrintedDate("2025-06-07")
    assert found.items[0].also_in == 2


def test_an_utterance_parted_by_the_printer_is_the_same_so_that_the_words_decide(archive: Archive) -> None:
    whole = Story((Line("Tom Brandt", "We never promised May, only spring."),), "/whole", published="2025-01-01")
    file(archive, HARBOUR, whole)
    assert by(archive, "Tom Brandt") == ["We never promised May, only spring."]


@pytest.mark.parametrize("other", ["We are not ready.", "[We] are ready.", "We are ready …", "We are -5 ready."])
def test_other_words_are_kept_apart_so_that_a_difference_can_be_told(archive: Archive, other: str) -> None:
    file(archive, *(Story((Line("Ada Okafor", text),), f"/{text}") for text in ("We are ready.", other)))
    assert len(by(archive, "Ada Okafor")) == 2


def test_short_words_by_unnamed_sources_are_kept_apart_so_that_two_people_are_not_made_one(archive: Archive) -> None:
    short, long = "No.", "The steel is late and everybody here knows it."
    for number in (1, 2):
        lines = tuple(Line("one aide", text, unnamed=True, about=("Ada Okafor",)) for text in (short, long))
        file(archive, Story(lines, f"/{number}", headline=str(number)))
    assert sorted(about(archive, "Ada Okafor")) == ["No.", "No.", "The steel is late and everybody here knows it."]


def test_scare_quotes_are_no_speech_so_that_they_are_neither_found_nor_counted(archive: Archive) -> None:
    file(archive, Story((Line("Ada Okafor", "efficiency", speech=False),)))
    assert matching(archive, "efficiency") == []
    assert archive.holdings(ROOM, now=NOW).quotes == 0


def test_pages_follow_one_another_so_that_nothing_is_shown_twice_or_skipped(archive: Archive) -> None:
    file(archive, Story(tuple(Line("Ada Okafor", f"sentence number {number}") for number in range(7))))
    mayor = [speaker(archive, "Ada Okafor")]

    def pages(of: str) -> list[Printing]:
        return [
            item
            for offset in (0, 3, 6, 9)
            for item in (
                archive.utterances_by(ROOM, mayor, ALL, offset=offset, limit=3, now=NOW)
                if of == "by"
                else archive.utterances_matching(ROOM, Words(("sentence",)), ALL, offset=offset, limit=3, now=NOW)
            ).items
        ]

    for of in ("by", "matching"):
        assert sorted(said(item) for item in pages(of)) == [f"sentence number {number}" for number in range(7)]


# --- misquotes


def near(archive: Archive, typed: str, filters: Filters = ALL, now: datetime = NOW, limit: int = 9) -> list[str]:
    return [said(item) for item in archive.utterances_near(ROOM, typed, filters, limit=limit, now=now)]


SPEECHES = [
    "We will not raise the toll on the northern crossing before the winter is over.",
    "We will raise the wages of every ferry crew before the summer is over.",
    "The toll was never meant to pay for anything but the painting of the bridge.",
    "Nobody in this building has seen the letter that you are all talking about.",
    "They don’t actually have the money.",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (SPEECHES[0], 0),
        ("WE WILL NOT RAISE THE TOLL ON THE NORTHERN CROSSING BEFORE THE WINTER IS OVER", 0),
        ("we will raise the toll on the northern crossing before the winter is over", 0),
        ("We will not raise teh tol on the nothern crosing before winter is over", 0),
        ("on the northern crossing before", 0),
        ("We'll raise wages for all ferry crews before the summer ends", 1),
        ("the toll never was meant to pay for the painting", 2),
        ("nobody in the building saw the letter you are talking about", 3),
        ("seen teh lettr", 3),
        ("they don't have the money", 4),
        ("monye", 4),
    ],
)
def test_a_misquote_comes_to_the_words_it_was_made_of_so_that_the_difference_can_be_shown(
    archive: Archive, typed: str, meant: int
) -> None:
    file(archive, Story(tuple(Line("Ada Okafor", words) for words in SPEECHES)))
    assert near(archive, typed)[0] == SPEECHES[meant]


@pytest.mark.parametrize("typed", ["", "…", "zzqx wvvk", "!" * 9_000])
def test_what_shares_no_word_with_anything_is_near_nothing(archive: Archive, typed: str) -> None:
    file(archive, HARBOUR)
    assert near(archive, typed) == []


def test_a_hundred_thousand_typed_words_are_compared_by_their_first_ones(archive: Archive) -> None:
    file(archive, HARBOUR)
    assert near(archive, "The bridge won't open in May. " + "more " * 100_000)[0] == "The bridge won’t open in May."


def test_a_misquote_that_runs_two_quotes_of_one_breath_together_is_found(archive: Archive) -> None:
    file(archive, HARBOUR)
    assert near(archive, "we never promised May only spring")[0] == "We never promised May, / only spring."


def test_nearest_words_by_one_who_is_named_come_before_the_same_words_by_nobody(archive: Archive) -> None:
    words = "The steel is late again."
    file(archive, Story((Line("one aide", words, unnamed=True),), "/late", published="2025-06-09"))
    file(archive, Story((Line("Ada Okafor", words),), "/early", published="2024-01-01"))
    [first, _] = archive.utterances_near(ROOM, "the steel is late", ALL, limit=9, now=NOW)
    assert first.utterance.source.published == PrintedDate("2024-01-01")


def test_of_words_as_near_and_as_sure_the_newest_come_first_and_undated_ones_last(archive: Archive) -> None:
    dates = {"Ada Okafor": "2024-05-01", "Tom Brandt": None, "Ines Valdez": "2025-05-01"}
    for who, date in dates.items():
        file(archive, Story((Line(who, "The steel is late again."),), f"/{who}", published=date))
    found = archive.utterances_near(ROOM, "the steel was late again", ALL, limit=9, now=NOW)
    assert [item.utterance.lead.speaker.name for item in found if item.utterance.lead.speaker] == [
        "Ines Valdez",
        "Ada Okafor",
        "Tom Brandt",
    ]


def test_nearest_words_are_kept_to_the_filters_and_to_so_many_as_were_asked_for(archive: Archive) -> None:
    file(archive, HARBOUR)
    typed = "the bridge will not open in may and we never promised it"
    assert near(archive, typed, Filters(by=(speaker(archive, "Tom Brandt"),))) == [
        "We never promised May, / only spring."
    ]
    assert near(archive, typed, Filters(since="2026")) == []
    assert len(near(archive, typed, limit=1)) == 1


def test_no_misquote_comes_to_words_that_may_not_be_shown(archive: Archive) -> None:
    embargo = datetime(2026, 3, 1, tzinfo=UTC)
    file(archive, HARBOUR.but(extra={"embargo_until": embargo}))
    assert near(archive, "the bridge won't open in may") == []
    assert near(archive, "the bridge won't open in may", now=embargo)[0] == "The bridge won’t open in May."
    [number] = file(archive, Story((Line("Ada Okafor", "The steel is late again."),), "/withheld"))
    assert near(archive, "the steel is late again") == ["The steel is late again."]
    archive.set_status(ROOM, number, Status.WITHHELD, "", now=NOW)
    assert near(archive, "the steel is late again") == []
    archive.file("sports", submissions([HARBOUR.but(origin="/theirs")]), now=NOW)
    assert near(archive, "the bridge won't open in may") == []


# --- earlier wordings

DROPPED = "The steel will be here before anybody asks for it."


def before(archive: Archive, typed: str, filters: Filters = ALL, now: datetime = NOW, room: str = ROOM) -> list[str]:
    """What only earlier versions have with these words in a row, which is also what comes nearest to them."""
    phrase = Words(phrases=(words_of(typed),))
    held = archive.utterances_matching(room, phrase, filters, offset=0, limit=9, earlier=True, now=now)
    near = archive.utterances_near(room, typed, filters, limit=9, earlier=True, now=now)
    found = [said(item) for item in held.items]
    assert [said(item) for item in near][: len(found)] == found
    assert typed != DROPPED or (DROPPED in found) == (DROPPED in map(said, near))
    return found


def corrected(origin: str = "/steel", **extra: object) -> list[Story]:
    """Three versions: the second drops what the first has, the third takes back what the second put in."""
    kept, gone = Line("Ada Okafor", "It opens in May."), Line("Tom Brandt", DROPPED)
    added = Line("Tom Brandt", "Ask the people who sold us all that steel.")
    return [Story(lines, origin, extra=extra) for lines in ((kept, gone), (kept, added), (kept,))]


def test_what_a_later_version_dropped_is_found_apart_and_never_among_what_stands(archive: Archive) -> None:
    first, second, _ = archive.file(ROOM, submissions(corrected()), now=NOW)
    archive.file(ROOM, submissions([HARBOUR]), now=NOW)
    assert before(archive, "will be here before anybody asks") == [DROPPED]
    assert before(archive, "people who sold us") == ["Ask the people who sold us all that steel."]
    assert before(archive, "it opens in may") == []
    assert matching(archive, "steel") == ["The steel is late and everybody here knows it."]
    assert DROPPED not in near(archive, DROPPED)
    versions = [
        item.utterance.source
        for typed in (DROPPED, "ask the people who sold us all that steel")
        for item in archive.utterances_near(ROOM, typed, limit=1, earlier=True, now=NOW)
    ]
    assert [(source.version_id, source.newest) for source in versions] == [
        (first.version_id, False),
        (second.version_id, False),
    ]
    assert archive.state(now=NOW).whole
    archive.catch_up(whole=True)
    assert before(archive, "will be here before anybody asks") == [DROPPED]
    assert archive.state(now=NOW).whole


def test_what_comes_back_in_a_later_version_is_no_earlier_wording_any_more(archive: Archive) -> None:
    stories = corrected()
    file(archive, *stories)
    assert before(archive, DROPPED) == [DROPPED]
    file(archive, stories[0])
    assert before(archive, DROPPED) == []
    assert matching(archive, "anybody asks") == [DROPPED]
    assert archive.state(now=NOW).whole


def test_earlier_wordings_are_hidden_with_their_article_and_from_other_newsrooms(archive: Archive) -> None:
    embargo = datetime(2026, 3, 1, tzinfo=UTC)
    file(archive, *corrected("/embargoed", embargo_until=embargo))
    assert before(archive, DROPPED) == []
    assert before(archive, DROPPED, now=embargo) == [DROPPED]
    archive.file("sports", submissions(corrected("/theirs")), now=NOW)
    assert before(archive, DROPPED) == []
    assert before(archive, DROPPED, room="sports") == [DROPPED]
    number = file(archive, *corrected())[0]
    assert before(archive, DROPPED) == [DROPPED]
    archive.set_status(ROOM, number, Status.WITHHELD, "", now=NOW)
    assert before(archive, DROPPED) == []
    archive.set_status(ROOM, number, Status.USABLE, "", now=NOW)
    assert before(archive, DROPPED) == [DROPPED]
    archive.remove(ROOM, number, now=NOW)
    assert before(archive, DROPPED) == []


def test_earlier_wordings_are_kept_to_their_speaker(archive: Archive) -> None:
    file(archive, *corrected())
    file(archive, HARBOUR)
    assert before(archive, DROPPED, Filters(by=(speaker(archive, "Tom Brandt"),))) == [DROPPED]
    assert before(archive, DROPPED, Filters(by=(speaker(archive, "Ada Okafor"),))) == []


# --- filters


def test_filters_narrow_every_list_alike_so_that_an_option_means_the_same_everywhere(archive: Archive) -> None:
    june = Story(
        (Line("Ada Okafor", "In June we build.", about=("Tom Brandt",)),),
        "/j",
        outlet="The Ledger",
        published="2025-06",
    )
    year = Story(
        (Line("Ada Okafor", "This year we build.", about=("Tom Brandt",)),),
        "/y",
        outlet="Évening Post",
        published="2025",
    )
    none = Story((Line("Tom Brandt", "Undated we build.", about=("Ada Okafor",)),), "/n")
    ids = file(archive, june, year, none)
    mayor, brandt = speaker(archive, "Ada Okafor"), speaker(archive, "Tom Brandt")
    expected = {
        Filters(): {"In June we build.", "This year we build.", "Undated we build."},
        Filters(by=(mayor,)): {"In June we build.", "This year we build."},
        Filters(by=(mayor, brandt)): {"In June we build.", "This year we build.", "Undated we build."},
        Filters(about=(mayor,)): {"Undated we build."},
        Filters(outlet="the ledger"): {"In June we build."},
        Filters(outlet="EVENING POST"): {"This year we build."},
        Filters(outlet="nobody\x00"): set(),
        Filters(since="2025"): {"In June we build.", "This year we build."},
        Filters(since="2025-06-01"): {"In June we build."},
        Filters(since="2025-06-02"): set(),
        Filters(until="2025-06"): {"In June we build."},
        Filters(until="2024"): set(),
        Filters(article=ids[2]): {"Undated we build."},
        Filters(article=10**30): set(),
        Filters(by=(10**30,)): set(),
    }
    for filters, sentences in expected.items():
        assert set(matching(archive, "build", filters)) == sentences, filters
        ours = archive.utterances_by(ROOM, [mayor, brandt], filters, offset=0, limit=9, now=NOW)
        assert {said(item) for item in ours.items} == sentences, filters
        assert len(headlines(archive, "build", filters)) == len(sentences), filters


def test_a_filter_that_is_no_date_is_told_so_that_it_is_not_passed_over(archive: Archive) -> None:
    file(archive, HARBOUR)
    with pytest.raises(AskError, match="not a date"):
        matching(archive, "bridge", Filters(since="yesterday"))
    with pytest.raises(AskError, match="not a date"):
        by(archive, "Ada Okafor", Filters(until="2025-13"))


# --- searching


@pytest.mark.parametrize(
    "typed",
    ["won't", "WON’T open", "u.s.", "US", "éclair", "eclairs".removesuffix("s"), "tax-and-spending", "spending tax"],
)
def test_a_word_is_found_however_it_is_typed_so_that_marks_and_case_hide_nothing(archive: Archive, typed: str) -> None:
    words = "The U.S. won’t open an Éclair shop, nor a tax-and-spending one."
    file(archive, Story((Line("Ada Okafor", words),)))
    assert matching(archive, typed) == [words]


def test_every_word_must_stand_in_the_utterance_so_that_half_a_match_is_none(archive: Archive) -> None:
    file(archive, HARBOUR)
    assert matching(archive, "bridge steel") == []
    assert matching(archive, "steel late") == ["The steel is late and everybody here knows it."]


def test_a_phrase_needs_its_words_side_by_side_so_that_it_does_not_span_two_parts(archive: Archive) -> None:
    file(archive, HARBOUR)

    def phrase(*run: str) -> list[str]:
        found = archive.utterances_matching(ROOM, Words(phrases=(run,)), ALL, offset=0, limit=9, now=NOW)
        return [said(item) for item in found.items]

    assert phrase("never", "promised") == ["We never promised May, / only spring."]
    assert phrase("promised", "never") == []
    assert phrase("may", "only") == []


def test_matches_are_marked_in_the_exact_words_so_that_a_reader_sees_why(archive: Archive) -> None:
    file(archive, HARBOUR)
    found = archive.utterances_matching(ROOM, Words(("spring", "may")), ALL, offset=0, limit=9, now=NOW)
    quotes = found.items[0].utterance.quotes
    assert [
        [span.cut(quote.exact) for span in spans] for quote, spans in zip(quotes, found.items[0].marked, strict=True)
    ] == [
        ["May"],
        ["spring"],
    ]


def test_an_article_shows_the_paragraph_that_matches_best_so_that_the_reader_sees_why(archive: Archive) -> None:
    file(archive, HARBOUR)
    [hit] = archive.articles_matching(ROOM, Words(("steel", "may", "late")), ALL, offset=0, limit=9, now=NOW).items
    assert (hit.paragraph, hit.passage) == (3, HARBOUR.lines[2].text)
    assert [span.cut(hit.passage) for span in hit.marked] == ["steel", "late"]


def test_a_headline_counts_more_so_that_an_article_on_the_matter_comes_first(archive: Archive) -> None:
    passing = Story((Line("Ada Okafor", "The harbour, the harbour, the harbour."),), "/p", headline="Other news")
    file(archive, passing, HARBOUR)
    assert headlines(archive, "harbour") == ["Harbour bridge slips again", "Other news"]
    [hit, _] = archive.articles_matching(ROOM, Words(("harbour",)), ALL, offset=0, limit=9, now=NOW).items
    assert (hit.paragraph, hit.passage, hit.marked) == (0, "Harbour bridge slips again", (Span(0, 7),))


@pytest.mark.parametrize("typed", ["harbour bridge", "harbor brige", "slips again", "bri", "haarbour nonsense"])
def test_a_headline_is_offered_for_words_half_typed_or_misspelt_so_that_a_title_need_not_be_exact(
    archive: Archive, typed: str
) -> None:
    file(archive, HARBOUR, Story(origin="/o", headline="Council votes on lamps"))
    found = archive.headlines(ROOM, typed.split(), limit=5, now=NOW)
    assert [source.headline for source in found] == ["Harbour bridge slips again"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "\x00",
        "' OR 1=1 --",
        '"',
        "AND OR NOT",
        "body:*",
        "(((",
        "@everyone",
        "🙂",
        "\u202e\u2066",
        "%_",
        "\ud800",
        "a" * 5000,
        "x " * 2500,
    ],
)
def test_nothing_typed_breaks_a_search_so_that_it_finds_something_or_nothing(archive: Archive, typed: str) -> None:
    file(archive, HARBOUR)
    raw = Words(words=(typed,), phrases=((typed, typed),))
    assert archive.utterances_matching(ROOM, raw, ALL, offset=0, limit=9, now=NOW).total == 0
    assert archive.articles_matching(ROOM, raw, ALL, offset=0, limit=9, now=NOW).total == 0
    assert archive.headlines(ROOM, [typed], limit=9, now=NOW) == ()
    assert archive.speakers_named(ROOM, [typed], slips=False, now=NOW) == ()
    assert archive.speakers_named(ROOM, [typed], slips=True, now=NOW) == ()
    assert archive.article_at(ROOM, typed, now=NOW) is None


# --- finding an article


def test_an_article_is_found_at_its_address_however_that_is_spelt_so_that_a_pasted_link_works(archive: Archive) -> None:
    file(archive, HARBOUR)
    version = archive.article_at(
        ROOM, "http://ledger.example/harbour/bridge?utm_medium=x&fbclid=1&smid=share#quotes", now=NOW
    )
    assert version is not None
    assert version.source.headline == HARBOUR.headline
    assert archive.article_at(ROOM, "https://ledger.example/harbour", now=NOW) is None


def test_the_latest_article_is_the_one_printed_last_so_that_an_old_one_filed_today_is_not(archive: Archive) -> None:
    assert archive.latest(ROOM, now=NOW) is None
    stories = {"/a": "2025-06-07", "/b": "2024-01-01", "/c": None}
    file(archive, *(Story(origin=key, headline=key, published=date) for key, date in stories.items()))
    latest = archive.latest(ROOM, now=NOW)
    assert latest is not None
    assert latest.source.headline == "/a"


def test_the_list_goes_from_the_newest_to_the_undated_so_that_a_page_is_the_same_each_time(archive: Archive) -> None:
    stories = {"/a": "2024-01-01", "/b": None, "/c": "2025-06-07", "/d": "2025"}
    file(archive, *(Story(origin=key, headline=key, published=date) for key, date in stories.items()), HARBOUR)
    found = archive.listing(ROOM, offset=0, limit=9, now=NOW)
    assert [one.source.headline for one in found.items] == [HARBOUR.headline, "/c", "/d", "/a", "/b"]
    assert [one.quotes for one in found.items] == [4, 0, 0, 0, 0]
    assert archive.listing(ROOM, offset=3, limit=1, now=NOW).items == found.items[3:4]
    assert (found.total, archive.listing(ROOM, offset=9, limit=9, now=NOW).items) == (5, ())


def test_months_count_each_wording_where_it_was_first_printed_so_that_a_reprint_is_no_new_quote(
    archive: Archive,
) -> None:
    said = Line("Ada Okafor", "We open in spring.", about=("Tom Brandt",))
    dates = {"/a": "2025-06-07", "/b": "2025-07-01", "/c": "2024", "/d": None}
    file(archive, *(Story((said,), origin=key, published=dates[key]) for key in ("/a", "/b")))
    file(archive, Story((Line("Ada Okafor", "We open."),), "/c", published=dates["/c"]))
    file(archive, Story((Line("Ada Okafor", "We close."),), "/d"))
    okafor, brandt = speaker(archive, "Ada Okafor"), speaker(archive, "Tom Brandt")
    assert archive.months_of(ROOM, [okafor], now=NOW) == (Month("2024", 1, 0), Month("2025-06", 1, 0))
    assert archive.months_of(ROOM, [brandt], now=NOW) == (Month("2025-06", 0, 1),)
    assert archive.months_of("elsewhere", [okafor], now=NOW) == archive.months_of(ROOM, [10**40], now=NOW) == ()


def test_latest_and_titles_take_the_filters_too_so_that_an_option_is_never_passed_over(archive: Archive) -> None:
    later = Story((Line("Lee Marsh", "Hm."),), "/2", headline="Harbour lamps", outlet="Post", published="2025-07-01")
    file(archive, HARBOUR, later)
    for filters in (
        Filters(outlet="the ledger"),
        Filters(until="2025-06"),
        Filters(by=(speaker(archive, "Ada Okafor"),)),
    ):
        latest = archive.latest(ROOM, filters, now=NOW)
        assert latest is not None
        assert latest.source.headline == HARBOUR.headline
        [likely] = archive.headlines(ROOM, ["harbour"], filters, limit=9, now=NOW)
        assert likely == latest.source


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 10**40])
def test_an_id_that_is_none_finds_nothing_so_that_a_guess_is_no_error(archive: Archive, number: int) -> None:
    file(archive, HARBOUR)
    assert archive.article(ROOM, number, now=NOW) is None
    assert archive.version(ROOM, number, now=NOW) is None
    assert archive.versions(ROOM, number, now=NOW) == ()
    assert archive.set_status(ROOM, number, Status.RETRACTED, "", now=NOW) is None
    assert archive.remove(ROOM, number, now=NOW) is None
    assert archive.utterances_by(ROOM, [number], ALL, offset=0, limit=9, now=NOW).total == 0
    assert archive.utterances_about(ROOM, [number], ALL, offset=0, limit=9, now=NOW).total == 0


# --- names


@pytest.mark.parametrize("typed", ["okafor", "OKAFOR", "ada", "ok", "okafor ada", "ada okafor", "a o", "mayor"])
def test_a_name_is_found_by_any_of_its_words_so_that_part_of_it_is_enough(archive: Archive, typed: str) -> None:
    file(archive, HARBOUR)
    assert named(archive, typed) == ["Ada Okafor"]


@pytest.mark.parametrize("typed", ["ada brandt", "okaforx", "adaokafor", "bridge"])
def test_a_name_that_is_not_there_is_not_found_so_that_nobody_is_taken_for_another(
    archive: Archive, typed: str
) -> None:
    file(archive, HARBOUR)
    assert named(archive, typed) == []


@pytest.mark.parametrize(
    "typed", ["okfor", "okaffor", "okaofr", "okafar", "ada okafro", "adaokafor", "ada oka for", "okaf or", "adaokfor"]
)
def test_a_slip_is_forgiven_when_asked_so_that_a_misspelt_name_is_still_offered(archive: Archive, typed: str) -> None:
    file(archive, HARBOUR)
    assert named(archive, typed, slips=True) == ["Ada Okafor"]


@pytest.mark.parametrize("typed", ["okxxxor", "bda", "brandenburg", "valdivia"])
def test_more_than_slips_are_not_forgiven_so_that_another_word_is_not_taken_for_a_name(
    archive: Archive, typed: str
) -> None:
    file(archive, HARBOUR)
    assert named(archive, typed, slips=True) == []


def test_somebody_only_mentioned_is_known_so_that_the_answer_can_say_there_is_no_quote(archive: Archive) -> None:
    file(archive, HARBOUR)
    [hit] = archive.speakers_named(ROOM, ["valdez"], slips=False, now=NOW)
    assert (hit.speaker.name, hit.by, hit.about) == ("Ines Valdez", 0, 0)


def test_hits_count_what_the_lists_show_so_that_the_number_is_no_promise_broken(archive: Archive) -> None:
    file(archive, HARBOUR, HARBOUR.but(origin="/copy", headline="A reprint"))
    [hit] = archive.speakers_named(ROOM, ["brandt"], slips=False, now=NOW)
    assert (hit.by, hit.about) == (len(by(archive, "Tom Brandt")), len(about(archive, "Tom Brandt"))) == (1, 2)


def test_people_who_share_a_surname_stay_two_so_that_nobody_is_given_a_relatives_words(archive: Archive) -> None:
    file(archive, HARBOUR, Story((Line("Uche Okafor", "Ask my sister."), Line("Okafor", "No comment.")), "/two"))
    assert sorted(named(archive, "okafor")) == ["Ada Okafor", "Okafor", "Uche Okafor"]
    assert by(archive, "Uche Okafor") == ["Ask my sister."]


def test_one_name_in_two_spellings_is_one_speaker_so_that_accents_and_case_do_not_split_a_person(
    archive: Archive,
) -> None:
    file(archive, Story((Line("José Ruiz", "One."),), "/1"), Story((Line("JOSE  RUIZ", "Two."),), "/2"))
    assert sorted(by(archive, "José Ruiz")) == ["One.", "Two."]


def test_a_body_is_not_the_person_of_the_same_name_so_that_their_words_stay_apart(archive: Archive) -> None:
    file(archive, Story((Line("Ford", "One."), Line("Ford", "Two.", kind=Kind.BODY))))
    hits = archive.speakers_named(ROOM, ["ford"], slips=False, now=NOW)
    assert sorted((hit.speaker.kind, hit.by) for hit in hits) == [(Kind.BODY, 1), (Kind.PERSON, 1)]


def test_a_speaker_is_found_again_by_its_number_so_that_a_pressed_choice_means_exactly_one(archive: Archive) -> None:
    file(archive, HARBOUR)
    [hit] = archive.speakers_named(ROOM, ["brandt"], slips=False, now=NOW)
    assert archive.speaker(ROOM, hit.speaker.id, now=NOW) == hit
    for number in (-1, 0, 99, 10**40):
        assert archive.speaker(ROOM, number, now=NOW) is None


# --- status, embargo, takedown


def nothing_shows(archive: Archive, article_id: int, now: datetime = NOW) -> bool:
    """Whether the harbour story can't be told to exist by any reading method."""
    people = (
        archive.speakers_named(ROOM, ["o"], slips=False, now=now),
        archive.speakers_named(ROOM, ["v"], slips=False, now=now),
    )
    ids = list(range(1, 10))
    seen: list[object] = [
        *people,
        archive.article(ROOM, article_id, now=now),
        archive.versions(ROOM, article_id, now=now),
        *(archive.version(ROOM, number, now=now) for number in range(1, 4)),
        archive.latest(ROOM, now=now),
        archive.listing(ROOM, offset=0, limit=9, now=now).total,
        archive.months_of(ROOM, ids, now=now),
        archive.article_at(ROOM, HARBOUR.origin, now=now),
        archive.headlines(ROOM, ["harbour"], limit=9, now=now),
        archive.utterances_by(ROOM, ids, ALL, offset=0, limit=9, now=now).total,
        archive.utterances_about(ROOM, ids, ALL, offset=0, limit=9, now=now).total,
        archive.utterances_matching(ROOM, Words(("bridge",)), ALL, offset=0, limit=9, now=now).total,
        archive.articles_matching(ROOM, Words(("bridge",)), ALL, offset=0, limit=9, now=now).total,
    ]
    holdings = archive.holdings(ROOM, now=now)
    counts = (holdings.articles, holdings.versions, holdings.quotes, holdings.speakers, holdings.outlets)
    return not any(seen) and not any(counts) and holdings.earliest is None and holdings.latest is None


def test_a_withheld_article_is_nowhere_so_that_no_count_or_name_gives_it_away(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    assert not nothing_shows(archive, article_id)
    archive.set_status(ROOM, article_id, Status.WITHHELD, "lawyers", now=NOW)
    assert nothing_shows(archive, article_id)
    archive.set_status(ROOM, article_id, Status.USABLE, "", now=NOW)
    assert not nothing_shows(archive, article_id)


def test_an_embargo_ends_by_itself_so_that_nobody_has_to_lift_it(archive: Archive) -> None:
    end = NOW + timedelta(hours=1)
    [article_id] = file(archive, HARBOUR.but(extra={"embargo_until": end}))
    assert nothing_shows(archive, article_id)
    assert nothing_shows(archive, article_id, end - timedelta(microseconds=1))
    assert not nothing_shows(archive, article_id, end)


def test_an_embargoed_article_lends_nothing_to_a_shown_one_so_that_its_names_and_dates_stay_its_own(
    archive: Archive,
) -> None:
    secret = HARBOUR.but(
        origin="/secret",
        published="2020-01-01",
        aliases={"Ada Okafor": ("the Butcher",)},
        extra={"embargo_until": NOW + timedelta(days=1)},
    )
    file(archive, secret, HARBOUR.but(headline="Shown"))
    [hit] = archive.speakers_named(ROOM, ["okafor"], slips=False, now=NOW)
    assert hit.speaker.aliases == ("Okafor", "the mayor")
    assert named(archive, "butcher") == []
    found = archive.utterances_by(ROOM, [hit.speaker.id], ALL, offset=0, limit=9, now=NOW)
    assert [(item.utterance.source.headline, item.also_in) for item in found.items] == [("Shown", 0)]
    assert archive.holdings(ROOM, now=NOW).earliest == PrintedDate("2025-06-07")


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.CORRECTED, Status.UPDATED])
def test_a_status_and_its_note_show_with_the_words_so_that_a_retraction_is_never_missed(
    archive: Archive, status: Status
) -> None:
    [article_id] = file(archive, HARBOUR)
    changed = archive.set_status(ROOM, article_id, status, "Wrong bridge.", now=NOW)
    assert changed is not None
    assert (changed.status, changed.status_note) == (status, "Wrong bridge.")
    [found] = archive.utterances_matching(ROOM, Words(("steel",)), ALL, offset=0, limit=9, now=NOW).items
    assert found.utterance.source == changed


def test_the_operators_word_holds_over_a_new_version_so_that_a_re_read_does_not_lift_it(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    archive.set_status(ROOM, article_id, Status.WITHHELD, "lawyers", now=NOW)
    file(archive, HARBOUR.but(headline="Changed"))
    assert nothing_shows(archive, article_id)
    archive.set_status(ROOM, article_id, Status.CORRECTED, "ours", now=NOW)
    file(archive, HARBOUR.but(extra={"status": Status.RETRACTED}))
    version = archive.article(ROOM, article_id, now=NOW)
    assert version is not None
    assert version.source.status is Status.RETRACTED


def test_a_takedown_leaves_nothing_to_find_so_that_only_a_tombstone_stays(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    file(archive, HARBOUR.but(headline="A second version"))
    gone = archive.remove(ROOM, article_id, now=NOW)
    assert gone is not None
    assert gone.headline == "A second version"
    assert nothing_shows(archive, article_id)
    state = archive.state(now=NOW)
    assert (state.articles, state.versions, state.quotes, state.speakers, state.removed) == (0, 0, 0, 0, 1)
    assert state.whole
    assert archive.remove(ROOM, article_id, now=NOW) is None


def test_what_would_not_be_filed_is_known_before_so_that_its_quotes_need_not_be_found_again(archive: Archive) -> None:
    def settled(story: Story, room: str = ROOM) -> str | None:
        known = archive.settled_before(room, story.submission.document, story.submission.origin)
        return known.outcome if known else None

    assert settled(HARBOUR) is None
    [article_id] = file(archive, HARBOUR)
    assert settled(HARBOUR) == "same"
    assert settled(HARBOUR.but(headline="Changed")) is None
    assert settled(HARBOUR, room="another-room") is None
    archive.remove(ROOM, article_id, now=NOW)
    assert settled(HARBOUR) == "removed"


def test_a_takedown_holds_so_that_reading_the_article_in_again_does_not_bring_it_back(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    archive.remove(ROOM, article_id, now=NOW)
    changed, copied = HARBOUR.but(headline="Changed"), HARBOUR.but(origin="/elsewhere.txt")
    for story in (HARBOUR, changed, copied):
        [again] = archive.file(ROOM, [story.submission], now=NOW)
        assert (again.outcome, again.article_id, again.quotes) == ("removed", article_id, 0)
    assert nothing_shows(archive, article_id)


def test_a_takedown_spares_the_others_so_that_people_named_elsewhere_stay_known(archive: Archive) -> None:
    other = Story((Line("Ada Okafor", "Elsewhere I spoke."),), "/other")
    article_id, _ = file(archive, HARBOUR, other)
    archive.remove(ROOM, article_id, now=NOW)
    assert by(archive, "Ada Okafor") == ["Elsewhere I spoke."]
    assert named(archive, "mayor") == []
    assert named(archive, "brandt") == []
    assert named(archive, "okafr", slips=True) == ["Ada Okafor"]


def test_an_id_is_never_given_again_so_that_an_old_link_does_not_open_another_article(archive: Archive) -> None:
    [article_id] = file(archive, HARBOUR)
    archive.remove(ROOM, article_id, now=NOW)
    [next_id] = file(archive, Story(origin="/next"))
    assert next_id > article_id


# --- what is on file


def test_holdings_say_what_was_searched_so_that_not_found_means_something(archive: Archive) -> None:
    file(
        archive,
        HARBOUR,
        Story((Line("Lee Marsh", "Hm."),), "/2", outlet="the ledger", published="2024"),
        Story(origin="/3"),
    )
    holdings = archive.holdings(ROOM, now=NOW)
    assert (holdings.articles, holdings.versions, holdings.quotes, holdings.speakers) == (3, 3, 5, 3)
    assert [outlet.casefold() for outlet in holdings.outlets] == ["the ledger"]
    assert (holdings.earliest, holdings.latest) == (PrintedDate("2024"), PrintedDate("2025-06-07"))


def test_the_state_tells_the_operator_how_fresh_and_large_it_is_so_that_a_stale_index_is_seen(archive: Archive) -> None:
    empty = archive.state(now=NOW)
    assert (empty.seq, empty.indexed, empty.last_filed) == (0, None, None)
    file(archive, HARBOUR)
    behind = archive.state(ROOM, now=NOW)
    assert (behind.articles, behind.quotes, behind.seq, behind.whole) == (1, 4, 1, False)
    assert archive.catch_up() == 1
    fresh = archive.state(ROOM, now=NOW)
    assert (fresh.indexed, fresh.whole, fresh.last_filed) == (1, True, NOW)
    assert min(fresh.size, fresh.index_size) > 0
    assert archive.state("elsewhere", now=NOW).articles == 0


def test_what_may_not_be_shown_is_counted_for_the_operator_so_that_it_is_not_forgotten(archive: Archive) -> None:
    end = NOW + timedelta(hours=1)
    secret = HARBOUR.but(origin="/secret", headline="Later", extra={"embargo_until": end})
    article_id, _ = file(archive, HARBOUR, secret)
    archive.set_status(ROOM, article_id, Status.WITHHELD, "", now=NOW)
    assert [archive.state(ROOM, now=now).withheld for now in (NOW, end)] == [2, 1]


def test_times_come_back_in_utc_so_that_two_machines_agree(archive: Archive) -> None:
    now = datetime(2026, 3, 1, 10, 30, 0, 123456, tzinfo=UTC)
    [article_id] = file(archive, HARBOUR, now=now)
    version = archive.article(ROOM, article_id, now=now)
    assert version is not None
    assert version.first_seen == now


# --- what is reported without quoting


def test_what_is_reported_is_found_by_its_speaker_as_long_as_it_may_be_shown(archive: Archive) -> None:
    text = "Ada Okafor said that the bridge was closed for good."
    document = Document(text, "plain", headline="Closed")
    who = Attribution(Grade.NAMED, Mention(Span(0, 10), "Ada Okafor"), "Ada Okafor", Kind.PERSON)
    told = Reported(Span(21, len(text) - 1), who, Span(0, len(text)))
    entity = Entity("Ada Okafor", Kind.PERSON, ("Okafor",))
    submission = Submission(document, Extraction((), (entity,), (told,)), text.encode(), "closed")
    (filed,) = archive.file(ROOM, [submission], now=NOW)
    number = speaker(archive, "Ada Okafor")

    def found(room: str = ROOM) -> list[str]:
        page = archive.reported_by(room, [number], ALL, offset=0, limit=9, now=NOW)
        assert page.total == len(page.items)
        return [one.words.cut(one.sentence) for one in page.items]

    assert found() == ["the bridge was closed for good"]
    assert found("another room") == []
    archive.set_status(ROOM, filed.article_id, Status.WITHHELD, "", now=NOW)
    assert found() == []
    archive.set_status(ROOM, filed.article_id, Status.USABLE, "", now=NOW)
    archive.remove(ROOM, filed.article_id, now=NOW)
    assert found() == []


def test_what_is_found_anew_takes_the_place_of_what_was_and_what_stays_keeps_its_number(archive: Archive) -> None:
    file(archive, HARBOUR)
    (was,) = archive.filed_versions(ROOM, limit=9)
    version = archive.version(ROOM, was.version_id, now=NOW)
    assert version
    first, second, *_ = (quote for quote in version.quotes if quote.speech)
    who = Attribution(Grade.NAMED, None, "Una Marsh", Kind.PERSON)
    fresh = Span(0, 3)
    found = Extraction((Quotation(first.span, True, 0, who), Quotation(fresh, True, 1, who)), ())
    archive.refile(ROOM, [(was.version_id, found)], now=NOW)
    archive.catch_up()
    again = archive.version(ROOM, was.version_id, now=NOW)
    assert again
    numbers = {quote.span: quote.id for quote in again.quotes}
    assert numbers[first.span] == first.id
    assert numbers[fresh] not in {first.id, second.id}
    assert len(numbers) == 2
    assert len(by(archive, "Una Marsh")) == 2
    assert named(archive, "Una Marsh") == ["Una Marsh"]
    assert named(archive, "Tom Brandt") == []


def test_who_is_whom_by_hand_is_put_into_what_is_filed_and_can_be_taken_back(archive: Archive) -> None:
    file(archive, HARBOUR)
    mayor, other = speaker(archive, "Ada Okafor"), speaker(archive, "Tom Brandt")
    archive.merge(ROOM, mayor, other)
    (was,) = archive.filed_versions(ROOM, limit=9, naming=[mayor])
    who = Attribution(Grade.NAMED, None, "Ada Okafor", Kind.PERSON)
    found = Extraction((Quotation(Span(0, 9), True, 0, who),), (Entity("Ada Okafor", Kind.PERSON),))
    archive.refile(ROOM, [(was.version_id, found)], now=NOW)
    archive.catch_up()
    assert len(by(archive, "Tom Brandt")) == 1
    assert named(archive, "Ada Okafor") == ["Tom Brandt"]
    assert archive.filed_versions(ROOM, limit=9, naming=[mayor]) == ()
    assert archive.release(ROOM, other) == [other]
    assert archive.release(ROOM, other) == []
    archive.refile(ROOM, [(was.version_id, found)], now=NOW)
    archive.catch_up()
    assert len(by(archive, "Ada Okafor")) == 1
