"""Fits the weights of `bot/quoting/weights.json` to labelled articles.

    python -m benchmarks.fit_quoting LABELLED.jsonl --scorer score.py [--half 0]

LABELLED.jsonl is in the gold format of the scorer, whose own rules decide here which candidate is right. What is
kept is a number for each clue and nothing of the text. `--half` leaves out every other article (by a hash of
its id), so that the ones left out can be predicted honestly.
"""

import argparse
import hashlib
import importlib.util
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.quoting import told_of
from bot.quoting.attribution import Candidate, Choice, candidates
from bot.quoting.clues import QuoteView
from bot.quoting.coreference import Cast
from bot.quoting.extraction import choices_of, decisions, shown
from bot.quoting.marks import Quoted
from bot.quoting.mentions import NAME, Mention
from bot.quoting.pronouns import Follower, Reference
from bot.quoting.reading import Reading, read
from bot.quoting.speech import speech_clues
from bot.quoting.trust import trust_clues
from bot.quoting.weights import Scale, scales_of
from bot.quoting.weights import Weights as Scales

WEIGHTS = Path(__file__).parent.parent / "bot" / "quoting" / "weights.json"
SMALLEST = 0.03
"""Weights nearer to zero than this are not kept."""

Weights = dict[str, float]
Question = tuple[list[list[str]], list[bool], float]
"""Candidates' clues, which of them are right, and how much the question counts."""


@dataclass
class Fit:
    """How hard weights are fitted: AdaGrad with weight decay, the later half of the rounds averaged."""

    rounds: int
    rate: float = 0.15
    decay: float = 0.03
    rarest: int = 4
    seed: int = 1


PERSONS = Fit(30, rate=0.06, decay=0.03, rarest=5)


class Sum:
    """Weights while they are being learned."""

    def __init__(self, fit: Fit, known: set[str]) -> None:
        self.fit = fit
        self.known = known
        self.weights: Weights = defaultdict(float)
        self.squares: Weights = defaultdict(lambda: 1e-8)
        self.total: Weights = defaultdict(float)
        self.rounds = 0

    def score(self, clues: Sequence[str]) -> float:
        return sum(self.weights.get(clue, 0.0) for clue in clues)

    def learn(self, clues: Sequence[str], slope: float) -> None:
        for clue in clues:
            if clue in self.known:
                self.squares[clue] += slope * slope
                weight = self.weights[clue]
                self.weights[clue] = weight + self.fit.rate * (slope - self.fit.decay * weight) / math.sqrt(
                    self.squares[clue]
                )

    def end_round(self, number: int) -> None:
        if number >= self.fit.rounds // 2:
            self.rounds += 1
            for clue, weight in self.weights.items():
                self.total[clue] += weight

    def average(self) -> Weights:
        return {
            clue: round(total / self.rounds, 2)
            for clue, total in sorted(self.total.items())
            if abs(total / self.rounds) >= SMALLEST
        }


def ranking_weights(questions: Sequence[Question], fit: Fit) -> Weights:
    """Weights that put right candidates first: a softmax over the candidates of each question."""
    learner = Sum(fit, _frequent((clue for clues, _, _ in questions for one in clues for clue in set(one)), fit.rarest))
    order = [question for question in questions if any(question[1])]
    shuffle = random.Random(fit.seed)
    for number in range(fit.rounds):
        shuffle.shuffle(order)
        for clues, right, count in order:
            shares = _softmax([learner.score(one) for one in clues])
            mass = sum(share for share, is_right in zip(shares, right, strict=True) if is_right) or 1.0
            for one, share, is_right in zip(clues, shares, right, strict=True):
                slope = count * ((share / mass if is_right else 0.0) - share)
                if abs(slope) >= 0.003:
                    learner.learn(one, slope)
        learner.end_round(number)
    return learner.average()


def verdict_weights(examples: Sequence[tuple[list[str], bool]], fit: Fit, caution: float) -> Weights:
    """Weights that tell yes from no: logistic regression; a no counts `caution` times."""
    learner = Sum(fit, _frequent((clue for clues, _ in examples for clue in set(clues)), fit.rarest))
    order = list(examples)
    shuffle = random.Random(fit.seed)
    for number in range(fit.rounds):
        shuffle.shuffle(order)
        for clues, verdict in order:
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, learner.score(clues)))))
            learner.learn(clues, 1 - chance if verdict else -chance * caution)
        learner.end_round(number)
    return learner.average()


