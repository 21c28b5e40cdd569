"""Lines of a web page that are not the article: navigation, buttons, captions, newsletters, notices.

Rules of form, not of particular papers. A line that holds quoted words is furniture only where it is plainly a
caption or a notice as a whole, so that no quotation is thrown out with a button.
"""

import re

from bot.reading.characters import is_sentence, quotations_in, words_in

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
      |\d+[\s-]min(?:ute)?s?\ (?:read|listen).*|reading\ time.*|(?:photo|image|picture)\ \d+\ of\ \d+|tags?|topics?|filed\ under
      |text\ size|font\ size|small|medium|large|a[+-]|getty\ images|follow|following|updates?|newsletters?|enlarge(?:\ image)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NOTICE = re.compile(
    r"""(?:
      (?:sign\ up|subscribe|get|join|receive|enter\ your|click\ here)\b.*\b(?:newsletters?|inbox|e-?mail|alerts?|briefing|updates)\b.*
      |(?:sign\ up|subscribe|click\ here|tap\ here|download\ (?:our|the)|become\ a\ member|support\ our|donate)\b.*
      |follow\ (?:us|him|her|them|me|the\ author|@?\w+)\b.*|(?:follow|like)\b.*\bon\ (?:x|twitter|facebook|instagram|linkedin|threads|bluesky|google\ news)\b.*
      |(?:copyright|©|\(c\)).*|.*\ball\ rights\ reserved\b.*|this\ (?:article|story|post)\ (?:was|is|has\ been)\ .*(?:published|appeared|syndicated).*
      |(?:e-?mail|contact|reach|write\ to)\b.*@.*|(?:related|read\ more|read\ also|also\ read|see\ also|watch|more\ on\ this|recommended)\s*:.*
      |we\ use\ cookies.*|by\ (?:signing|subscribing|clicking)\b.*|you\ (?:can|may)\ unsubscribe.*|thank\ you\ for\ (?:reading|subscribing|signing).*
      |(?:view|see|watch|download)\ .*\bapp\b.*
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION = re.compile(
    r"""(?:
      (?:file\ )?(?:photos?|images?|pictures?|photograph(?:y|er|ed)?|illustrations?|graphics?|video|caption|credits?|composite)
        (?:\ (?:by|credits?|courtesy(?:\ of)?))?\s*[:/©|].*
      |(?:photo|image|picture|photograph|illustration)s?\ (?:by|courtesy)\b.{3,60}
      |.*[(\[/|]\s*[^()/]{0,60}\b(?:AP|AFP|Reuters|Getty(?:\ Images)?|Shutterstock|EPA|Alamy|Bloomberg|Photo|iStock|Unsplash)\b[^()]{0,40}[)\]]?\.?
      |(?:file\ photo|in\ this\ (?:photo|image|file\ photo)|pictured)\b.*
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
    bare = line.strip(" .:!-–—*_[]()»«›>→▶|")
    if not bare or _BUTTONS.fullmatch(bare):
        return True
    if is_caption(line):
        return True
    return not quotations_in(line) and (bool(_NOTICE.fullmatch(line)) or is_navigation(line))


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
