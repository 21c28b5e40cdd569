"""What speaks for and against a mention being the speaker of a quotation, as short readable strings."""

import re
from functools import cached_property, lru_cache

from bot.quoting import lexicon
from bot.quoting.clauses import Verb
from bot.quoting.mentions import NAME, PRONOUN, Mention
from bot.quoting.reading import Line, Reading
from bot.quoting.surroundings import Surroundings, told_word
from bot.quoting.weights import REMEMBERED, Clues, Common

_NOUNISH = re.compile("[DXU#s]+")


def shape(letters: str) -> str:
    """Grammar letters with each noun phrase told as one "n", adverbs left out."""
    return _NOUNISH.sub("n", letters.replace("R", ""))


class QuoteView:
    """A quotation in its sentence, and what can be said of it before any speaker is thought of."""

    def __init__(self, reading: Reading, number: int) -> None:
        self.number = number
        self.quoted = reading.quoted[number]
        sentence, self.at = reading.place[number]
        self.line: Line = reading.lines[sentence]
        self.tokens = self.line.sentence.tokens
        self.letters = self.line.letters
        self.words = self.quoted.span.cut(reading.text)
        self.count = self.words.count(" ") + 1
        self.first_in_paragraph = self.at == 0 and reading.paragraph_lines[self.line.sentence.paragraph][0] is self.line
        self.before = shape(self.letters[: self.at])
        self.after = shape(self.letters[self.at + 1 :])
        self.verb = self._verb_before()
        self.verbs = self._verbs()
        self.tag = self._has_tag()
        self.says = any(c in "VG" for c in self.letters) or any(
            t.low in lexicon.SAYING_NOUNS or t.low == "according" for t in self.tokens
        )
        self.verbal = bool(reading.inside[number].verbs)
        self.chain = "<".join(verb.kind + verb.form for verb in self.verbs[:3])

    @cached_property
    def size(self) -> str:
        """How long it is, roughly."""
        return "1" if self.count == 1 else "2-3" if self.count <= 3 else "4-8" if self.count <= 8 else "9+"

    @cached_property
    def begins(self) -> str:
        """A for a capital, a for a small letter, # for anything else."""
        first = next((c for c in self.words if c.isalnum()), "#")
        return "A" if first.isupper() else "a" if first.islower() else "#"

    @cached_property
    def ends(self) -> str:
        """Its last punctuation mark, or nothing."""
        last = self.words[-1]
        return last if last in ",.?!" else "." if last == "…" else ""

    @cached_property
    def alone(self) -> bool:
        """Whether its sentence holds nothing but this and other quotations."""
        return not self.line.letters.strip("Q.,?-()")

    def _has_tag(self) -> bool:
        """Whether "…, she said" or "…, said Ann Lee" follows at once."""
        after = self.after[:2]
        return self.ends in {",", "?", "!"} and (after in {"NV", "nV"} or after[:1] == "V")

    def _verbs(self) -> list[Verb]:
        """The verbs before it in its sentence, the nearest first."""
        return [verb for verb in self.line.verbs if verb.at < self.at][::-1]

    def _verb_before(self) -> int:
        """The last verb before it in its sentence, or -1."""
        for at in range(self.at - 1, -1, -1):
            if self.letters[at] in "VvGg":
                return at
            if self.letters[at] == "A" and (at + 1 >= self.at or self.letters[at + 1] not in "VvAGgR"):
                return at
        return -1

    @cached_property
    def verb_kind(self) -> str:
        """What kind of verb that is, or nothing."""
        return self.verbs[0].kind + self.verbs[0].form if self.verbs else ""

    @cached_property
    def patient(self) -> Mention | None:
        """Of whom it is said in the passive: "the plan was dismissed as …"."""
        verb = self.verbs[0] if self.verbs else None
        return verb.subject if verb is not None and verb.form == "p" and verb.kind in {"core", "call", "V"} else None

    @cached_property
    def hearer(self) -> Mention | None:
        """Who was told it, where the sentence says that somebody "was told that …" and not by whom."""
        verb = self.verbs[0] if self.verbs else None
        if verb is None or verb.form != "p" or self.tokens[verb.at].low not in lexicon.HEARING:
            return None
        return verb.subject if shape(self.letters[verb.at + 1 : self.at]) in {"", "T", ",", ":"} else None

    @cached_property
    def verb_word(self) -> str:
        """The base form of that verb."""
        if self.verb < 0:
            return ""
        low = self.tokens[self.verb].low
        return lexicon.SAY.get(low) or lexicon.VERBS.get(low) or ("be" if self.letters[self.verb] == "A" else "other")

    @cached_property
    def previous_word(self) -> str:
        """The word right before its opening mark, where it is a function word or a verb; else its letter."""
        if self.at == 0:
            return "^"
        return told_word(self.tokens[self.at - 1].low, self.letters[self.at - 1])


