"""Whom a sentence mentions: names with their titles, pronouns, roles, bodies and documents."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.quoting import lexicon
from bot.quoting.tokens import Sentence, Token

NAME, PRONOUN, ROLE, BODY, DOCUMENT, THING = "name", "pronoun", "role", "body", "document", "thing"


@dataclass(slots=True)
class Mention:
    """One mention, before it is known who is meant.

    Attributes:
        sentence: Number of the sentence; `first` and `last` are its tokens, both included.
        start: Offset of its first character as printed, with titles and what is added by "of" or "for"; `end` excluded.
        kind: NAME, PRONOUN, ROLE, BODY, DOCUMENT or THING.
        head: Its deciding word in small letters: "spokesman" of "a spokesman for Ann Lee", the surname of a name.
        name: The words of the personal or proper name in it, without titles.
        title: The title before the name, in small letters.
        possessor: True where a possessive ending follows: "Ann Lee's".
        entity: Number of the entity it was found to mean, or -1.
        within: Place in its sentence's mentions of the phrase that it only modifies, or -1.
        standing: Of a name that was gathered: "person", "body", or "unsure".
        sayings: How often whoever has that name is the subject of a verb like "say".
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    kind: str
    head: str
    name: tuple[str, ...] = ()
    title: str = ""
    possessor: bool = False
    definite: bool = False
    entity: int = -1
    within: int = -1
    standing: str = ""
    sayings: int = 0


def mentions_in(number: int, sentence: Sentence, letters: str, text: str) -> list[Mention]:
    """All mentions of a sentence, in order of their first token."""
    return _Reader(number, sentence.tokens, letters, text).read()


_OPENERS = re.compile("[NWDUX#]")
"""Letters that a mention may begin with."""
_CAPITALS = re.compile("U+")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_EXTENDED = frozenset({ROLE, BODY, DOCUMENT})
_EXTENDING = frozenset({"of", "for", "at", "with", "from", "in", "to", "on", "close"})
_EXTENDING_FURTHER = frozenset({"of"})
_LONGEST_NICKNAME = 22
_KINDS = {
    **dict.fromkeys(lexicon.DOCUMENT_NOUNS, DOCUMENT),
    **dict.fromkeys(lexicon.BODY_NOUNS, BODY),
    **dict.fromkeys(lexicon.PERSON_NOUNS, ROLE),
}
"""Noun -> kind of a mention; where a noun is in several lists, persons go before bodies, and bodies before documents."""


