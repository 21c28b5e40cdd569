"""What speaks for and against a mention being the speaker of a quotation, as short readable strings."""

import re
from functools import cached_property

from bot.quoting import lexicon
from bot.quoting.clauses import Verb, has_verb
from bot.quoting.grammar import is_passive
from bot.quoting.mentions import NAME, PRONOUN, Mention
from bot.quoting.reading import Form, Line, Reading
from bot.quoting.weights import Clues, Group

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
        self.is_turn = bool(self.quoted.turn)
        sentence, self.at = reading.place[number]
        self.line: Line = reading.lines[sentence]
        self.tokens = self.line.sentence.tokens
        self.letters = self.line.letters
        self.words = self.quoted.span.cut(reading.text)
        self.count = self.words.count(" ") + 1
        self.first_in_paragraph = self.at == 0 and reading.paragraph_lines[self.line.sentence.paragraph][0] is self.line
        self.before = shape(self.letters[: self.at])
        self.after = shape(self.letters[self.at + 1 :])
        self.size = self._size()
        self.begins = self._begins()
        self.ends = self._ends()
        self.alone = not self.letters.strip("Q.,?-()")
        """Whether its sentence holds nothing but this and other quotations."""
        self.verb = self._verb_before()
        self.verbs = self._verbs()
        self.verb_kind = self.verbs[0].kind + self.verbs[0].form if self.verbs else ""
        """What kind of verb stands nearest before it, or nothing."""
        self.verb_word = self._verb_word()
        self.tag = self._has_tag()
        self.says = (
            "V" in self.letters
            or "G" in self.letters
            or any(t.low in lexicon.SAYING_NOUNS or t.low == "according" for t in self.tokens)
        )
        self.verbal = has_verb(reading.inside[number].letters)
        self.chain = "<".join(verb.kind + verb.form for verb in self.verbs[:3])
        self.patient = self._patient()

    def _size(self) -> str:
        """How long it is, roughly."""
        return "1" if self.count == 1 else "2-3" if self.count <= 3 else "4-8" if self.count <= 8 else "9+"

    def _begins(self) -> str:
        """A for a capital, a for a small letter, # for anything else."""
        first = next((c for c in self.words if c.isalnum()), "#")
        return "A" if first.isupper() else "a" if first.islower() else "#"

    def _ends(self) -> str:
        """Its last punctuation mark, or nothing."""
        last = self.words[-1]
        return last if last in ",.?!" else "." if last == "…" else ""

    @cached_property
    def clues(self) -> list[str]:
        """As `sentence_clues` tells them."""
        return sentence_clues(self)

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

    def _patient(self) -> Mention | None:
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

    def _verb_word(self) -> str:
        """The base form of the last verb before it, or nothing."""
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


def candidate_clues(view: QuoteView, line: Line, mention: Mention, place: str) -> tuple[list[Group], list[str]]:
    """Clues of one mention as the speaker of one quotation, in groups and single. `place` says where it stands from there."""
    form = line.forms.get(id(mention))
    if form is None:
        form = line.forms[id(mention)] = form_of(line, mention)
    kind, before, letter, follows = form.kind, form.before, form.letter, form.follows
    groups: list[Group] = [
        (_form_clues, place, kind, letter, follows, form.skipped, mention.possessor, mention.within >= 0, form.passive)
    ]
    singles = [
        f"{place} before={before}",
        f"{place} before={before} follows={follows}",
        f"before={before} possessor={mention.possessor} kind={kind}",
    ]
    if kind == PRONOUN:
        groups.append((_pronoun_clues, place, mention.head))
        singles.append(f"pronoun={mention.head} before={before}")
    elif mention.kind == NAME:
        groups.append(_name_group(mention, place))
        singles.append(f"{place} standing={mention.standing} follows={follows}")
        singles.append(f"standing={mention.standing} before={'P' if letter in 'Po' else letter}")
    else:
        groups.append(_noun_group(line, mention, kind, place))
    if form.according:
        singles += f"{place} according", f"{place} according tag={view.tag}"
    if place == "before":
        _add_before(groups, singles, view, mention, form)
    elif place == "after":
        _add_after(groups, singles, view, mention, form)
    else:
        _add_elsewhere(groups, singles, view, line, mention, place, form)
    return groups, singles