def _frequent(clues: Any, rarest: int) -> set[str]:
    return {clue for clue, times in Counter(clues).items() if times >= rarest}


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@dataclass
class Labelled:
    """An article read, with the label of each quotation: a fragment, "ignore", or None for what is no speech."""

    reading: Reading
    cast: Cast
    labels: list[Any]


class Teacher:
    """Makes questions of labelled articles; `rules` is the scorer's module."""

    def __init__(self, rules: ModuleType) -> None:
        self.rules = rules

    def labelled(self, article: dict[str, Any]) -> Labelled:
        reading = read(article["text"])
        return Labelled(reading, Cast(reading), [self._label(article, quoted) for quoted in reading.quoted])

    def _label(self, article: dict[str, Any], quoted: Quoted) -> Any:
        """The label of a quotation; turns of a transcript, which are decided by their form and not labelled, teach nothing."""
        if quoted.turn:
            return "ignore"
        start, end = quoted.span.start, quoted.span.end
        text, trim = article["text"], self.rules.trim
        span = trim(text, start, end)
        for fragment in article["fragments"]:
            if self.rules.iou(span, trim(text, fragment["start"], fragment["end"])) >= 0.8:
                return fragment
        ignored = (trim(text, *pair) for pair in article["ignore"])
        half = 0.5 * (span[1] - span[0])
        return "ignore" if any(min(span[1], b) - max(span[0], a) > half for a, b in ignored) else None

    def is_speaker(self, mention: Mention | None, label: Any, text: str) -> bool:
        """Whether a mention is the labelled speaker; nobody is right where no speaker is labelled."""
        if label is None or label["speaker_type"] is None:
            return mention is None
        if mention is None or not (mention.start < label["speaker_end"] and mention.end > label["speaker_start"]):
            return False
        if self.rules.is_pron(text[mention.start : mention.end]) and label["speaker_type"] != "pronoun":
            return False
        name = " ".join(mention.name) if mention.kind == NAME else None
        told = {"speaker_text": name or text[mention.start : mention.end], "speaker_name": name}
        return bool(
            self.rules.speaker_right({**told, "speaker_start": mention.start, "speaker_end": mention.end}, label)
        )

    def speaker_questions(self, article: Labelled) -> list[Question]:
        """One question a quotation; who spoke before is taken from the labels."""
        questions: list[Question] = []
        previous: Choice | None = None
        for number, label in enumerate(article.labels):
            view = QuoteView(article.reading, number)
            found = candidates(article.reading, view, previous)
            if label == "ignore":
                continue
            right = [self.is_speaker(candidate.mention, label, article.reading.text) for candidate in found]
            questions.append(([candidate.clues for candidate in found], right, 1.0))
            previous = _said_by(view, found, right) or previous
        return questions

    def person_questions(self, article: Labelled, speakers: Weights, persons: Weights) -> list[Question]:
        """One question a pronoun that speaks and whose person is labelled; labels by hand count double."""
        choices = choices_of(article.reading, Scale(speakers))
        follower = Follower(
            article.reading, article.cast, [(c.view.number, c.mention) for c in choices if c.mention], Scale(persons)
        )
        follower.follow()
        wanted: dict[int, tuple[str, float]] = {}
        for choice, label in zip(choices, article.labels, strict=True):
            if isinstance(label, dict) and choice.mention and choice.mention.start == label["speaker_start"]:
                person = label.get("person") or label.get("speaker_name_auto")
                if person:
                    wanted[id(choice.mention)] = person, 2.0 if label.get("person") else 1.0
        return [self._person_question(follower.ranked[key], *wanted[key]) for key in wanted if follower.ranked.get(key)]

    def _person_question(self, found: list[Reference], person: str, count: float) -> Question:
        return [reference.clues for reference in found], [self._is_person(r, person) for r in found], count

    def _is_person(self, reference: Reference, person: str) -> bool:
        name = reference.entity.printed
        if not person[0].isupper():
            return bool(self.rules.contains(name, person))
        return reference.entity.described is None and bool(
            self.rules.same_person(self.rules.namekey(name), self.rules.namekey(person))
        )

    def trust_examples(self, article: dict[str, Any], known: Scales) -> list[tuple[list[str], bool]]:
        """One example a quotation that is taken for speech: its clues, and whether its speaker is right."""
        found = decisions(article["text"], known)
        examples: list[tuple[list[str], bool]] = []
        for number, (choice, lean) in enumerate(zip(found.choices, found.leans, strict=True)):
            label = self._label(article, choice.view.quoted)
            if lean <= 0 or choice.mention is None or label == "ignore":
                continue
            told = told_of(shown(found, number, None))
            right = label is not None and label["speaker_type"] is not None and self._is_right(told, label)
            examples.append((trust_clues(found.cast, found.follower, choice, lean), right))
        return examples

    def _is_right(self, told: dict[str, Any], label: Any) -> bool:
        if label.get("person"):
            return bool(self.rules.person_right(told, label["person"]))
        return bool(self.rules.speaker_right(told, label))

    def speech_examples(self, article: Labelled, speakers: Weights) -> list[tuple[list[str], bool]]:
        """One example a quotation: its clues, and whether it is labelled as speech."""
        return [
            (speech_clues(article.reading, choice), label is not None)
            for choice, label in zip(choices_of(article.reading, Scale(speakers)), article.labels, strict=True)
            if label != "ignore"
        ]


