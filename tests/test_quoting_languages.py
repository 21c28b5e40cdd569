"""Other languages: marks and speakers in plain cases, and no guessing beyond them. It is so that …"""

import pytest

from bot.model import Grade
from bot.quoting import extract
from bot.quoting.language import language_of

FRENCH = (
    "« Nous partons », a déclaré le maire Paul Roy. Il a ajouté : « C’est fini. » Mme Roy a répondu : « Pas encore. »"
)
GERMAN = "„Wir gehen“, sagte Bürgermeister Paul Roth. Anna Weber, die Sprecherin, erklärte: „Wir bleiben hier.“ „Nein“, sagte Weber."
SPANISH = "«Nos vamos», dijo el alcalde Pablo Ruiz. “No es verdad”, respondió Ana López."
ITALIAN = (
    "Il sindaco ha detto ieri sera ai giornalisti che non ci saranno altri rinvii e che tutti dovranno attendere ancora "
    "qualche giorno prima di sapere. «Siamo pronti a partire domani», ha detto Mario Rossi."
)


def said(text: str) -> list[tuple[str, str | None]]:
    return [(q.span.cut(text), q.attribution.name) for q in extract(text).quotations if q.speech]


@pytest.mark.parametrize(
    ("text", "code"), [(FRENCH, "fr"), (GERMAN, "de"), (SPANISH, "es"), (ITALIAN, None), ("“We go,” she said.", "en")]
)
def test_a_language_is_told_by_its_small_words(text: str, code: str | None) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", "Omar al-Masri said “no.”", "La Jolla and Los Gatos voted, El Paso did not."])
def test_a_few_foreign_words_do_not_make_another_language(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "“Vamos embora”, disse Paulo Souza à imprensa antes de sair da sala.",
        "„We vertrekken”, zei Jan de Vries tegen de pers.",
        "«Partiamo domani», ha detto Mario Rossi ai giornalisti prima di uscire.",
    ],
)
def test_a_short_text_in_a_language_nobody_taught_us_is_not_taken_for_one_we_know(text: str) -> None:
    assert language_of(text) is None


def test_french_speakers_are_named_before_and_after_their_words() -> None:
    assert said(FRENCH) == [("Nous partons", "Paul Roy"), ("C’est fini.", None), ("Pas encore.", "Paul Roy")]


def test_german_surnames_are_led_back_to_full_names() -> None:
    assert said(GERMAN) == [("Wir gehen", "Paul Roth"), ("Wir bleiben hier.", "Anna Weber"), ("Nein", "Anna Weber")]


def test_spanish_speakers_are_named() -> None:
    assert said(SPANISH) == [("Nos vamos", "Pablo Ruiz"), ("No es verdad", "Ana López")]


def test_a_language_nobody_taught_us_is_quoted_but_not_attributed() -> None:
    (quotation,) = extract(ITALIAN).quotations
    assert quotation.speech
    assert quotation.attribution.grade == Grade.NONE
