"""What speaks for and against a mention being the speaker of a quotation, as short readable strings."""

import re
from functools import cached_property

from bot.quoting import lexicon
from bot.quoting.clauses import Verb, skip_aside
from bot.quoting.grammar import is_passive
from bot.quoting.mentions import NAME, PRONOUN, Mention
from bot.quoting.reading import Line, Reading

_NOUNISH = re.compile("[DXU#s]+")
_HEARD = re.compile("(P[nN])?([,:]?$|T|S)")
_TOLD = re.compile("(P[nN])?[,:T]?$")


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
    def heard(self) -> Verb | None:
        """That somebody heard it: "was told that …", "was asked by Ann Lee whether …"; only whoever follows "by" may say it."""
        verb = next((verb for verb in self.verbs if verb.kind in {"core", "call", "V"}), None)
        if verb is None or verb.form != "p" or self.tokens[verb.at].low not in lexicon.HEARING:
            return None
        return verb if _HEARD.match(shape(self.letters[verb.at + 1 : self.at])) else None

    @cached_property
    def told(self) -> bool:
        """Whether it is all that somebody was told."""
        return self.heard is not None and bool(_TOLD.match(shape(self.letters[self.heard.at + 1 : self.at])))

    @cached_property
    def verb_word(self) -> str:
        """The base form of that verb."""
        if self.verb < 0:
            return ""
        low = self.tokens[self.verb].low
        return lexicon.SAY.get(low) or lexicon.VERBS.get(low) or ("be" if self.letters[self.verb] == "A" else "other")

    def previous_word(self) -> str:
        """The word right before its opening mark, where it is a function word or a verb; else its letter."""
        if self.at == 0:
            return "^"
        return told_word(self.tokens[self.at - 1].low, self.letters[self.at - 1])


def told_word(low: str, letter: str) -> str:
    """A closed-class word as itself, any other as its letter."""
    return low if letter in "PDCTSoNW" else letter


def voice_of(line: Line, mention: Mention) -> Mention | None:
    """Whose post, letter or remark it is: "Ann Lee" of "Ann Lee's letter"."""
    if mention.head not in lexicon.POSSESSED_VOICE:
        return None
    return next((m for m in line.mentions if m.possessor and m.first == mention.first and m.kind == NAME), None)


def sentence_clues(view: QuoteView) -> list[str]:
    """Clues of the quotation alone: they speak for or against any speaker at all."""
    return [
        "bias",
        f"size={view.size}",
        f"begins={view.begins} ends={view.ends}",
        f"previous={view.previous_word()}",
        f"next={view.after[:1]}",
        f"before={view.before[-2:]} begins={view.begins}",
        f"verb={view.verb_word}",
        f"chain={view.chain}",
        f"says={view.says} verbal={view.verbal} begins={view.begins} size={view.size}",
        f"previous={view.previous_word()} size={view.size} verbal={view.verbal}",
        f"frame={view.previous_word()}_{view.letters[view.at + 1 : view.at + 2]} size={view.size}",
        f"alone={view.alone} ends={view.ends}",
        f"alone={view.alone} size={view.size}",
        f"verb before={view.verb >= 0} verb after={'V' in view.after}",
    ]


