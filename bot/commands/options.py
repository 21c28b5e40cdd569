"""The options, each worded once, so that every question takes them the same way."""

from bot.commands.command import Option

BY = Option("by", "only what this person or body said", "NAME")
ABOUT = Option("about", "only what concerns this person or body", "NAME")
SINCE = Option("since", "printed on this day, month or year, or after it", "DATE")
UNTIL = Option("until", "printed up to the end of this day, month or year", "DATE")
OUTLET = Option("outlet", "printed in this outlet", "OUTLET")
EXACT = Option("exact", "as it stands: the words one after another, no slips, no short forms of names", "yes")
PAGE = Option("page", "the page of the list", "NUMBER")
ABOUT_PAGE = Option("about-page", "the page of the quotes about somebody", "NUMBER")
QUOTES_PAGE = Option("quotes-page", "the page of the quotes found", "NUMBER")
REPORTED = Option("reported", "in place of quotes what articles report without quoting it, in their own words", "yes")
VERSION = Option("version", "an earlier version of the article, counted from 1", "NUMBER")
QUOTE = Option("quote", "in place of a title the number of a quote: the paragraphs around it", "#NUMBER")

NARROWING = (BY, ABOUT, SINCE, UNTIL, OUTLET, EXACT)
