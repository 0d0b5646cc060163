"""A preview in; a web server for the browsers of this machine out.

It answers nobody else: it is bound to 127.0.0.1, and asks of every request that it names this machine (a page of
another site can give its own name the address 127.0.0.1) and that no other site has sent it. Paths are looked up among
what the preview has; none becomes the name of a file.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.client import HTTP_PORT
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from press.pages.site import ROOT
from press.serve.frame import OWN, failed, making
from press.serve.preview import Preview

ADDRESS = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost", "[::1]")
# Seconds after which a listener is written to, whether there is news or not: so it is noticed that it has gone.
_SIGN_OF_LIFE = 15
_SECONDS_TO_ASK = 30
_MOST_TEXTS = 2_000
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_POLICY = "Content-Security-Policy"
# The same as in a page's own head, which a broken template may lack.
_PAGE_POLICY = (
    "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    _POLICY: "frame-ancestors 'none'",
}


class Server(ThreadingHTTPServer):
    """Serves a preview; a thread for each request, none of which outlives the process."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((ADDRESS, port), _Handler)

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong in one line; that a browser has gone away is nothing wrong."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(f"build.py: a request could not be answered ({type(error).__name__}: {error})", file=sys.stderr)


def open_server(preview: Preview, ports: Iterable[int]) -> Server | None:
    """Return a server at the first of some ports that is free; None where all are taken. Raises OSError."""
    for port in ports:
        try:
            return Server(preview, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return None


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = _SECONDS_TO_ASK

    def do_GET(self) -> None:
        if refusal := self._refusal():
            self._line(*refusal)
            return
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        try:
            self._answer(path)
        except ConnectionError:
            raise
        except Exception as error:  # a request that fails is one page less, not the end of the preview
            self._line(HTTPStatus.INTERNAL_SERVER_ERROR, f"{type(error).__name__}: {error}")

    def do_HEAD(self) -> None:
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say in one line what is wrong with a request that is not even understood."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._line(HTTPStatus.METHOD_NOT_ALLOWED, "the preview can only be read", Allow="GET, HEAD")
        else:
            self._line(HTTPStatus(code), message or HTTPStatus(code).phrase)

    def version_string(self) -> str:
        """Return what the server calls itself."""
        return "press"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: who previews wants to see problems, not requests."""

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        """Return why a request is not answered at all, or None."""
        port = self.server.server_port
        hosts = [name if port == HTTP_PORT else f"{name}:{port}" for name in _NAMES]
        if [host.lower() for host in self.headers.get_all("Host", [])] not in [[host] for host in hosts]:
            return HTTPStatus.FORBIDDEN, f"the preview answers to {', '.join(hosts)} only"
        if not urlsplit(self.path).path.startswith("/") or urlsplit(self.path).netloc:
            return HTTPStatus.BAD_REQUEST, "this is no address of the preview"
        # A link on another site may lead here; its scripts, pictures and frames may not.
        site, mode = self.headers.get("Sec-Fetch-Site", "none"), self.headers.get("Sec-Fetch-Mode", "navigate")
        destination = self.headers.get("Sec-Fetch-Dest", "document")
        if site not in ("none", "same-origin") and (mode, destination) != ("navigate", "document"):
            return HTTPStatus.FORBIDDEN, "the preview answers its own pages only"
        return None

    def _answer(self, path: str) -> None:
        preview = self.server.preview
        if path == f"{OWN[1:]}events":
            self._events()
        elif path == "favicon.ico":  # every browser asks for one
            self._send(b"", _TYPES[".png"], HTTPStatus.NO_CONTENT)
        elif path.startswith(f"{OWN[1:]}texts/"):
            self._texts(path.removeprefix(f"{OWN[1:]}texts/"))
        elif path.startswith(f"{OWN[1:]}make/"):
            self._make(path.removeprefix(f"{OWN[1:]}make/"))
        elif (content := preview.asset(path)) is not None:
            self._send(content, _TYPES.get(Path(path).suffix, _TYPES[".txt"]))
        elif (script := preview.script(path)) is not None:
            self._send(script.encode(), _TYPES[".js"])
        elif preview.offers(path):
            self._file(path)
        elif path in {language.tag for language in preview.languages}:
            self._send(b"", _TYPES[".txt"], HTTPStatus.MOVED_PERMANENTLY, {"Location": f"/{path}/"})
        elif (html := preview.page(f"{path}{ROOT}" if path.endswith("/") or not path else path)) is not None:
            self._send(html.encode(), _TYPES[".html"], headers={_POLICY: _PAGE_POLICY})
        else:
            self._line(HTTPStatus.NOT_FOUND, "the preview has no such page")

    def _events(self) -> None:
        """Send the state, and again whenever it is another one, until the browser goes away."""
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8", {})
        number = -1
        while self.command == "GET":
            last, (number, text) = number, self.server.preview.news.wait(number, _SIGN_OF_LIFE)
            self.wfile.write(b":\n\n" if number == last else f"retry: 500\ndata: {text}\n\n".encode())

    def _texts(self, tag: str) -> None:
        names = parse_qs(urlsplit(self.path).query, max_num_fields=_MOST_TEXTS).get("name", [])
        found = self.server.preview.texts(tag, names)
        self._send(json.dumps(found, ensure_ascii=False).encode(), _TYPES[".json"])

    def _make(self, path: str) -> None:
        if not self.server.preview.offers(path):
            self._line(HTTPStatus.NOT_FOUND, "the preview has no such file")
            return
        self._send(making(self.server.preview.own, f"/{quote(path)}", Path(path).name).encode(), _TYPES[".html"])

    def _file(self, path: str) -> None:
        made = self.server.preview.file(path)
        if made.errors:
            html = failed(self.server.preview.own, Path(path).name, list(made.errors))
            self._send(html.encode(), _TYPES[".html"], HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._send(made.content, _TYPES[Path(path).suffix])

    def _line(self, status: HTTPStatus, line: str, **headers: str) -> None:
        self._send(f"{line}\n".encode(), _TYPES[".txt"], status, headers)

    def _send(
        self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, headers: Mapping[str, str] | None = None
    ) -> None:
        self._head(status, kind, {"Content-Length": str(len(content)), **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