def voice_of(line: Line, mention: Mention) -> Mention | None:
    """Whose post, letter or remark it is: "Ann Lee" of "Ann Lee's letter"."""
    if mention.head not in lexicon.POSSESSED_VOICE:
        return None
    return next((m for m in line.mentions if m.possessor and m.first == mention.first and m.kind == NAME), None)


def sentence_clues(view: QuoteView) -> Common:
    """Clues of the quotation alone: they speak for or against any speaker at all."""
    return _sentence_clues(
        view.size,
        view.begins,
        view.ends,
        view.previous_word,
        view.letters[view.at + 1 : view.at + 2],
        view.before[-2:],
        view.after[:1],
        view.verb_word,
        view.chain,
        alone=view.alone,
        says=view.says,
        verbal=view.verbal,
        verb_before=view.verb >= 0,
        verb_after="V" in view.after,
    )


@lru_cache(REMEMBERED)
def _sentence_clues(
    size: str,
    begins: str,
    ends: str,
    previous: str,
    letter: str,
    before: str,
    after: str,
    verb: str,
    chain: str,
    *,
    alone: bool,
    says: bool,
    verbal: bool,
    verb_before: bool,
    verb_after: bool,
) -> Common:
    return (
        "bias",
        f"size={size}",
        f"begins={begins} ends={ends}",
        f"previous={previous}",
        f"next={after}",
        f"before={before} begins={begins}",
        f"verb={verb}",
        f"chain={chain}",
        f"says={says} verbal={verbal} begins={begins} size={size}",
        f"previous={previous} size={size} verbal={verbal}",
        f"frame={previous}_{letter} size={size}",
        f"alone={alone} ends={ends}",
        f"alone={alone} size={size}",
        f"verb before={verb_before} verb after={verb_after}",
    )


@lru_cache(REMEMBERED)
def nobody_clues(clues: Common) -> Common:
    """The clues of a quotation, as they speak for nobody being named."""
    return tuple("nobody " + clue for clue in clues)


def candidate_clues(view: QuoteView, line: Line, mention: Mention, place: str) -> list[Clues]:
    """Clues of one mention as the speaker of one quotation. `place` says where it stands from there."""
    around = line.around(mention)
    kind = NAME if voice_of(line, mention) else mention.kind
    clues = [
        _frame_clues(
            place,
            kind,
            around.letter,
            around.before,
            around.follows,
            skipped=around.skipped,
            possessor=mention.possessor,
            within=mention.within >= 0,
            passive=around.passive,
        ),
        _form_clues(place, view.begins, view.ends),
        *_kind_clues(line, mention, place, kind),
    ]
    if around.before == "to" and mention.first > 1 and line.sentence.tokens[mention.first - 2].low == "according":
        clues.append((f"{place} according", f"{place} according tag={view.tag}"))
    if place == "before":
        clues += _before(view, mention, kind, around)
    elif place == "after":
        clues.append(_after(view, mention, around))
    else:
        clues.append(_elsewhere(view, line, mention, place))
    return clues


@lru_cache(REMEMBERED)
def _frame_clues(
    place: str,
    kind: str,
    letter: str,
    before: str,
    follows: str,
    *,
    skipped: bool,
    possessor: bool,
    within: bool,
    passive: bool,
) -> Common:
    return (
        f"{place} kind={kind}",
        f"{place} letter={letter} follows={follows}",
        f"{place} letter={letter} kind={kind}",
        f"{place} before={before}",
        f"{place} before={before} follows={follows}",
        f"{place} follows={follows} kind={kind}",
        f"{place} follows={follows} skipped={skipped}",
        f"{place} possessor={possessor} within={within}",
        f"{place} passive={passive}",
        f"before={before} possessor={possessor} kind={kind}",
    )


@lru_cache(REMEMBERED)
def _form_clues(place: str, begins: str, ends: str) -> Common:
    return (f"{place} begins={begins} ends={ends}",)


