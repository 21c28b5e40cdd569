"""Sites on this machine for tests of fetching: real sockets, and answers byte by byte as a test wants them."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Speech = Callable[[socket.socket], None]
"""What a site does on a connection once it has read the request."""


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An answer with a body of the length that it says."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def leading_to(place: str, status: str = "302 Found") -> bytes:
    """An answer that leads on to another place."""
    return page(b"", f"Location: {place}", status=status)


class Site:
    """A server with an answer for each path, 404 for all others."""

    def __init__(self, answers: Mapping[str, bytes | Speech], tls: ssl.SSLContext | None) -> None:
        self.answers = dict(answers)
        self.requests: list[bytes] = []
        self.open = 0
        self.most_open = 0
        self._tls = tls
        self._change = threading.Condition()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.split(b" ")[1].decode() for request in self.requests]

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def left(self) -> bool:
        """Whether nobody holds a connection any more, after waiting for that as long as it may take on a busy machine."""
        with self._change:
            return self._change.wait_for(lambda: self.open == 0, 30)

    def _listen(self) -> None:
        while True:
            try:
                connection = self._listening.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._change:
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        try:
            with suppress(OSError):
                self._speak(connection)
        finally:
            with self._change:
                self.open -= 1
                self._change.notify_all()

    def _speak(self, plain: socket.socket) -> None:
        with plain, self._tls.wrap_socket(plain, server_side=True) if self._tls else plain as connection:
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65_536)
                if not piece:
                    return
                request += piece
            self.requests.append(request)
            answer = self.answers.get(self.paths[-1], page(b"", status="404 Not Found"))
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass


@contextmanager
def site(answers: Mapping[str, bytes | Speech], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site while it is needed."""
    opened = Site(answers, tls)
    try:
        yield opened
    finally:
        opened.close()


def certified(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a site of a name needs to be believed, and what believes it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(file)
    return serving, ssl.create_default_context(cadata=certificate.public_bytes(serialization.Encoding.PEM).decode())