def _said_by(view: QuoteView, found: list[Candidate], right: list[bool]) -> Choice | None:
    best = next(
        (candidate for candidate, is_right in zip(found, right, strict=True) if is_right and candidate.mention), None
    )
    return Choice(view, best, found) if best else None


def fitted(articles: Sequence[dict[str, Any]], rules: ModuleType) -> dict[str, Weights]:
    """All four sets of weights; trust is fitted on what weights of the other half decide, so that it is honest."""
    teacher = Teacher(rules)
    weights = _decided(articles, teacher)
    examples: list[tuple[list[str], bool]] = []
    for part in (0, 1):
        apart = _decided(articles[1 - part :: 2], teacher)
        examples += [e for article in articles[part::2] for e in teacher.trust_examples(article, scales_of(apart))]
    trust = verdict_weights(examples, Fit(8, rate=0.1, decay=0.3, rarest=10), caution=1.0)
    return {"person": weights["person"], "speaker": weights["speaker"], "speech": weights["speech"], "trust": trust}


def _decided(articles: Sequence[dict[str, Any]], teacher: Teacher) -> dict[str, Weights]:
    """The weights that decide.

    Speech is fitted on speakers found by weights of the other half, so that their certainty is honest.
    """

    def speakers_of(some: Sequence[dict[str, Any]]) -> Weights:
        return ranking_weights(
            [q for article in some for q in teacher.speaker_questions(teacher.labelled(article))],
            Fit(6, decay=0.1, rarest=8),
        )

    speakers = speakers_of(articles)
    persons = _persons(articles, teacher, speakers)
    examples: list[tuple[list[str], bool]] = []
    for part in (0, 1):
        apart = speakers_of(articles[1 - part :: 2])
        examples += [
            e for article in articles[part::2] for e in teacher.speech_examples(teacher.labelled(article), apart)
        ]
    speech = verdict_weights(examples, Fit(8, rate=0.1, decay=0.2, rarest=5), caution=1.3)
    return {"person": persons, "speaker": speakers, "speech": speech}


def _persons(articles: Sequence[dict[str, Any]], teacher: Teacher, speakers: Weights) -> Weights:
    """Weights of persons, learned three times over, because a pronoun's clues depend on how those before it were read.

    Each half's questions are put with what the other half taught, so that the chain is as good as it will be.
    """
    halves = (articles[::2], articles[1::2])
    taught: list[Weights] = [{}, {}]
    questions: list[list[Question]] = [[], []]
    for _ in range(3):
        questions = [
            [q for article in half for q in teacher.person_questions(teacher.labelled(article), speakers, other)]
            for half, other in zip(halves, reversed(taught), strict=True)
        ]
        taught = [ranking_weights(some, PERSONS) for some in questions]
    return ranking_weights(questions[0] + questions[1], PERSONS)


def half_of(article: dict[str, Any]) -> int:
    """0 or 1, by the article's id."""
    return hashlib.sha1(article["id"].encode(), usedforsecurity=False).digest()[-1] % 2


def module_of(path: Path) -> ModuleType:
    """A module read from a file."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python module.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str] | None = None) -> None:
    """Fits, and writes the weights."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fit_quoting", description="Fit the weights of quoting to labelled articles."
    )
    parser.add_argument("labelled", type=Path, metavar="LABELLED.jsonl")
    parser.add_argument("--scorer", type=Path, required=True, help="score.py, whose rules say which candidate is right")
    parser.add_argument("--half", type=int, choices=(0, 1), help="fit to this half of the articles only")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go (default: into the package)")
    asked = parser.parse_args(arguments)
    articles = [json.loads(line) for line in asked.labelled.read_text("utf-8").splitlines() if line.strip()]
    if asked.half is not None:
        articles = [article for article in articles if half_of(article) == asked.half]
    weights = fitted(articles, module_of(asked.scorer))
    asked.out.write_text(json.dumps(weights, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
