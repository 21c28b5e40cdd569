"""The way to a Discord of our own: discord.py's addresses are fixed, so it goes through a proxy of ours, as behind a firewall.

A certificate for Discord's hosts, by an authority of our own, and an HTTP proxy that tunnels every host to one port on loopback.
"""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com")
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Trust:
    """A certificate for Discord's hosts, and the authority that vouches for it, as files."""

    authority: Path
    certificate: Path
    key: Path

    @classmethod
    def made(cls, folder: Path) -> "Trust":
        """An authority of our own, and what it vouches for."""
        authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        authority = _certificate("an authority of tests", "an authority of tests", authority_key, authority_key)
        certificate = _certificate(HOSTS[0], "an authority of tests", key, authority_key)
        trust = cls(folder / "authority.pem", folder / "certificate.pem", folder / "key.pem")
        pem = serialization.Encoding.PEM
        trust.authority.write_bytes(authority.public_bytes(pem))
        trust.certificate.write_bytes(certificate.public_bytes(pem))
        form, secrecy = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        trust.key.write_bytes(key.private_bytes(pem, form, secrecy))
        return trust

    def of_server(self) -> ssl.SSLContext:
        """What a server shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def of_client(self) -> ssl.SSLContext:
        """What a client believes."""
        return ssl.create_default_context(cafile=str(self.authority))


def _certificate(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, signing: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    now = datetime.now(UTC)
    own = name == issuer
    signs = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=own,
        crl_sign=own,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=own, path_length=None), critical=True)
        .add_extension(signs, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS]), critical=False)
        .sign(signing, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Tunnel:
    """An HTTP proxy on loopback: whatever host is asked for, it is one port there."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()

    async def open(self) -> str:
        """Begin; the proxy's address."""
        self._server = await asyncio.start_server(self._tunnel, LOOPBACK, 0)
        return f"http://{LOOPBACK}:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """End, and with it every connection."""
        self._server.close()
        self.abort()
        await self._server.wait_closed()

    def abort(self) -> None:
        """Cut every connection, as a network does that fails."""
        for writer in self._writers:
            writer.transport.abort()

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            asked = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)
            if asked[0] != b"CONNECT":
                writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
                return
            inner_reader, inner_writer = await asyncio.open_connection(LOOPBACK, self._port)
            self._writers.add(inner_writer)
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await asyncio.gather(_pumped(reader, inner_writer), _pumped(inner_reader, writer))
            self._writers.discard(inner_writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


async def _pumped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
