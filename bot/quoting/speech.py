"""Whether quoted words report what somebody said or wrote, or are a scare quote, a title, a term."""

from bot.quoting import lexicon
from bot.quoting.attribution import Choice
from bot.quoting.clues import QuoteView
from bot.quoting.reading import Reading
from bot.quoting.weights import Scale

_WORKS = frozenset(
    [
        "book",
        "novel",
        "film",
        "movie",
        "show",
        "series",
        "song",
        "album",
        "play",
        "musical",
        "magazine",
        "program",
        "programme",
        "episode",
        "documentary",
        "podcast",
        "game",
        "poem",
        "sitcom",
        "hit",
        "single",
        "ballad",
        "comedy",
        "drama",
        "anthem",
        "memoir",
        "column",
        "blog",
        "segment",
        "broadcast",
        "painting",
    ]
)
_SO_CALLED = frozenset(
    [
        "so-called",
        "self-described",
        "self-styled",
        "known",
        "dubbed",
        "nicknamed",
        "titled",
        "entitled",
        "term",
        "word",
        "phrase",
        "called",
        "proverbial",
    ]
)


SURE = 9.0
"""How much speaks for or against speech where the words around leave no doubt."""


DOUBT = 1.5
"""Taken off for a few words without a verb that nobody plainly speaks."""


def speech_clues(reading: Reading, choice: Choice) -> list[str]:
    """Clues that speak for speech, or against it."""
    view = choice.view
    best = choice.best
    kind = best.mention.kind if best.mention is not None else "nobody"
    lead = max(-4, min(6, round(_lead(choice))))
    words = [word.low for word in view.tokens[max(0, view.at - 4) : view.at]]
    titlecase = _is_title_case(view.words)
    following = view.tokens[view.at + 1].low if view.at + 1 < len(view.tokens) else ""
    return [
        *view.clues,
        f"lead={lead}",
        f"lead={lead > 0} size={view.size} place={best.place}",
        f"kind={kind} place={best.place}",
        f"titlecase={titlecase} size={view.size}",
        f"titlecase={titlecase} ends={view.ends}",
        f"titlecase={titlecase} verb={view.verb_word}",
        f"single={view.quoted.single} double={reading.has_double_marks}",
        f"heading={_is_heading(reading, view)} single={view.quoted.single}",
        f"letter after={view.letters[view.at + 1 : view.at + 2]} size={view.size}",
        f"work={bool(_WORKS & set(words) or following in _WORKS)}",
        f"so-called={bool(_SO_CALLED & set(words))}",
        f"name around={_inside_name(view)}",
        f"frame={view.previous_word()}_{view.letters[view.at + 1 : view.at + 2]} titlecase={titlecase} verbal={view.verbal}",
        f"so-called right before={bool(words) and words[-1] in _SO_CALLED}",
        f"verbal={view.verbal} size={view.size}",
        f"verbal={view.verbal} titlecase={titlecase} previous={view.previous_word()}",
        f"verb={view.verb_word} titlecase={titlecase} size={view.size}",
        f"saying noun={bool(lexicon.SAYING_NOUNS & set(words))} size={view.size}",
    ]


def _is_title_case(words: str) -> bool:
    tall = False
    for word in words.split():
        if word[0].isalpha() and len(word) > 3:
            if not word[0].isupper():
                return False
            tall = True
    return tall


def _is_heading(reading: Reading, view: QuoteView) -> bool:
    """Whether it stands in a headline or a line between paragraphs: short, without the verb of a sentence about somebody."""
    paragraph = reading.paragraphs[view.line.sentence.paragraph]
    return view.line.heading or (paragraph.end - paragraph.start < 120 and not view.alone and "V" not in view.letters)


def _inside_name(view: QuoteView) -> bool:
    """A nickname: capitalised words on both sides."""
    around = view.letters[view.at - 1 : view.at] + view.letters[view.at + 1 : view.at + 2]
    return around == "UU" and view.count <= 3


def speech_lean(reading: Reading, choice: Choice, known: Scale) -> float:
    """How much speaks for speech: above 0 it is; surely what somebody "was told", and not what is "so-called".

    A few words without a verb are none unless a speaker is plain.
    """
    view = choice.view
    if view.told or view.is_turn:
        return SURE
    if view.at and view.tokens[view.at - 1].low in {"so-called", "nicknamed", "titled", "entitled"}:
        return -SURE
    lean = known.total(speech_clues(reading, choice))
    return lean - DOUBT if _lead(choice) < _needed(view) else lean


def _needed(view: QuoteView) -> float:
    """How far a speaker must be before nobody: for a few words without a verb more, the less is said around them."""
    if view.count > 3 or view.verbal or view.alone:
        return -9.0
    silent = not set("VG") & set(view.letters)
    governed = bool(view.verbs) and view.verbs[0].kind in {"core", "call"}
    if (silent and not view.says) or (_is_title_case(view.words) and view.count > 1 and not governed):
        return 2.0
    return 0.0


def _lead(choice: Choice) -> float:
    """How far the best speaker is before nobody."""
    nobody = next(candidate.score for candidate in choice.ranked if candidate.mention is None)
    return next((candidate.score for candidate in choice.ranked if candidate.mention is not None), -9.0) - nobody
