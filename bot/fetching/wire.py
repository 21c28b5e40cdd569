"""One request and its answer, over a connection to addresses that were checked, within limits of time and size."""

import ssl
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import httpcore

from bot.fetching.address import Target
from bot.fetching.faults import Refused, Unreachable

Headers = Mapping[str, str]
"""What the server said of the page, by names in small letters; of one said twice, the last."""


class Deadline:
    """When all that belongs to one page has to be done, however it is dripped out."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, more than none.

        Raises:
            httpcore.ReadTimeout: none are.
        """
        seconds = self._end - monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: status, headers, and the body, unpacked, where the status is that of a page."""

    status: int
    headers: Headers
    data: bytes

    @property
    def location(self) -> str | None:
        """Where it leads on to, if it does."""
        return self.headers.get("location") if self.status in {301, 302, 303, 307, 308} else None


def exchange(
    target: Target,
    places: Sequence[str],
    headers: Headers,
    *,
    largest: int,
    deadline: Deadline,
    tls: ssl.SSLContext,
) -> Answer:
    """What a server answers.

    Args:
        target: What is asked for; its host is the name that the certificate has to bear.
        places: The internet addresses to connect to, in turn.
        headers: What is sent beside the host's name.
        largest: Bytes of the body, as it comes and unpacked. (Of the headers httpcore takes 100 KB.)
        deadline: When it has to be there.
        tls: Whose certificates are believed.

    Raises:
        Unreachable: there is no connection, no answer in time, or one that is not HTTP.
        Refused: the body is too large, or packed in a way that was not asked for.
    """
    host = target.host.encode("ascii")
    origin = httpcore.Origin(target.scheme.encode("ascii"), host, target.port)
    url = httpcore.URL(scheme=origin.scheme, host=host, port=target.port, target=target.path.encode("ascii"))
    own = {"Host": target.site.partition("://")[2], "Accept-Encoding": "gzip", "Connection": "close"}
    try:
        with (
            httpcore.HTTPConnection(origin, tls, network_backend=_Pinned(places, deadline)) as connection,
            connection.stream("GET", url, headers=list((own | dict(headers)).items())) as response,
        ):
            told = _told(response)
            return Answer(response.status, told, _body(response, told, largest) if response.status == 200 else b"")
    except httpcore.TimeoutException as error:
        raise Unreachable("The site took too long to answer.") from error
    except httpcore.ConnectError as error:
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            raise Unreachable("The site's certificate can't be trusted.", "Its operator has to mend that.") from error
        raise Unreachable("The site can't be reached.") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, zlib.error) as error:
        raise Unreachable("The site's answer broke off, or is not one that a browser would understand.") from error


def _told(response: httpcore.Response) -> Headers:
    """The headers. A place to go on to may be written in UTF-8, against the rules; all else is ASCII."""
    return {name.decode("ascii").lower(): value.decode("utf-8", "replace") for name, value in response.headers}


def _body(response: httpcore.Response, told: Headers, largest: int) -> bytes:
    length = told.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > largest:
        raise _too_large(largest)
    pieces = response.iter_stream()
    match told.get("content-encoding", "identity").strip().lower():
        case "" | "identity":
            return _joined(pieces, largest)
        case "gzip" | "x-gzip":
            return _unpacked(pieces, largest)
        case _:
            raise Refused("The site packs its pages in a way that was not asked for.", "Paste the text instead.")


def _joined(pieces: Iterable[bytes], largest: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > largest:
            raise _too_large(largest)
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], largest: int) -> bytes:
    """What was packed with gzip; no more of it is unpacked than may be kept, whatever it claims to hold."""
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    body = bytearray()
    arrived = 0
    for piece in pieces:
        arrived += len(piece)
        body += unpacker.decompress(piece, largest + 1 - len(body))
        if max(arrived, len(body)) > largest:
            raise _too_large(largest)
        if unpacker.unused_data:
            raise zlib.error("something follows the end")
    if not unpacker.eof:
        raise zlib.error("cut short")
    return bytes(body)


def _too_large(largest: int) -> Refused:
    return Refused(f"The page is too large: {largest >> 20} MB is the most that is read.", "Paste the text instead.")


class _Pinned(httpcore.NetworkBackend):
    """Connects to addresses that were checked, whatever name it is given."""

    def __init__(self, places: Sequence[str], deadline: Deadline) -> None:
        self._places = places
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  what httpcore hands over, here and below
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError()
        for count, place in enumerate(self._places):
            try:
                # Each has its share of what is left, so that one that does not answer can't use it up.
                share = self._deadline.left() / (len(self._places) - count)
                return _Timed(self._sockets.connect_tcp(place, port, share), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection on which each step has the time that is left for all of them."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)
        except BaseException:
            self.close()  # httpcore knows only of a connection that was made whole
            raise

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
