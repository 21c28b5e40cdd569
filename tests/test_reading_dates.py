"""A printed date is kept as precisely as it is known; what it leaves open is settled by evidence or left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import PrintedDate
from bot.reading import read
from bot.reading.dates import date_line, date_order, moment, printed_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-06-07", "2025-06-07"),
        ("2025-06-07T14:05:00Z", "2025-06-07T14:05:00+00:00"),
        ("2025-06-07T14:05:00.123+0200", "2025-06-07T14:05:00+02:00"),
        ("2025-06-07T14:05:00", "2025-06-07"),
        ("7 June 2025", "2025-06-07"),
        ("June 7th, 2025", "2025-06-07"),
        ("Published: Sat, June 7, 2025 at 3:15 PM EDT", "2025-06-07"),
        ("June 2025", "2025-06"),
        ("7 juin 2025", "2025-06-07"),
        ("Samstag, 7. Juni 2025", "2025-06-07"),
        ("2025年6月7日", "2025-06-07"),
    ],
)
def test_a_clear_date_keeps_its_precision_so_that_no_hour_or_day_is_made_up(text: str, iso: str) -> None:
    assert printed_date(text) == PrintedDate(iso)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "3 hours ago",
        "today",
        "Monday",
        "June 7",
        "Summer 2025",
        "the 2025 budget",
        "31/31/2025",
        "12:30",
        "",
    ],
)
def test_a_vague_date_is_none_so_that_today_never_stands_in_for_it(text: str) -> None:
    assert printed_date(text) is None


@pytest.mark.parametrize(
    ("order", "iso"), [("DMY", "2025-06-07"), ("MDY", "2025-07-06"), (None, "2025"), ("YMD", "2025")]
)
def test_an_ambiguous_date_is_settled_by_the_order_or_keeps_its_year_so_that_no_day_is_guessed(
    order: str | None, iso: str
) -> None:
    assert printed_date("07/06/2025", order) == PrintedDate(iso, "07/06/2025")


@pytest.mark.parametrize(
    ("text", "iso"), [("13/06/2025", "2025-06-13"), ("06/13/2025", "2025-06-13"), ("06/06/2025", "2025-06-06")]
)
def test_an_unmistakable_numeric_date_needs_no_order_so_that_none_is_asked_for(text: str, iso: str) -> None:
    assert printed_date(text, "MDY") == printed_date(text, "DMY") == PrintedDate(iso, text)


@pytest.mark.parametrize(
    ("language", "url", "order"),
    [
        ("en-GB", None, "DMY"),
        ("en_US", None, "MDY"),
        ("en", None, None),
        ("de", None, "DMY"),
        ("no such language", None, None),
        (None, "https://www.tidewater.example.co.uk/a", "DMY"),
        (None, "https://tidewater.example.com.au/a", "DMY"),
        (None, "https://tidewater.example.io/a", None),
        (None, "https://tidewater.example.com/a", None),
    ],
)
def test_the_publishers_locale_settles_the_order_so_that_an_english_page_is_not_read_as_american(
    language: str | None, url: str | None, order: str | None
) -> None:
    assert date_order("", language, url, None) == order


def test_another_date_in_the_text_settles_the_order_so_that_a_wrong_locale_does_not() -> None:
    assert date_order("It opens on 13/06/2025.", "en-US", None, None) == "DMY"
    assert date_order("On 13/06/2025 and 06/13/2025.", None, None, "MDY") == "MDY"


def test_a_line_with_more_than_a_date_is_no_date_line_so_that_a_sentence_does_not_date_the_article() -> None:
    assert date_line("Updated 8 June 2025, 10:00 BST")[0].changed
    assert [found.changed for found in date_line("Published 7 June 2025 | Updated 8 June 2025")] == [False, True]
    assert date_line("The plan of 7 June 2025 fails") == []


def test_a_time_without_an_offset_is_no_moment_so_that_an_embargo_is_never_kept_by_guess() -> None:
    assert moment("2025-06-07T14:05:00") is None
    assert moment("2025-13-07T14:05:00Z") is None
    assert moment("2025-06-07T14:05:00Z")


def test_the_body_settles_the_date_line_so_that_a_pasted_page_dates_itself() -> None:
    text = "Bridge to close for a year\n07/06/2025\n\nThe bridge closes on 13/06/2025, the council said on Monday.\n"
    (document,) = read(text.encode(), name="pasted")
    assert document.published == PrintedDate("2025-06-07", "07/06/2025")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31)))
def test_every_day_is_read_back_so_that_no_month_is_confused(day: date) -> None:
    iso = day.isoformat()
    year, month, number = iso.split("-")
    assert printed_date(iso) == PrintedDate(iso)
    assert printed_date(f"{number}/{month}/{year}", "DMY") == PrintedDate(iso, f"{number}/{month}/{year}")
    assert printed_date(f"{month}/{number}/{year}", "MDY") == PrintedDate(iso, f"{month}/{number}/{year}")


@given(st.text(max_size=80))
def test_any_text_gives_a_date_or_none_so_that_no_date_field_ends_in_a_traceback(text: str) -> None:
    assert printed_date(text) is None or printed_date(text)