def candidate_clues(view: QuoteView, line: Line, mention: Mention, place: str) -> list[str]:
    """Clues of one mention as the speaker of one quotation. `place` says where it stands from there."""
    letters, tokens = line.letters, line.sentence.tokens
    kind = NAME if voice_of(line, mention) else mention.kind
    before = told_word(tokens[mention.first - 1].low, letters[mention.first - 1]) if mention.first else "^"
    at, skipped = skip_aside(letters, mention.last + 1)
    follows = letters[at] if at < len(letters) else "$"
    follows_word = follows
    passive = False
    if follows in "Vv":
        low = tokens[at].low
        follows_word = "core" if low in lexicon.CORE_SAY else "call" if low in lexicon.CALL else follows
    elif follows == "A":
        verb = _after_auxiliaries(letters, at)
        passive = verb < len(letters) and letters[verb] in "Vv" and is_passive(tokens, letters, verb)
        follows_word = "A" + (letters[verb] if verb < len(letters) else "$")
    letter = letters[mention.first - 1] if mention.first else "^"
    clues = [
        f"{place} kind={kind}",
        f"{place} letter={letter} follows={follows_word}",
        f"{place} letter={letter} kind={kind}",
        f"{place} before={before}",
        f"{place} before={before} follows={follows_word}",
        f"{place} follows={follows_word} kind={kind}",
        f"{place} follows={follows_word} skipped={skipped}",
        f"{place} possessor={mention.possessor} within={mention.within >= 0}",
        f"{place} passive={passive}",
        f"{place} begins={view.begins} ends={view.ends}",
        f"before={before} possessor={mention.possessor} kind={kind}",
    ]
    if kind == PRONOUN:
        clues += [
            f"{place} pronoun={mention.head}",
            f"pronoun={mention.head}",
            f"pronoun={mention.head} before={before}",
        ]
    elif mention.kind == NAME:
        clues += [f"{place} titled={bool(mention.title)} long={len(mention.name) > 1}"]
        clues += [
            f"{place} standing={mention.standing}",
            f"{place} sayings={min(mention.sayings, 4)}",
            f"{place} standing={mention.standing} follows={follows_word}",
            f"standing={mention.standing} before={'P' if letter in 'Po' else letter}",
        ]
        if mention.name[-1].lower() in lexicon.PLACES:
            clues.append("place name")
        if mention.name[-1].lower() in lexicon.ORG_ENDINGS:
            clues.append(f"{place} organisation name")
    else:
        determined = letters[mention.first] in "D#"
        clues += [
            f"{place} kind={kind} definite={mention.definite}",
            f"{place} kind={kind} determined={determined} plural={mention.head.endswith('s')}",
        ]
        if mention.head in lexicon.SAYING_NOUNS or mention.head in lexicon.POSSESSED_VOICE:
            clues.append(f"{place} saying noun")
    if before == "to" and mention.first > 1 and tokens[mention.first - 2].low == "according":
        clues += [f"{place} according", f"{place} according tag={view.tag}"]
    if place == "before":
        clues += _before_clues(view, mention, kind, at, follows_word, passive=passive)
    elif place == "after":
        clues += _after_clues(view, mention, follows_word, passive=passive)
    else:
        clues += _elsewhere_clues(view, line, mention, place, before, follows_word)
    return clues


def _after_auxiliaries(letters: str, at: int) -> int:
    while at < len(letters) and letters[at] in "AR":
        at += 1
    return at


def _before_clues(view: QuoteView, mention: Mention, kind: str, at: int, follows: str, *, passive: bool) -> list[str]:
    letters = view.letters
    gap = shape(letters[mention.last + 1 : view.at])
    rest = shape(letters[at : view.at])
    between = [m for m in view.line.mentions if mention.last < m.first and m.last < view.at and m.within < 0]
    subjects = sum(
        1 for m in between if m.first and letters[m.first - 1] not in "PoDsVvG" and _verb_follows(letters, m)
    )
    after_verb = 0 <= view.verb <= mention.first
    return [
        f"before gap={gap[:4]}~{gap[-2:]}" if len(gap) > 6 else f"before gap={gap}",
        f"before rest={rest[:2]}~{rest[-2:]}" if len(rest) > 4 else f"before rest={rest}",
        f"before follows={follows} end={rest[-2:]}",
        f"before subjects={min(subjects, 3)} follows={follows}",
        f"before subjects={min(subjects, 3)} afterverb={after_verb}",
        f"before mentions={min(len(between), 4)}",
        f"before verbs={min(sum(c in 'Vv' for c in rest), 3)} follows={follows}",
        f"before afterverb={after_verb} verb={view.verb_kind}",
        f"before said={'V' in rest or 'G' in rest} follows={follows}",
        f"before passive={passive} verb={view.verb_kind}",
        f"before crosses={'Q' in letters[mention.last : view.at]} follows={follows}",
        f"before clause={_clause_break(letters[mention.last + 1 : view.at])} follows={follows}",
        f"before that={'T' in rest} W={'W' in rest} S={'S' in rest}",
        f"before tag={view.tag} follows={follows}",
        f"before tag={view.tag}",
        *_subject_clues(view, mention, kind),
    ]


