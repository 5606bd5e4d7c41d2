"""One desk's browser: a connection kept alive, a session, a token against forged forms.

HTTP is written and read by hand: fifty of these share one process, and the less it works, the
less it takes from the server it measures.
"""

import asyncio
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

# What a browser would give up after; a server that hangs is a fault, not a long wait.
PATIENCE = 60.0
_LONGEST_HEAD = 64 * 1024
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class NoAnswer(Exception):
    """What came over the connection is no answer that can be read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: status, headers by lower-case name (of several the last), body."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Caller:
    """Calls one server, one request after another."""

    def __init__(self, host: str, cookies: dict[str, str] | None = None) -> None:
        self.host = host
        self.cookies = dict(cookies or {})
        self.token = ""
        self.reopened = 0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Fetch a page."""
        return await self._call("GET", path, b"")

    async def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Send a form, with the token ``learn_token`` found."""
        body = urlencode([("csrfmiddlewaretoken", self.token), *fields]).encode()
        return await self._call("POST", path, body)

    async def learn_token(self, path: str) -> None:
        """Open a page with a form, as somebody does before sending it; raises NoAnswer."""
        answer = await self.get(path)
        found = _TOKEN.search(answer.body)
        if answer.status != 200 or found is None or "csrftoken" not in self.cookies:
            raise NoAnswer(f"{path} answers {answer.status}, without a token to send.")
        self.token = found[1].decode()

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _call(self, method: str, path: str, body: bytes) -> Answer:
        is_kept = self._streams is not None
        try:
            return await asyncio.wait_for(self._exchange(method, path, body), PATIENCE)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            self.close()
            # A server may end a connection that rests, just as the next request sets out.
            is_silent = not getattr(error, "partial", b"")
            if not (is_kept and is_silent):
                raise NoAnswer(f"{path}: the connection ended early.") from error
        except Exception:
            self.close()
            raise
        self.reopened += 1
        try:
            return await asyncio.wait_for(self._exchange(method, path, body), PATIENCE)
        except BaseException:
            self.close()
            raise

    async def _exchange(self, method: str, path: str, body: bytes) -> Answer:
        if self._streams is None:
            name, _, port = self.host.partition(":")
            self._streams = await asyncio.open_connection(name, int(port), limit=_LONGEST_HEAD)
        reader, writer = self._streams
        writer.write(self._request(method, path, body))
        await writer.drain()
        status, lines = read_head(await reader.readuntil(b"\r\n\r\n"))
        for name, value in lines:
            if name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        headers = dict(lines)
        length = headers.get("content-length", "")
        if not length.isdigit():
            raise NoAnswer(f"{path} answers {status} without saying how long it is.")
        try:
            answer = Answer(status, headers, await reader.readexactly(int(length)))
        except asyncio.IncompleteReadError as error:
            raise NoAnswer(f"{path}: the answer ended early.") from error
        if headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Accept: text/html"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if method == "POST":
            lines += [
                f"Origin: http://{self.host}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body


def read_head(head: bytes) -> tuple[int, list[tuple[str, str]]]:
    """Return the status and the headers of an answer, names in lower case; raises NoAnswer."""
    first, *rest = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    version, _, after = first.partition(" ")
    if not version.startswith("HTTP/1.") or not after[:3].isdigit():
        raise NoAnswer(f"{first!r} is no answer.")
    pairs = [line.partition(":") for line in rest]
    return int(after[:3]), [(name.lower(), value.strip()) for name, _, value in pairs]