def form_of(line: Line, mention: Mention) -> Form:
    """How a mention stands in its sentence."""
    letters, tokens = line.letters, line.sentence.tokens
    at, skipped = line.past_aside(mention.last + 1)
    follows = letters[at] if at < len(letters) else "$"
    passive = False
    if follows in "Vv":
        low = tokens[at].low
        follows = "core" if low in lexicon.CORE_SAY else "call" if low in lexicon.CALL else follows
    elif follows == "A":
        verb = _after_auxiliaries(letters, at)
        passive = verb < len(letters) and letters[verb] in "Vv" and is_passive(tokens, letters, verb)
        follows = "A" + (letters[verb] if verb < len(letters) else "$")
    letter, before, according = "^", "^", False
    if mention.first:
        letter = letters[mention.first - 1]
        before = told_word(tokens[mention.first - 1].low, letter)
        according = before == "to" and mention.first > 1 and tokens[mention.first - 2].low == "according"
    kind = NAME if voice_of(line, mention) else mention.kind
    return Form(kind, before, letter, at, skipped, follows, passive, according)


def _form_clues(
    place: str, kind: str, letter: str, follows: str, skipped: bool, possessor: bool, within: bool, passive: bool
) -> Clues:
    return (
        f"{place} kind={kind}",
        f"{place} letter={letter} follows={follows}",
        f"{place} letter={letter} kind={kind}",
        f"{place} follows={follows} kind={kind}",
        f"{place} follows={follows} skipped={skipped}",
        f"{place} possessor={possessor} within={within}",
        f"{place} passive={passive}",
    )


def _pronoun_clues(place: str, head: str) -> Clues:
    return f"{place} pronoun={head}", f"pronoun={head}"


def _name_group(mention: Mention, place: str) -> Group:
    last = mention.name[-1].lower()
    return (
        _name_clues,
        place,
        bool(mention.title),
        len(mention.name) > 1,
        mention.standing,
        min(mention.sayings, 4),
        last in lexicon.PLACES,
        last in lexicon.ORG_ENDINGS,
    )


def _name_clues(
    place: str, titled: bool, long: bool, standing: str, sayings: int, of_a_place: bool, of_a_body: bool
) -> Clues:
    return (
        f"{place} titled={titled} long={long}",
        f"{place} standing={standing}",
        f"{place} sayings={sayings}",
        *(["place name"] if of_a_place else []),
        *([f"{place} organisation name"] if of_a_body else []),
    )


def _noun_group(line: Line, mention: Mention, kind: str, place: str) -> Group:
    return (
        _noun_clues,
        place,
        kind,
        mention.definite,
        line.letters[mention.first] in "D#",
        mention.head.endswith("s"),
        mention.head in lexicon.SAYING_NOUNS or mention.head in lexicon.POSSESSED_VOICE,
    )


def _noun_clues(place: str, kind: str, definite: bool, determined: bool, plural: bool, saying: bool) -> Clues:
    return (
        f"{place} kind={kind} definite={definite}",
        f"{place} kind={kind} determined={determined} plural={plural}",
        *([f"{place} saying noun"] if saying else []),
    )


def _after_auxiliaries(letters: str, at: int) -> int:
    while at < len(letters) and letters[at] in "AR":
        at += 1
    return at


def _add_before(groups: list[Group], singles: list[str], view: QuoteView, mention: Mention, form: Form) -> None:
    letters, follows = view.letters, form.follows
    gap = shape(letters[mention.last + 1 : view.at])
    rest = shape(letters[form.at : view.at]) if form.skipped else gap
    at, last = view.at, mention.last
    between = [m for m in view.line.mentions if last < m.first and m.last < at and m.within < 0]
    subjects = sum(_is_inner_subject(view.line, m) for m in between)
    after_verb = 0 <= view.verb <= mention.first
    crosses = "Q" in letters[mention.last : view.at]
    groups += [
        (_before_clues, follows, min(subjects, 3), after_verb, min(len(between), 4), crosses, view.tag),
        (_before_verb_clues, after_verb, view.verb_kind, form.passive, view.begins, view.ends),
        (
            _before_rest_clues,
            follows,
            min(rest.count("V") + rest.count("v"), 3),
            "V" in rest or "G" in rest,
            "T" in rest,
            "W" in rest,
            "S" in rest,
        ),
    ]
    singles += [
        f"before gap={gap[:4]}~{gap[-2:]}" if len(gap) > 6 else f"before gap={gap}",
        f"before rest={rest[:2]}~{rest[-2:]}" if len(rest) > 4 else f"before rest={rest}",
        f"before follows={follows} end={rest[-2:]}",
        f"before clause={_clause_break(letters[mention.last + 1 : view.at])} follows={follows}",
        *_subject_clues(view, mention, form.kind),
    ]