def _kind_clues(line: Line, mention: Mention, place: str, kind: str) -> list[Clues]:
    """What only names, or only pronouns, or only what is described can tell."""
    around = line.around(mention)
    if kind == PRONOUN:
        return [_pronoun_clues(place, mention.head, around.before)]
    if mention.kind == NAME:
        last = mention.name[-1].lower()
        return [
            _name_clues(
                place,
                around.letter,
                around.follows,
                mention.standing,
                min(mention.sayings, 4),
                titled=bool(mention.title),
                long=len(mention.name) > 1,
                is_place=last in lexicon.PLACES,
                is_body=last in lexicon.ORG_ENDINGS,
            )
        ]
    return [
        _noun_clues(
            place,
            kind,
            definite=mention.definite,
            determined=line.letters[mention.first] in "D#",
            plural=mention.head.endswith("s"),
            saying=mention.head in lexicon.SAYING_NOUNS or mention.head in lexicon.POSSESSED_VOICE,
        )
    ]


@lru_cache(REMEMBERED)
def _pronoun_clues(place: str, head: str, before: str) -> Common:
    return f"{place} pronoun={head}", f"pronoun={head}", f"pronoun={head} before={before}"


@lru_cache(REMEMBERED)
def _name_clues(
    place: str,
    letter: str,
    follows: str,
    standing: str,
    sayings: int,
    *,
    titled: bool,
    long: bool,
    is_place: bool,
    is_body: bool,
) -> Common:
    return (
        f"{place} titled={titled} long={long}",
        f"{place} standing={standing}",
        f"{place} sayings={sayings}",
        f"{place} standing={standing} follows={follows}",
        f"standing={standing} before={'P' if letter in 'Po' else letter}",
        *(("place name",) if is_place else ()),
        *((f"{place} organisation name",) if is_body else ()),
    )


@lru_cache(REMEMBERED)
def _noun_clues(place: str, kind: str, *, definite: bool, determined: bool, plural: bool, saying: bool) -> Common:
    return (
        f"{place} kind={kind} definite={definite}",
        f"{place} kind={kind} determined={determined} plural={plural}",
        *((f"{place} saying noun",) if saying else ()),
    )


def _before(view: QuoteView, mention: Mention, kind: str, around: Surroundings) -> list[Clues]:
    letters = view.letters
    between = [m for m in view.line.mentions if mention.last < m.first and m.last < view.at and m.within < 0]
    subjects = sum(
        1 for m in between if m.first and letters[m.first - 1] not in "PoDsVvG" and _verb_follows(view.line, m)
    )
    clues = _before_clues(
        shape(letters[mention.last + 1 : view.at]),
        shape(letters[around.at : view.at]),
        around.follows,
        min(subjects, 3),
        min(len(between), 4),
        view.verb_kind,
        _clause_break(letters[mention.last + 1 : view.at]),
        after_verb=0 <= view.verb <= mention.first,
        passive=around.passive,
        crosses="Q" in letters[mention.last : view.at],
        tag=view.tag,
    )
    return [clues, *_subject_clues(view, mention, kind)]


def _before_clues(
    gap: str,
    rest: str,
    follows: str,
    subjects: int,
    mentions: int,
    verb: str,
    clause: str,
    *,
    after_verb: bool,
    passive: bool,
    crosses: bool,
    tag: bool,
) -> list[str]:
    """Clues of what stands between a mention and the quotation after it: all of it, and what is left without asides."""
    return [
        f"before gap={gap[:4]}~{gap[-2:]}" if len(gap) > 6 else f"before gap={gap}",
        f"before rest={rest[:2]}~{rest[-2:]}" if len(rest) > 4 else f"before rest={rest}",
        f"before follows={follows} end={rest[-2:]}",
        f"before subjects={subjects} follows={follows}",
        f"before subjects={subjects} afterverb={after_verb}",
        f"before mentions={mentions}",
        f"before verbs={min(sum(c in 'Vv' for c in rest), 3)} follows={follows}",
        f"before afterverb={after_verb} verb={verb}",
        f"before said={'V' in rest or 'G' in rest} follows={follows}",
        f"before passive={passive} verb={verb}",
        f"before crosses={crosses} follows={follows}",
        f"before clause={clause} follows={follows}",
        f"before that={'T' in rest} W={'W' in rest} S={'S' in rest}",
        f"before tag={tag} follows={follows}",
        f"before tag={tag}",
    ]


