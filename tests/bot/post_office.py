"""A small mail server on this machine, with the faults of real ones."""

import asyncio
import base64
import email
import email.policy
import ssl
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """Takes letters until it is closed. answers: what it says to a command instead of being content.

    certificate: with one it offers STARTTLS, or TLS from the start when `at_once`. careless: takes passwords without.
    """

    answers: dict[str, str] = field(default_factory=dict)
    certificate: ssl.SSLContext | None = None
    at_once: bool = False
    careless: bool = False
    letters: list = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    port: int = 0
    _visits: set = field(default_factory=set)

    async def open(self):
        tls = self.certificate if self.at_once else None
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def close(self):
        """Take no more, and return when the last visitor has left."""
        self._server.close()
        for visit in tuple(self._visits):
            await visit

    async def _serve(self, reader, writer):
        visit = asyncio.current_task()
        self._visits.add(visit)
        try:
            writer.write(b"220 here\r\n")
            while line := await reader.readline():
                verb = line.split()[0].decode().upper() if line.split() else ""
                self.heard.append(line.decode().strip())
                if verb == "STARTTLS" and self.certificate:
                    writer.write(b"220 go\r\n")
                    await writer.drain()
                    await writer.start_tls(self.certificate)
                    continue
                writer.write(await self._answer(verb, line, reader, writer))
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)
            self._visits.discard(visit)

    async def _answer(self, verb, line, reader, writer):
        if verb in self.answers:
            return self.answers[verb].encode() + b"\r\n"
        if verb == "EHLO":
            is_secure = self.careless or writer.get_extra_info("ssl_object") is not None
            offers = ["AUTH PLAIN"] if is_secure else ["STARTTLS"] if self.certificate else []
            return "".join(f"250-{offer}\r\n" for offer in ("here", *offers)).encode() + b"250 8BITMIME\r\n"
        if verb == "AUTH":
            self.logins.append(base64.b64decode(line.split()[2]).decode())
            return b"235 welcome\r\n"
        if verb == "DATA":
            writer.write(b"354 go on\r\n")
            raw = await reader.readuntil(b"\r\n.\r\n")
            self.letters.append(email.message_from_bytes(raw[:-5], policy=email.policy.default))
        return b"250 fine\r\n"