class _Reader:
    def __init__(self, number: int, tokens: Sequence[Token], letters: str, text: str) -> None:
        self.number = number
        self.tokens = tokens
        self.letters = letters
        self.text = text
        self.found: list[Mention] = []

    def read(self) -> list[Mention]:
        opener = _OPENERS.search(self.letters)
        while opener is not None:
            opener = _OPENERS.search(self.letters, self._read_at(opener.start()))
        self._extend()
        return self.found

    def _read_at(self, at: int) -> int:
        """Reads what begins here, and returns where to go on."""
        letter = self.letters[at]
        if letter in "NW":
            self._add_pronoun(at)
            return at + 1
        if letter == "D":
            if self._is_bare_pronoun(at):
                self._add_pronoun(at)
                return at + 1
            if self.tokens[at].low in lexicon.POSSESSIVE_PRONOUNS:
                self._add_pronoun(at)
                self.found[-1].possessor = True
            return self._read_phrase(at, at + 1)
        return self._read_phrase(at, at)

    def _is_bare_pronoun(self, at: int) -> bool:
        """Whether it is "her" or "one" with no noun after it."""
        token = self.tokens[at]
        following = self.letters[at + 1] if at + 1 < len(self.letters) else "."
        return (
            token.low in {"her", "one", "some", "many", "others", "another", "several", "most"}
            and following not in "UX#"
        )

    def _add_pronoun(self, at: int) -> None:
        token = self.tokens[at]
        self.found.append(Mention(self.number, at, at, token.start, token.end, PRONOUN, token.low))

    def _read_phrase(self, first: int, body: int) -> int:
        """Reads a noun phrase whose material begins at `body`; possessive endings split it into nested ones."""
        at = body
        start = first
        while True:
            stop = self._material_end(at)
            if stop == at:
                break
            possessor = stop < len(self.letters) and self.letters[stop] == "s"
            self._add_phrase(start, at, stop - 1, inner=at, possessor=possessor)
            at = stop
            if not possessor:
                break
            at = stop + 1
        return max(at, first + 1)

    def _material_end(self, at: int) -> int:
        letters = self.letters
        stop = len(letters) - len(letters[at:].lstrip("UX#"))
        while stop < len(letters) and (letters[stop] == "?" or letters[stop - 1] == "U") and self._joins_name(stop):
            stop = len(letters) - len(letters[stop + 1 :].lstrip("UX#"))
        return stop

    def _is_nickname(self, at: int) -> bool:
        """A short quotation between first name and surname: the “Bobby” of a Robert who is called so."""
        token = self.tokens[at]
        short = token.quote >= 0 and token.end - token.start <= _LONGEST_NICKNAME
        between = at > 0 and self.letters[at - 1] == "U" and self.letters[at + 1 : at + 2] == "U"
        return short and between and self._is_first_name(at - 1)

    def _joins_name(self, at: int) -> bool:
        """The "of" of "University of Iowa", a particle between capitals, the "&" of a firm."""
        word = self.tokens[at].text
        if word == "&":
            return True
        if not word:
            return self._is_nickname(at)
        if not at or self.letters[at - 1] != "U" or self.letters[at + 1 : at + 2] != "U":
            return False
        return word in lexicon.PARTICLES or (word == "of" and self.tokens[at - 1].low in lexicon.ORG_ENDINGS)

    def _add_phrase(self, first: int, body: int, last: int, *, inner: int, possessor: bool) -> None:
        tokens = self.tokens
        name_first = last + 1
        if self.letters[last] in "U?":
            while name_first > body and (self.letters[name_first - 1] == "U" or self._joins_name(name_first - 1)):
                name_first -= 1
        group = first == last and self._tells_a_group(last)
        if name_first <= last and not group:
            self._add_named(first, name_first, last, inner=inner, possessor=possessor)
            return
        at = last - 1 if last > body and tokens[last].low in lexicon.AFTER_THEIR_NOUN else last
        head = tokens[at].low
        kind = _KINDS.get(head, THING)
        if (
            kind == THING
            and tokens[first].low in {"the", "a", "an", "his", "her", "one", "another", "this", "that"}
            and head.endswith(("er", "or", "ist", "ian"))
        ):
            kind = ROLE
        definite = self.letters[first] == "D" and tokens[first].low in _DEFINITE
        self.found.append(
            Mention(self.number, first, last, tokens[first].start, tokens[last].end, kind, head, possessor=possessor,
                    definite=definite)
        )  # fmt: skip
        if not group and "U" in self.letters[inner:last]:
            self._add_inner_names(inner, last)

    def _tells_a_group(self, at: int) -> bool:
        """A noun that has its capital for beginning a sentence: "Officials"; one in the singular may be a surname."""
        low = self.tokens[at].low
        group = low in lexicon.GROUP_NOUNS and low not in lexicon.PARTIES_AND_PEOPLES
        return group and self._opens_sentence(at)

    def _add_inner_names(self, body: int, last: int) -> None:
        """Names that only modify: "Lee" in "the Lee campaign"."""
        for run in _CAPITALS.finditer(self.letters, body, last + 1):
            core = self._core(run.start(), run.end() - 1)
            if core:
                mention = self._named(core[0], core[0], core[1], core[2], possessor=False)
                mention.within = len(self.found) - 1
                self.found.append(mention)

    def _add_named(self, first: int, name_first: int, last: int, *, inner: int, possessor: bool) -> None:
        core = self._core(name_first, last)
        if core is None:
            self._add_capital_role(first, last, possessor=possessor)
            return
        start, stop, title = core
        head_before = self.tokens[start - 1].low if start > first else ""
        mention = self._named(
            first,
            start,
            stop,
            title or (head_before if head_before in lexicon.PERSON_NOUNS else ""),
            possessor=possessor,
        )
        mention.last = last
        mention.definite = self.tokens[first].low == "the"
        self.found.append(mention)
        if start > first:
            self._add_inner_names(inner, start - 1)

    def _add_capital_role(self, first: int, last: int, *, possessor: bool) -> None:
        """Somebody told by a capitalised noun alone: "an Ohio Democrat"."""
        head = self.tokens[last].low
        if self.letters[first] != "D" or head not in lexicon.PERSON_NOUNS:
            return
        start, end = self.tokens[first].start, self.tokens[last].end
        definite = self.tokens[first].low == "the"
        self.found.append(
            Mention(self.number, first, last, start, end, ROLE, head, possessor=possessor, definite=definite)
        )

    def _named(self, first: int, start: int, stop: int, title: str, *, possessor: bool) -> Mention:
        tokens = self.tokens
        name = tuple(token.text for token in tokens[start : stop + 1] if token.quote < 0)
        return Mention(
            self.number,
            first,
            stop,
            tokens[first].start,
            tokens[stop].end,
            NAME,
            tokens[stop].low,
            name,
            title,
            possessor,
        )

    def _core(self, first: int, last: int) -> tuple[int, int, str] | None:
        """Where the name itself stands among capitalised words, and the title before it."""
        title = ""
        start = first
        while last > first and self.tokens[last].low in lexicon.DATE_WORDS:
            last -= 1
        if self.tokens[last].low in lexicon.DATE_WORDS:
            return None
        for at in range(first, last + 1):
            if self.tokens[at].low in lexicon.TITLES and at < last:
                start, title = at + 1, self.tokens[at].low
        for at in range(start + 1, last):
            if self.tokens[at].low in lexicon.NEVER_IN_NAMES:
                start = at + 1
        if start == first:
            while start < last and self._opens_sentence(start) and self._only_opens(start):
                start += 1
            start = self._name_position(start, last)
        word = self.tokens[last].low
        role = (
            word in lexicon.TITLES
            and not title
            and not any(self._is_first_name(at) or self.letters[at] != "U" for at in range(start, last))
        )
        if role or (start == last and (len(word) == 1 or (word in lexicon.NOT_NAMES and not title))):
            return None
        return start, last, title

    def _only_opens(self, at: int) -> bool:
        """Whether a word has its capital for beginning a sentence: "Yet Lee", "Curiously Lee"."""
        low = self.tokens[at].low
        return low in lexicon.NOT_NAMES or (low.endswith("ly") and not self._is_first_name(at))

    def _opens_sentence(self, at: int) -> bool:
        return at == 0 or self.letters[at - 1] in "Q:(-" or (at == 1 and self.letters[0] in "?-")

    def _name_position(self, start: int, last: int) -> int:
        """Skips what modifies: "Iowa Republican" of "Iowa Republican Ann Lee"."""
        if self.tokens[last].low in lexicon.ORG_ENDINGS:
            return start
        while start < last and self.tokens[start].low in lexicon.PARTIES_AND_PEOPLES:
            start += 1
        for at in range(start + 1, last - 1):
            word = self.tokens[at].low
            if word in lexicon.PERSON_NOUNS or word.endswith(("-born", "-based", "-style")):
                start = at + 1
        for at in range(start + 1, last):
            if self._is_first_name(at) and not self._is_first_name(start):
                return at
        return start

    def _is_first_name(self, at: int) -> bool:
        return lexicon.is_first_name(self.tokens[at].low)

    def _extend(self) -> None:
        """Adds to a role what follows it by "of", "for" …: "a spokesman" -> "a spokesman for the mayor of Ghent"."""
        for mention in reversed(self.found):
            if mention.kind in _EXTENDED:
                joined = _EXTENDING if mention.kind != DOCUMENT else _EXTENDING | {"by"}
                while following := self._joined(mention, joined):
                    mention.last, mention.end = following.last, following.end
                    joined = _EXTENDING_FURTHER

    def _joined(self, mention: Mention, joined: Collection[str]) -> Mention | None:
        """The phrase that goes on with another one, by one of these words."""
        after = mention.last + 1
        if after + 1 >= len(self.tokens) or self.tokens[after].low not in joined:
            return None
        return next((other for other in self.found if other.first == after + 1 and other.kind != PRONOUN), None)
