"""Lines of a web page that are not the article: navigation, buttons, captions, newsletters, notices.

Rules of form, not of particular papers. A line that holds quoted words is furniture only where it is plainly a
caption or a notice as a whole, so that no quotation is thrown out with a button.
"""

import re

from bot.reading.characters import SENTENCE_END, is_sentence, quotations_in, words_in

_BUTTONS = re.compile(
    r"""(?:
      advertise?ments?|ad|sponsored(?:\ content)?|promoted|paid\ (?:post|content)|(?:story|article)\ continues\ below.*
      |share(?:\ (?:this|on|via|article|story|to)\b.*)?|tweet(?:\ this)?|(?:share\ )?(?:on\ )?(?:facebook|twitter|x|whatsapp|linkedin
      |reddit|telegram|bluesky|threads|flipboard|pinterest|messenger|instagram|youtube|tiktok)|e-?mail(?:\ this.*)?|print(?:\ this.*)?
      |copy\ link|link\ copied.*|save(?:\ (?:article|for\ later|this.*))?|bookmark|gift(?:\ (?:this\ )?article)?|like|reply|listen(?:\ to.*)?
      |play|pause|watch(?:\ (?:now|live|video))?|live|menu|search|close|home|skip\ to.*|(?:sign|log)\ (?:in|out|up)|register|subscribe(?:\ now)?
      |my\ account|accept(?:\ all.*)?|cookies?(?:\ (?:policy|settings))?|read\ (?:more|next|also|full\ story).*|see\ (?:more|also).*|show\ more
      |(?:view|load)\ (?:more|all).*|continue\ reading.*|(?:more|next|previous)(?:\ (?:story|article|news|post))?|back\ to\ top|top
      |comments?(?:\ \(\d+\))?|\d+\ (?:comments?|shares?|views?|likes?)|(?:about|contact)(?:\ us)?|privacy(?:\ policy)?|terms(?:\ (?:of|and)\ .*)?
      |(?:(?:last\ )?(?:published|updated|posted)\ )?\d+\ ?(?:m|min|h|hours?|d|days?|minutes?|weeks?|months?|years?)\ ago.*
      |\d+[\s-]min(?:ute)?s?\ (?:read|listen).*|reading\ time.*|(?:photo|image|picture)\ \d+\ of\ \d+|tags?|topics?|filed\ under
      |text\ size|font\ size|small|medium|large|a[+-]|getty\ images|follow|following|updates?|newsletters?|enlarge(?:\ image)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOTICE = re.compile(
    r"""(?:
      (?:sign\ up|subscribe|get|join|receive|enter\ your|click\ here)\b.*\b(?:newsletters?|inbox|alerts?|briefing)\b.*
      |(?:sign\ up|subscribe|enter\ your)\b.*\b(?:e-?mail|updates)\b.*|(?:click|tap)\ here\b.*|become\ a\ (?:member|subscriber)\b.*
      |follow\ \S+.*\ (?:on|at)\ (?:x|twitter|facebook|instagram|linkedin|threads|bluesky|google\ news|www\.|@).*|follow\ @\w+.*
      |(?:copyright|©|\(c\)).*|.*\ball\ rights\ reserved\b.*|this\ (?:article|story|post)\ (?:was|is|has\ been)\ .*(?:published|appeared|syndicated).*
      |(?:e-?mail|contact|reach|write\ to)\b.*@.*|(?:related|read\ more|read\ also|also\ read|see\ also|watch|more\ on\ this|recommended)\s*:.*
      |we\ use\ cookies.*|by\ (?:signing\ up|subscribing|clicking)\b.*|you\ (?:can|may)\ unsubscribe.*
      |thank\ you\ for\ (?:reading|subscribing|signing).*|download\ .*\bapp\b.*|listen\ to\ .*\b(?:podcast|episode|interview)\b.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AGENCIES = (
    r"(?:AP|AFP|Reuters|EPA|Getty(?:\ Images)?|Bloomberg|Shutterstock|Alamy|iStock|Unsplash|Press\ Association|PA)"
)
_CAPTION = re.compile(
    rf"""(?:
      (?:file\ )?(?:photos?|images?|pictures?|photographs?|photography|illustrations?|graphics?|video|caption|credits?|composite|pictured)
        (?:\ (?:by|credits?|courtesy(?:\ of)?))?\s*[:/©|].*
      |(?:photo|image|picture|photograph|illustration)s?\ (?:by|courtesy)\b.{{3,60}}
      |.*[(\[][^()\[\]]{{0,80}}(?:(?-i:\bPhoto\b|\bImage\b|\bPool\b)|/\s?{_AGENCIES}|Getty\ Images)[^()\[\]]{{0,60}}[)\]]\.?
      |.*\S\s?/\s?{_AGENCIES}\.?
      |.{{0,300}}(?-i:\b(?:Photo|Photograph|Image|Picture|Credit)s?(?:\ by|\ credit)?)\s?:\s?(?-i:[A-Z][^\s“”"]*(?:\s[A-Z&/][^\s“”"]*){{0,6}})
      |in\ this\ (?:photo|image|file\ photo|picture)\b.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RELATED = re.compile(
    r"(?:related(?: (?:stories|articles|news|content|posts|topics|coverage))?|most (?:read|popular|viewed|shared)"
    r"|more (?:from|on|in|stories|news)\b.{0,40}|recommended(?: (?:for you|stories|reading))?|you (?:may|might) also like"
    r"|trending(?: now)?|top stories|latest (?:news|stories|headlines)|editors?['’]s? (?:picks|choice)|what to read next|popular)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|(?:reader )?comments(?: \(\d+\))?|join the (?:conversation|discussion)"
    r"|have your say|view comments|add a comment|responses)",
    re.IGNORECASE,
)
_LONGEST = 600
"""Characters: no button, caption or notice is longer, and longer lines would make the patterns slow."""
_SEPARATOR = re.compile(r"\s*[|•·›»→]\s*|\s+[>/]\s+")


def is_furniture(line: str) -> bool:
    """Whether a line is a button, a notice, a caption or a row of links."""
    if len(line) > _LONGEST:
        return False
    bare = line.strip(" .:!-–—*_[]()»«›>→▶|•·")
    if not bare or _is_button(line, bare):
        return True
    if is_caption(line):
        return True
    return not quotations_in(line) and (bool(_NOTICE.fullmatch(line)) or is_navigation(line))


def _is_button(line: str, bare: str) -> bool:
    """Whether a line is a button's label; a sentence ("Listen to the workers.") is none."""
    size = words_in(line)
    return size <= 12 and not (size >= 3 and SENTENCE_END.search(line)) and bool(_BUTTONS.fullmatch(bare))


def is_caption(line: str) -> bool:
    """Whether a line says what a picture shows or who took it."""
    return words_in(line) <= 80 and bool(_CAPTION.fullmatch(line))


def is_navigation(line: str) -> bool:
    """Whether a line is a row of links: three or more short pieces with a divider between them."""
    pieces = pieces_of(line)
    return len(pieces) >= 3 and all(words_in(piece) <= 5 and not is_sentence(piece) for piece in pieces)


def pieces_of(line: str) -> list[str]:
    """The parts of a line that dividers (| • › …) keep apart."""
    return [piece for piece in _SEPARATOR.split(line) if piece]


def opens_related(line: str) -> bool:
    """Whether a line stands above links to other stories."""
    return bool(_RELATED.fullmatch(line.strip(" :.-–—")))


def opens_comments(line: str) -> bool:
    """Whether a line stands above what readers wrote."""
    return bool(_COMMENTS.fullmatch(line.strip(" :.-–—")))