def _before_clues(follows: str, subjects: int, after_verb: bool, mentions: int, crosses: bool, tag: bool) -> Clues:
    return (
        f"before subjects={subjects} follows={follows}",
        f"before subjects={subjects} afterverb={after_verb}",
        f"before mentions={mentions}",
        f"before crosses={crosses} follows={follows}",
        f"before tag={tag} follows={follows}",
        f"before tag={tag}",
    )


def _before_verb_clues(after_verb: bool, verb: str, passive: bool, begins: str, ends: str) -> Clues:
    return (
        f"before afterverb={after_verb} verb={verb}",
        f"before passive={passive} verb={verb}",
        f"before begins={begins} ends={ends}",
    )


def _before_rest_clues(follows: str, verbs: int, said: bool, that: bool, which: bool, other: bool) -> Clues:
    return (
        f"before verbs={verbs} follows={follows}",
        f"before said={said} follows={follows}",
        f"before that={that} W={which} S={other}",
    )


def _is_inner_subject(line: Line, mention: Mention) -> bool:
    """Whether somebody else between a mention and the quotation is the subject of a clause."""
    if not mention.first or line.letters[mention.first - 1] in "PoDsVvG":
        return False
    at, _ = line.past_aside(mention.last + 1)
    return at < len(line.letters) and line.letters[at] in "VvA"


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


def _add_after(groups: list[Group], singles: list[str], view: QuoteView, mention: Mention, form: Form) -> None:
    gap, follows = shape(view.letters[view.at + 1 : mention.first]), form.follows
    at, first = view.at, mention.first
    between = sum([at < m.first and m.last < first and m.within < 0 for m in view.line.mentions])
    groups += [
        (_after_clues, gap[:2], follows, min(between, 3), "Q" in gap, view.tag),
        (_after_verb_clues, view.verb >= 0, view.verb_kind, view.begins, view.ends, follows, form.passive),
    ]
    singles += [
        f"after gap={gap[:4]}",
        f"after gap={gap[:4]} follows={follows}",
        f"after gap={gap[-2:]} follows={follows}",
        f"after ends={view.ends} gap={gap[:2]}",
        f"after before={view.before[-2:]} gap={gap[:2]}",
    ]
    word = view.tokens[mention.first - 1].low
    if word in {"by", "to"}:
        singles.append(
            f"after {word} {view.tokens[mention.first - 2].low if mention.first > 1 and word == 'to' else ''} verb={view.verb >= 0}"
        )


def _after_clues(gap: str, follows: str, between: int, crosses: bool, tag: bool) -> Clues:
    return (
        f"after mentions={between} follows={follows}",
        f"after crosses={crosses} follows={follows}",
        f"after tag={tag} gap={gap} mentions={min(between, 2)}",
        f"after tag={tag} mentions={min(between, 2)}",
    )


def _after_verb_clues(verb: bool, kind: str, begins: str, ends: str, follows: str, passive: bool) -> Clues:
    return (
        f"after verb before={verb} {kind}",
        f"after begins={begins} ends={ends}",
        f"after ends={ends} follows={follows}",
        f"after passive={passive}",
    )


def _add_elsewhere(
    groups: list[Group], singles: list[str], view: QuoteView, line: Line, mention: Mention, place: str, form: Form
) -> None:
    first, begins, quoted = line.begins_with(mention), mention.first == 0, "Q" in line.letters
    groups += [
        (_elsewhere_clues, place, first, form.follows, view.alone, mention.kind),
        (_beside_clues, place, begins, line.letters[-1:], quoted, view.alone, view.begins, view.ends),
        (_tag_clues, place, view.tag, view.verb >= 0, "V" in view.after),
    ]
    singles.append(f"{place} before={form.before} alone={view.alone}")


def _elsewhere_clues(place: str, first: bool, follows: str, alone: bool, kind: str) -> Clues:
    return (
        f"{place} first={first} follows={follows}",
        f"{place} alone={alone} follows={follows}",
        f"{place} alone={alone} first={first} kind={kind}",
    )


def _beside_clues(place: str, begins: bool, last: str, quoted: bool, alone: bool, opens: str, closes: str) -> Clues:
    return (
        f"{place} sentencestart={begins} alone={alone}",
        f"{place} ends={last} alone={alone}",
        f"{place} quoted={quoted} alone={alone}",
        f"{place} begins={opens} ends={closes}",
    )


def _tag_clues(place: str, tag: bool, verb: bool, said: bool) -> Clues:
    return f"{place} tag={tag}", f"{place} verb={verb} said={said}"
