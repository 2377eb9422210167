"""A mailbox on this machine: takes every mail the bot sends and shows it to nobody else."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage


class Mailbox:
    """A small SMTP server: enough of RFC 5321 for one client at a time to leave a mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self._server: asyncio.Server | None = None
        self.url = ""

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, host, port)
        bound = self._server.sockets[0].getsockname()
        self.url = f"smtp://{bound[0]}:{bound[1]}"

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def to(self, address: str) -> list[EmailMessage]:
        """The mails somebody got, oldest first."""
        return [mail for mail in self.mails if address in str(mail["To"])]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mailbox ready\r\n")
        while line := await reader.readline():
            verb = line.strip().upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await writer.drain()
                body = await reader.readuntil(b"\r\n.\r\n")
                mail = message_from_bytes(body.removesuffix(b".\r\n"), policy=policy.default)
                assert isinstance(mail, EmailMessage)
                self.mails.append(mail)
                writer.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 goodbye\r\n")
                break
            else:
                writer.write(b"250 mailbox\r\n")
            await writer.drain()
        writer.close()
