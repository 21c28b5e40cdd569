"""/lookup: articles and quotes in which words stand, the matching words marked."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.archive import ArticleHit, Found, Words
from bot.commands import options, titles
from bot.commands.caveats import caveats_on
from bot.commands.command import Ask, Command, Option
from bot.commands.names import choice_of, nearest
from bot.commands.narrowing import Narrowing, narrowing_of
from bot.commands.nothing import nothing_found
from bot.commands.paging import offset, pager
from bot.commands.quote import pulls_of
from bot.commands.shown import TYPED
from bot.commands.words import searched_words
from bot.common_words import COMMON
from bot.errors import AskError
from bot.folding import words_of
from bot.model import Source
from bot.phrasing import count, shortened_text
from bot.reply import Choice, Choices, Heading, Masthead, Part, Passage, Pull, Reply, Section, Typed
from bot.request import Question

PAGE = 3
"""Articles, and quotes, on a page: both together fill one message and do not overflow it."""

_NEAR = 3


def answer(ask: Ask) -> Reply:
    """Articles with the words, then quotes with them; a page of one list comes without the other."""
    typed = ask.typed("words")
    if not typed:
        raise AskError("Which words?", '/lookup "tax bill"')
    narrowing = narrowing_of(ask)
    if isinstance(narrowing, Reply):
        return narrowing
    words = searched_words(typed, phrase=ask.wants("exact"))
    articles, quotes = ask.page("page"), ask.page("quotes-page")
    lists = (
        _articles(ask, words, narrowing) if words and (quotes == 1 or articles > 1) else ((), 0),
        _quotes(ask, words, narrowing) if words and (articles == 1 or quotes > 1) else ((), 0),
    )
    found = sum(total for _, total in lists)
    return (
        _found(ask, typed, narrowing, [part for parts, _ in lists for part in parts], found)
        if found
        else _nothing(ask, typed, words, narrowing)
    )


def _found(ask: Ask, typed: str, narrowing: Narrowing, parts: Sequence[Part], total: int) -> Reply:
    caveats = caveats_on(source for part in parts if (source := _source(part)))
    head = (
        Heading("Articles and quotes with these words"),
        Typed(shortened_text(typed, TYPED)),
        *narrowing.notes,
        *caveats,
    )
    return Reply((*head, *parts), total, ask.question)


def _source(part: Part) -> Source | None:
    match part:
        case Masthead(source=source) | Passage(source=source):
            return source
        case Pull(utterance=utterance):
            return utterance.source
        case _:
            return None


_Listed = tuple[tuple[Part, ...], int]


def _articles(ask: Ask, words: Words, narrowing: Narrowing) -> _Listed:
    before = offset(ask, "page", PAGE)
    found = ask.archive.articles_matching(
        ask.newsroom, words, narrowing.filters, offset=before, limit=PAGE, now=ask.now
    )
    page = pager(ask, "page", PAGE, found.total, "articles", "quotes-page", more=found.more)
    shown = tuple(part for hit, more in _folded(ask, found.items) for part in (*_article(hit), *_more(hit, more)))
    return ((_counted(found, "article"), *shown, *page) if found.total else ()), found.total


def _folded(ask: Ask, hits: Sequence[ArticleHit]) -> list[tuple[ArticleHit, int]]:
    """The hits with one for each story, the best, and how many others of the page are the same story."""
    stories = ask.archive.stories(ask.newsroom, [hit.source.article_id for hit in hits], now=ask.now)
    keys = [stories.get(hit.source.article_id, hit.source.article_id) for hit in hits]
    return [
        (hit, keys.count(key) - 1) for at, (hit, key) in enumerate(zip(hits, keys, strict=True)) if key not in keys[:at]
    ]


def _more(hit: ArticleHit, number: int) -> tuple[Choices, ...]:
    """That other papers of the page print the same story, and the way to them."""
    if not number:
        return ()
    ways = (Choice("All papers with it", Question("copies", {"article": f"#{hit.source.article_id}"})),)
    return (Choices(f"The same story in {count(number, 'other article')} found here, not shown again.", ways),)


def _counted(found: Found[Any], noun: str) -> Section:
    return Section(count(found.total, noun, more=found.more).capitalize())


def _article(hit: ArticleHit) -> tuple[Part, ...]:
    """An article's head, and the paragraph that matched best; what matched in the headline is seen in it."""
    whole = Question("article", {"article": f"#{hit.source.article_id}"})
    if hit.paragraph:
        return (Masthead(hit.source, open=whole), Passage(hit.passage, hit.paragraph, hit.source, hit.marked))
    standfirst = hit.passage if hit.passage != hit.source.headline else None
    return (Masthead(hit.source, standfirst, open=whole),)


def _quotes(ask: Ask, words: Words, narrowing: Narrowing) -> _Listed:
    before = offset(ask, "quotes-page", PAGE)
    found = ask.archive.utterances_matching(
        ask.newsroom, words, narrowing.filters, offset=before, limit=PAGE, now=ask.now
    )
    page = pager(ask, "quotes-page", PAGE, found.total, "quotes", "page", more=found.more)
    shown = pulls_of(found.items)
    return ((_counted(found, "quote"), *shown, *page) if found.total else ()), found.total


def _nothing(ask: Ask, typed: str, words: Words, narrowing: Narrowing) -> Reply:
    """What comes nearest: quotes and titles with some of the words, and names that they may be."""
    names = tuple(_quotes_of(choice_of(ask, "name", person)) for person in nearest(ask, typed, _NEAR))
    headlines = ask.archive.headlines(ask.newsroom, words_of(typed), limit=_NEAR, now=ask.now)
    near = tuple(_read(titles.choice_of(ask, source)) for source in headlines)
    remedy = "Try fewer words, another spelling, or leave out the marks around a phrase."
    some = tuple(_with_some(ask, words, narrowing))
    heading = f"No article and no quote has {'all ' if some else ''}these words"
    return nothing_found(ask, heading, typed, remedy, (*names, *near), some)


def _with_some(ask: Ask, words: Words, narrowing: Narrowing) -> Iterator[Part]:
    """The quotes that have most of the words that carry something, or the most telling of them."""
    telling = Words(tuple(word for word in words.words if word not in COMMON), words.phrases, every=False)
    if len(words.words) + len(words.phrases) < 2 or not telling:
        return
    found = ask.archive.utterances_matching(ask.newsroom, telling, narrowing.filters, offset=0, limit=PAGE, now=ask.now)
    if found.items:
        pulls = pulls_of(found.items)
        yield Section("Quotes with some of them")
        yield from caveats_on(pull.utterance.source for pull in pulls)
        yield from pulls


def _quotes_of(choice: Choice) -> Choice:
    return Choice(choice.label, Question("quote", {"name": choice.question.options["name"]}), choice.hint)


def _read(choice: Choice) -> Choice:
    return Choice(choice.label, Question("article", choice.question.options), choice.hint)


COMMAND = Command(
    name="lookup",
    about="articles and quotes in which words stand, the best first; also what a mention of the bot asks",
    subject=Option("words", "words to find; those in double quotation marks one after another", "WORDS"),
    options=(*options.NARROWING, options.PAGE, options.QUOTES_PAGE),
    examples=("/lookup tax", '/lookup "tax bill" since:2025', "/lookup money by:musk"),
    answer=answer,
)
