"""Which file of a message may be a draft, whatever the chat takes it for."""

import pytest

from adapters.drafts import draft_among, question
from bot.errors import AskError
from bot.request import Question


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        ([], None),
        (["application/pdf"], 0),
        ([""], 0),
        ([None], 0),
        (["image/png", "video/mp4", "audio/ogg"], None),
        (["image/png", "text/plain"], 1),
    ],
)
def test_pictures_and_sounds_are_no_drafts(kinds: list[str | None], found: int | None) -> None:
    files = list(enumerate(kinds))
    among = draft_among(files, lambda file: file[1])
    assert (among and among[0]) == found


def test_of_several_drafts_none_is_chosen() -> None:
    with pytest.raises(AskError, match="several files"):
        draft_among(["text/plain", "text/html"], str)


def test_blank_text_is_none() -> None:
    assert question(" \n") == Question("check")
    assert question("“No,” she said.") == Question("check", {"text": "“No,” she said."})
