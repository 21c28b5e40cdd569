"""Who may read: on this machine alone whoever sits at it; elsewhere whoever came by a link from a chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def host_in(request: Request, hosts: Sequence[str]) -> bool:
    """Whether a request was sent to one of these hosts, on whatever port.

    A page of somebody else's may have its own name lead to this machine, and read us by it; the browser tells which name it asked.
    """
    host = request.headers.get("host", "").lower()
    return (host if host.endswith("]") else host.rpartition(":")[0] or host) in hosts


@dataclass(frozen=True, slots=True)
class Loopback:
    """Lets everybody read one newsroom's archive who asks this machine from itself."""

    newsroom: str

    def newsroom_of(self, request: Request) -> str | None:
        """The newsroom; None where a name is asked that is not this machine's own."""
        return self.newsroom if host_in(request, LOOPBACK) else None