def _subject_clues(view: QuoteView, mention: Mention, kind: str) -> list[str]:
    """Of which verbs before the quotation a mention is the subject, counted from the quotation."""
    clues: list[str] = []
    saying = 0
    for position, verb in enumerate(view.verbs[:6]):
        says = verb.kind in {"core", "call", "V"}
        if verb.subject is mention:
            gap = shape(view.letters[verb.at + 1 : view.at])
            clues += [
                f"subject of {min(position, 3)} {verb.kind}{verb.form} direct={verb.direct}",
                f"subject of {min(position, 3)} in {view.chain}",
                f"subject saying={says} nearer={min(saying, 2)}",
                f"subject {verb.kind}{verb.form} gap={gap[:5]}",
                f"subject nearer={min(saying, 2)} {verb.kind}",
                f"subject nearer={min(saying, 2)} {verb.kind} kind={kind}",
            ]
        saying += says
    return clues or [f"subject of nothing in {view.chain}", "subject of nothing"]


def _clause_break(letters: str) -> str:
    return "".join(sorted(set(letters) & set(";:SWC")))


def _verb_follows(letters: str, mention: Mention) -> bool:
    at, _ = skip_aside(letters, mention.last + 1)
    return at < len(letters) and letters[at] in "VvA"


def _after_clues(view: QuoteView, mention: Mention, follows: str, *, passive: bool) -> list[str]:
    letters = view.letters
    gap = shape(letters[view.at + 1 : mention.first])
    between = sum(1 for m in view.line.mentions if view.at < m.first and m.last < mention.first and m.within < 0)
    clues = [
        f"after gap={gap[:4]}",
        f"after gap={gap[:4]} follows={follows}",
        f"after gap={gap[-2:]} follows={follows}",
        f"after mentions={min(between, 3)} follows={follows}",
        f"after crosses={'Q' in gap} follows={follows}",
        f"after verb before={view.verb >= 0} {view.verb_kind}",
        f"after ends={view.ends} gap={gap[:2]}",
        f"after ends={view.ends} follows={follows}",
        f"after passive={passive}",
        f"after tag={view.tag} gap={gap[:2]} mentions={min(between, 2)}",
        f"after tag={view.tag} mentions={min(between, 2)}",
        f"after before={view.before[-2:]} gap={gap[:2]}",
    ]
    word = view.tokens[mention.first - 1].low
    if word in {"by", "to"}:
        clues.append(
            f"after {word} {view.tokens[mention.first - 2].low if mention.first > 1 and word == 'to' else ''} verb={view.verb >= 0}"
        )
    return clues


def _elsewhere_clues(view: QuoteView, line: Line, mention: Mention, place: str, before: str, follows: str) -> list[str]:
    first = all(m.first >= mention.first for m in line.mentions if m.kind != "thing")
    return [
        f"{place} first={first} follows={follows}",
        f"{place} alone={view.alone} follows={follows}",
        f"{place} tag={view.tag}",
        f"{place} alone={view.alone} first={first} kind={mention.kind}",
        f"{place} ends={line.letters[-1:]} alone={view.alone}",
        f"{place} verb={view.verb >= 0} said={'V' in view.after}",
        f"{place} before={before} alone={view.alone}",
        f"{place} sentencestart={mention.first == 0} alone={view.alone}",
        f"{place} quoted={'Q' in line.letters} alone={view.alone}",
    ]
