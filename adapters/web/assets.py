"""What pages load beside themselves: style and script, each under a name that holds what its bytes come to."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from starlette.responses import Response

from adapters.web.links import Links

STATIC = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"

_STYLE, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_KINDS = {
    "reader.css": _STYLE,
    "reader.js": _SCRIPT,
    "playground/playground.css": _STYLE,
    "playground/playground.js": _SCRIPT,
}


@cache
def assets() -> Mapping[str, tuple[str, bytes]]:
    """Everything beside the pages, by the name it is asked for: its media type, and what it is.

    A name changes with the bytes, so that a browser may keep it for ever.
    """
    found = ((Path(file).name, media, (STATIC / file).read_bytes()) for file, media in _KINDS.items())
    return MappingProxyType({_versioned(name, data): (media, data) for name, media, data in found})


def addresses(links: Links) -> dict[str, str]:
    """Where each asset lies, by its plain name ("reader_css")."""
    return {f"{name.split('.')[0]}_{name.rsplit('.', 1)[1]}": links.to(f"/static/{name}") for name in assets()}


def asset(name: str) -> Response | None:
    """The asset of a name; None where there is none."""
    found = assets().get(name)
    return Response(found[1], media_type=found[0], headers={"Cache-Control": FOREVER}) if found else None


def _versioned(name: str, data: bytes) -> str:
    stem, _, ending = name.partition(".")
    return f"{stem}.{urlsafe_b64encode(sha256(data).digest())[:10].decode()}.{ending}"
