"""What the pages are served with, and what they are made of."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from local import http
from local.place import PROJECT
from local.stage import Stage

_DIST = PROJECT / "web" / "dist"
_PARSES = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
_PAGES = ["/", "/activate/", "/reset/", "/portal/", "/team/", "/share/", "/upload/"]
# PDF.js, loaded for whoever looks at a PDF: others' work, which the policy binds as it does ours.
_PDF_JS = re.compile(r"assets/pdf(js-[\d.]+/|[-.])")


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_is_served_under_a_strict_policy(stage: Stage, path: str) -> None:
    headers = http.call("GET", f"{stage.addresses.web}{path}").headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    cloud = urlsplit(stage.addresses.endpoint)
    bucket = f"connect-src 'self' {cloud.scheme}://{cloud.netloc}"
    assert re.search(r"https?:|\*|data:|blob:", policy.replace(bucket, "")) is None
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_holds_no_script_or_style_of_its_own_and_names_no_other_host(path: str) -> None:
    markup = (_DIST / path.lstrip("/") / "index.html").read_text()

    assert re.search(r"<style|\sstyle=|\son\w+=", markup) is None
    assert re.search(r"<script(?![^>]*\ssrc=\"/assets/)", markup) is None
    assert re.search(r"(?:src|href)=\"(?!/[^/])", markup) is None


def test_what_is_built_names_no_other_host_and_parses_no_markup() -> None:
    for path in _ours():
        built = path.read_text()
        hosts = set(re.findall(r"https?://([^/\"'`\s)]+)", built)) - {"www.w3.org"}
        assert hosts == set(), path
        assert _PARSES.search(built) is None, path


def _ours() -> list[Path]:
    built = [path for path in _DIST.rglob("*.*") if path.is_file() and path.name != "licenses.txt"]
    return [path for path in built if _PDF_JS.search(path.as_posix()) is None]
