"""The local page server: pages as the content network serves them, calls passed on whole."""

import json
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from infra.headers import page_headers
from local import http
from local.pages import PageServer
from local.place import Place

pytestmark = pytest.mark.enable_socket

_HOST = "abc.execute-api.localhost:4566"


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        heard = {"method": self.command, "path": self.path, "headers": dict(self.headers), "body": len(body)}
        said = json.dumps(heard).encode()
        self.send_response(409)
        self.send_header("Content-Type", "application/problem+json")
        self.send_header("ETag", '"v3"')
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    # The names the server looks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815  # http.server looks for these names

    def log_message(self, *_):
        pass


@pytest.fixture
def api():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def web(tmp_path, api):
    dist = tmp_path / "dist"
    (dist / "activate").mkdir(parents=True)
    (dist / "assets").mkdir()
    (dist / "activate" / "index.html").write_text("<h1>in</h1>")
    (dist / "assets" / "page-1a2b.js").write_text("1")
    (tmp_path / "secret.txt").write_text("not yours")
    place = Place(tmp_path, port=api, web_port=free_port())
    with PageServer(place, f"http://{_HOST}", dist):
        yield place.web


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize("path", ["/activate/", "/activate/?lang=es", "/nowhere", "/activate"])
def test_every_page_goes_out_with_the_headers_of_the_content_network(web, api, path):
    answer = http.call("GET", web + path)

    expected = page_headers(f"http://localhost:{api}")
    del expected["Strict-Transport-Security"]
    assert {name: answer.headers[name] for name in expected} == expected


def test_a_page_is_served_by_its_folder(web):
    answer = http.call("GET", f"{web}/activate/")

    assert (answer.status, answer.body) == (200, b"<h1>in</h1>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_folder_without_its_slash_leads_there(web):
    answer = http.call("GET", f"{web}/activate")

    assert (answer.status, answer.headers["Location"]) == (308, "/activate/")


def test_a_built_asset_may_be_kept(web):
    assert "immutable" in http.call("GET", f"{web}/assets/page-1a2b.js").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/assets/"])
def test_nothing_outside_the_pages_is_served(web, path):
    assert http.call("GET", web + path).status == 404


def test_a_page_takes_no_posts(web):
    assert http.call("POST", f"{web}/activate/", body={}).status == 405


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_a_call_is_passed_on_with_its_headers_and_its_answer_comes_back_whole(web, method):
    asked = {"Portico-Token": "t", "If-Match": '"v2"', "Idempotency-Key": "k"}

    answer = http.call(method, f"{web}/v1/things/a%2Fb?cursor=%20x", token="jwt", headers=asked)

    assert (answer.status, answer.headers["ETag"]) == (409, '"v3"')
    assert answer.headers["Content-Type"] == "application/problem+json"
    heard = answer.json
    assert (heard["method"], heard["path"]) == (method, "/v1/things/a%2Fb?cursor=%20x")
    spelled = {name.lower(): value for name, value in heard["headers"].items()}
    assert {name: spelled[name.lower()] for name in asked} == asked
    assert (spelled["authorization"], spelled["host"]) == ("Bearer jwt", _HOST)


def test_a_large_body_arrives_whole(web):
    answer = http.call("POST", f"{web}/v1/things", body="x" * 3_000_000)

    assert answer.json["body"] == 3_000_002


def test_a_head_has_no_body(web):
    answer = http.call("HEAD", f"{web}/v1/things")

    assert (answer.status, answer.body) == (409, b"")


def test_a_silent_api_is_a_bad_gateway(tmp_path):
    place = Place(tmp_path, port=free_port(), web_port=free_port())

    with PageServer(place, f"http://{_HOST}", tmp_path):
        assert http.call("GET", f"{place.web}/v1/me").status == 502
