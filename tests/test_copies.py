"""One story in many papers: tied whatever order they come in, listed with what each changed, and never two stories for one."""

import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, open_archive
from bot.archive.copies import is_copy, runs_of
from bot.desk import Desk, open_desk
from bot.model import Status
from bot.order import Remove, SetStatus
from bot.reply import Choices, Facts, Masthead, Reply, Section
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions
from tests.newsroom import ask, parts

ROOM = "city-desk"
WORDS = (
    "We will raise the tolls on the harbour bridge before the autumn, whatever the board of the ferries has to say about it",
    "Nobody in this town wants another tax on ferries and tourists, and nobody in the council was ever asked about that",
    "The bridge was built for carts, and it has carried lorries for sixty years, so that somebody has to pay for new piers",
    "I have lived beside this water for all of my life, and I never saw a winter that was as mild or as wet as the last one",
    "There is no money for both of the piers, and whoever says that there is has not read what the auditors wrote in June",
)
OTHER = (
    "The school in the old mill needs a roof before the first snow, or its pupils will sit in the gymnasium until Easter",
    "Teachers were told in March that the county pays, and in April that it does not, and nobody has told them why since then",
    "My daughter does her sums with gloves on, and that is no way to learn anything in one of the richest towns of the coast",
)
THIRD = (
    "Nothing grows on the salt meadow but what the geese leave, and this year they have left us less than in the dry years",
    "The reserve was drawn on a map by people who never had to drive cattle through it in the rain of a late October",
)


def lines(words: Sequence[str], who: str = "Ana Ruiz") -> tuple[Line, ...]:
    return tuple(Line(who, one) for one in words)


def story(outlet: str, *said: Line) -> Story:
    return Story(said, f"/{outlet}", outlet=outlet, headline=f"In the {outlet}", published="2025-06-07")


ALTERED = (WORDS[0].replace("We will", "We will not"), *WORDS[1:])
PAPERS = (
    story("Post", *lines(WORDS)),
    story("Mail", *lines(WORDS[:4])),
    story("Sun", *lines(ALTERED), Line("Tom Berg", "That is for others to say")),
    story("Echo", *lines(OTHER)),
    story("Star", Line("Ana Ruiz", WORDS[1]), *lines(THIRD, "Mona Reyes")),
)


@pytest.fixture
def desk(archive_settings: Settings) -> Iterator[Desk]:
    file(archive_settings, *random.sample(PAPERS, len(PAPERS)))
    opened = open_desk(archive_settings, lambda: NOW)
    opened.tie()
    yield opened
    opened.close()


def file(settings: Settings, *stories: Story) -> None:
    archive = open_archive(settings)
    archive.file(ROOM, submissions(stories), now=NOW)
    archive.catch_up()
    archive.close()


def put(desk: Desk, line: str) -> Reply:
    return ask(desk, line, ROOM)


def number(desk: Desk, outlet: str) -> int:
    return parts(put(desk, f'/article latest outlet:"{outlet}"'), Masthead)[0].source.article_id


def listed(desk: Desk, outlet: str) -> set[str | None]:
    """The outlets that /copies lists for the article of one."""
    heads = parts(put(desk, f"/copies #{number(desk, outlet)}"), Masthead)
    return {head.source.outlet for head in heads[1:]}


def test_the_papers_with_one_story_are_listed_and_no_other(desk: Desk) -> None:
    assert listed(desk, "Post") == {"Mail", "Sun"}
    assert listed(desk, "Mail") == {"Post", "Sun"}
    assert listed(desk, "Echo") == listed(desk, "Star") == set()


def test_one_text_is_one_story_whoever_it_gives_the_words_to(desk: Desk, archive_settings: Settings) -> None:
    file(archive_settings, story("Globe", *lines(OTHER, "Mona Reyes")))
    desk.tie()
    assert listed(desk, "Echo") == {"Globe"}


def test_a_quote_that_a_paper_changed_is_shown_word_by_word(desk: Desk) -> None:
    (facts,) = parts(put(desk, f"/copies #{number(desk, 'Post')}"), Facts)
    ((_, told),) = facts.rows
    assert told == "worded otherwise there: adds “not”"


def test_a_search_shows_a_story_once_and_says_where_else_it_is(desk: Desk) -> None:
    reply = put(desk, "/lookup harbour bridge tolls")
    assert len(parts(reply, Masthead)) == 1
    (more,) = [one for one in parts(reply, Choices) if "same story" in one.prompt]
    assert more.prompt.startswith("The same story in 2 other articles")
    again = put(desk, f"/copies {more.options[0].question.options['article']}")
    assert again.found == 2


def test_an_article_says_how_many_papers_have_it(desk: Desk) -> None:
    prompts = [one.prompt for one in parts(put(desk, f"/article #{number(desk, 'Post')}"), Choices)]
    assert prompts == ["The same story in 2 other articles:"]


def test_what_may_not_be_shown_is_listed_nowhere(desk: Desk) -> None:
    desk.do(SetStatus(number(desk, "Mail"), Status.WITHHELD), newsroom=ROOM)
    assert listed(desk, "Post") == {"Sun"}
    desk.do(Remove(number(desk, "Sun")), newsroom=ROOM)
    assert listed(desk, "Post") == set()


def test_a_new_version_is_looked_at_again(desk: Desk, archive_settings: Settings) -> None:
    assert desk.untied() == ()
    file(archive_settings, story("Echo", *lines(WORDS)))
    assert desk.untied() == (0,)
    desk.tie()
    assert listed(desk, "Echo") == {"Post", "Mail", "Sun"}


def test_another_newsroom_s_papers_are_none_of_it(desk: Desk, archive_settings: Settings) -> None:
    archive = open_archive(archive_settings)
    archive.file("elsewhere", submissions([story("Times", *lines(WORDS))]), now=NOW)
    archive.close()
    desk.tie()
    assert listed(desk, "Post") == {"Mail", "Sun"}
    assert ask(desk, "/copies latest", "elsewhere").found == 0


def test_a_story_without_others_says_so(desk: Desk) -> None:
    reply = put(desk, f"/copies #{number(desk, 'Echo')}")
    assert reply.found == 0
    assert parts(reply, Section) == []


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(PAPERS))), at=st.integers(0, len(PAPERS)))
def test_the_order_of_filing_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], at: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    opened = open_archive(Settings(folder / "archive.db", "", folder / "index"))
    for some in (order[:at], order[at:]):
        opened.file(ROOM, submissions([PAPERS[one] for one in some]), now=NOW)
        opened.tie()
    assert families(opened) == {frozenset({"Post", "Mail", "Sun"}), frozenset({"Echo"}), frozenset({"Star"})}
    opened.close()


def families(archive: Archive) -> set[frozenset[str | None]]:
    sources = [one.source for one in archive.listing(ROOM, offset=0, limit=99, now=NOW).items]
    stories = archive.stories(ROOM, [one.article_id for one in sources], now=NOW)
    return {
        frozenset(one.outlet for one in sources if stories[one.article_id] == each) for each in set(stories.values())
    }


def test_short_texts_are_no_copies_of_anything() -> None:
    short = runs_of(" ".join(WORDS[0].split()[:20]))
    assert not is_copy(short, short)