def _subject_clues(view: QuoteView, mention: Mention, kind: str) -> list[Clues]:
    """Of which verbs before the quotation a mention is the subject, counted from the quotation."""
    clues: list[Clues] = []
    saying = 0
    for position, verb in enumerate(view.verbs[:6]):
        if verb.subject is mention:
            gap = shape(view.letters[verb.at + 1 : view.at])[:5]
            clues.append(
                _doing_clues(
                    min(position, 3), min(saying, 2), verb.kind, verb.form, kind, gap, view.chain, direct=verb.direct
                )
            )
        saying += verb.kind in _SAYS
    return clues or [_no_subject_clues(view.chain)]


_SAYS = frozenset({"core", "call", "V"})


def _doing_clues(
    position: int, nearer: int, verb: str, form: str, kind: str, gap: str, chain: str, *, direct: bool
) -> list[str]:
    return [
        f"subject of {position} {verb}{form} direct={direct}",
        f"subject of {position} in {chain}",
        f"subject saying={verb in _SAYS} nearer={nearer}",
        f"subject {verb}{form} gap={gap}",
        f"subject nearer={nearer} {verb}",
        f"subject nearer={nearer} {verb} kind={kind}",
    ]


@lru_cache(REMEMBERED)
def _no_subject_clues(chain: str) -> Common:
    return f"subject of nothing in {chain}", "subject of nothing"


def _clause_break(letters: str) -> str:
    return "".join(sorted(set(letters) & _BREAKS))


_BREAKS = frozenset(";:SWC")


def _verb_follows(line: Line, mention: Mention) -> bool:
    at = line.around(mention).at
    return at < len(line.letters) and line.letters[at] in "VvA"


def _after(view: QuoteView, mention: Mention, around: Surroundings) -> Clues:
    between = sum(1 for m in view.line.mentions if view.at < m.first and m.last < mention.first and m.within < 0)
    word = view.tokens[mention.first - 1].low
    return _after_clues(
        shape(view.letters[view.at + 1 : mention.first]),
        around.follows,
        min(between, 3),
        view.ends,
        view.before[-2:],
        view.verb_kind,
        word if word in {"by", "to"} else "",
        view.tokens[mention.first - 2].low if mention.first > 1 and word == "to" else "",
        passive=around.passive,
        tag=view.tag,
        verb_before=view.verb >= 0,
    )


def _after_clues(
    gap: str,
    follows: str,
    mentions: int,
    ends: str,
    before: str,
    verb: str,
    word: str,
    word_before: str,
    *,
    passive: bool,
    tag: bool,
    verb_before: bool,
) -> list[str]:
    """Clues of what stands between a quotation and a mention after it. `word` is "by" or "to" right before the mention."""
    return [
        f"after gap={gap[:4]}",
        f"after gap={gap[:4]} follows={follows}",
        f"after gap={gap[-2:]} follows={follows}",
        f"after mentions={mentions} follows={follows}",
        f"after crosses={'Q' in gap} follows={follows}",
        f"after verb before={verb_before} {verb}",
        f"after ends={ends} gap={gap[:2]}",
        f"after ends={ends} follows={follows}",
        f"after passive={passive}",
        f"after tag={tag} gap={gap[:2]} mentions={min(mentions, 2)}",
        f"after tag={tag} mentions={min(mentions, 2)}",
        f"after before={before} gap={gap[:2]}",
        *((f"after {word} {word_before} verb={verb_before}",) if word else ()),
    ]


def _elsewhere(view: QuoteView, line: Line, mention: Mention, place: str) -> Clues:
    around = line.around(mention)
    return _elsewhere_clues(
        place,
        around.before,
        around.follows,
        mention.kind,
        line.letters[-1:],
        first=mention.first <= line.first_mentioned,
        alone=view.alone,
        tag=view.tag,
        verb=view.verb >= 0,
        said="V" in view.after,
        start=mention.first == 0,
        quoted="Q" in line.letters,
    )


@lru_cache(REMEMBERED)
def _elsewhere_clues(
    place: str,
    before: str,
    follows: str,
    kind: str,
    last: str,
    *,
    first: bool,
    alone: bool,
    tag: bool,
    verb: bool,
    said: bool,
    start: bool,
    quoted: bool,
) -> Common:
    return (
        f"{place} first={first} follows={follows}",
        f"{place} alone={alone} follows={follows}",
        f"{place} tag={tag}",
        f"{place} alone={alone} first={first} kind={kind}",
        f"{place} ends={last} alone={alone}",
        f"{place} verb={verb} said={said}",
        f"{place} before={before} alone={alone}",
        f"{place} sentencestart={start} alone={alone}",
        f"{place} quoted={quoted} alone={alone}",
    )
