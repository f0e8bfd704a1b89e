"""The pages and the API under one loopback address, as the content network has them under one name."""

import http.client
import mimetypes
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol, Self, override
from urllib.parse import unquote, urlsplit

from infra.headers import page_headers
from local.place import PROJECT, Place

DIST = PROJECT / "web" / "dist"
_API_TREE = "/v1/"
_API_TIMEOUT_FOR = 60.0
_BLOCK = 64 * 1024
# Seconds between two looks at whether to stop.
_LOOK_EVERY = 0.05
# Said between two neighbours on a connection, never passed on.
_HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}


class PageServer:
    """Serves `dist` and passes `/v1/…` on to the API, until closed."""

    def __init__(self, place: Place, api: str, dist: Path = DIST) -> None:
        """Listen at once; `api` is the API's address, whose host the cloud tells APIs apart by."""

        class Bound(_PageRequest):
            upstream = ("127.0.0.1", place.port)
            upstream_host = urlsplit(api).netloc
            root = dist.resolve()
            always_sent = page_headers(place.endpoint)

        self._server = ThreadingHTTPServer(("127.0.0.1", place.web_port), Bound)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(_LOOK_EVERY,), name="pages", daemon=True)

    def __enter__(self) -> Self:
        """Serve on a thread of its own."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _PageRequest(BaseHTTPRequestHandler):
    """One request: a page from the folder, or a call passed on whole."""

    protocol_version = "HTTP/1.1"
    server_version = "Portico"
    sys_version = ""
    upstream: tuple[str, int]
    upstream_host: str
    root: Path
    always_sent: Mapping[str, str]

    def do_GET(self) -> None:
        if self.path.startswith(_API_TREE):
            self._pass_on()
        else:
            self._page()

    def do_POST(self) -> None:
        if self.path.startswith(_API_TREE):
            self._pass_on()
        else:
            self.close_connection = True
            self._text(HTTPStatus.METHOD_NOT_ALLOWED)

    do_HEAD = do_GET  # noqa: N815 - the names the server looks for
    do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST  # noqa: N815 - as above

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: addresses opened in a browser are nobody's business."""

    def _page(self) -> None:
        wanted = self._file(unquote(urlsplit(self.path).path))
        if wanted is None:
            self._text(HTTPStatus.NOT_FOUND)
        elif wanted.is_dir():
            self.send_response(HTTPStatus.PERMANENT_REDIRECT)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self._end_page(0)
        else:
            body = wanted.read_bytes()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", _content_type(wanted))
            # Built assets carry their content's hash in their name; pages do not.
            lasting = "assets" in wanted.relative_to(self.root).parts
            self.send_header("Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache")
            self._end_page(len(body))
            self._write(body)

    def _file(self, path: str) -> Path | None:
        """Find the file a path means; a folder only when its path lacks the closing slash, None when there is none."""
        found = (self.root / path.lstrip("/")).resolve()
        if not found.is_relative_to(self.root):
            return None
        if path.endswith("/"):
            found /= "index.html"
        is_page = found.is_file() or (found / "index.html").is_file()
        return found if is_page else None

    def _text(self, status: HTTPStatus) -> None:
        body = f"{status.phrase}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self._end_page(len(body))
        self._write(body)

    def _end_page(self, length: int) -> None:
        for name, value in self.always_sent.items():
            # Meaningless without TLS, and browsers ignore it there.
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _write(self, body: bytes) -> None:
        if self.command != "HEAD":
            self.wfile.write(body)

    def _pass_on(self) -> None:
        """Send the request to the API and its answer back, bodies in blocks, headers as they came."""
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._text(HTTPStatus.LENGTH_REQUIRED)
            return
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal():
            self.close_connection = True
            self._text(HTTPStatus.BAD_REQUEST)
            return
        connection = http.client.HTTPConnection(*self.upstream, timeout=_API_TIMEOUT_FOR)
        try:
            connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", self.upstream_host)
            for name, value in self.headers.items():
                if name.lower() not in _HOP_BY_HOP and name.lower() != "host":
                    connection.putheader(name, value)
            connection.endheaders()
            for block in _blocks(self.rfile, int(length)):
                connection.send(block)
            self._answer(connection.getresponse())
        except OSError:
            self.close_connection = True
            self._text(HTTPStatus.BAD_GATEWAY)
        finally:
            connection.close()

    def _answer(self, response: http.client.HTTPResponse) -> None:
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in _HOP_BY_HOP:
                self.send_header(name, value)
        bodiless = self.command == "HEAD" or response.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
        if response.length is None and not bodiless:
            # Of unknown length: the end of the connection is the end of the body.
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        while block := response.read(_BLOCK):
            self.wfile.write(block)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _blocks(source: _Readable, length: int) -> Iterator[bytes]:
    left = length
    while left and (block := source.read(min(left, _BLOCK))):
        left -= len(block)
        yield block


def _content_type(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else kind
