"""The pages' way to the stage."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.constructs.bundling import PROJECT
from local.publish import NotBuiltError, publish

_OUTPUTS = {"PagesBucket": "pages", "DistributionId": "E1"}


class Recorded:
    """Both clients, as far as they are used: keeps what it was asked."""

    def __init__(self) -> None:
        self.put: list[dict[str, Any]] = []
        self.invalidated: list[dict[str, Any]] = []

    def put_object(self, **request):
        self.put.append(request)

    def create_invalidation(self, **request):
        self.invalidated.append(request)


@pytest.fixture
def pages(tmp_path):
    for name in ("index.html", "portal/index.html", "assets/portal-1.js", "assets/portal-1.css", "icon.svg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    return tmp_path


def _published(pages: Path) -> Recorded:
    aws = Recorded()
    publish(pages, _OUTPUTS, aws, aws)
    return aws


def test_pages_come_after_all_they_name(pages):
    keys = [each["Key"] for each in _published(pages).put]
    assert len(keys) == 5
    assert [Path(key).suffix for key in keys[-2:]] == [".html", ".html"]


def test_assets_are_kept_for_ever_and_pages_asked_for_again(pages):
    for each in _published(pages).put:
        lasting = each["Key"].startswith("assets/")
        assert each["CacheControl"] == ("public, max-age=31536000, immutable" if lasting else "no-cache")


def test_files_are_served_as_what_they_are(pages):
    types = {Path(each["Key"]).suffix: each["ContentType"] for each in _published(pages).put}
    assert types[".js"] == "text/javascript; charset=utf-8"
    assert types[".html"] == "text/html; charset=utf-8"


def test_edges_forget_once_for_the_same_pages(pages):
    first, again = _published(pages).invalidated, _published(pages).invalidated
    assert first == again
    assert first[0]["InvalidationBatch"]["Paths"]["Items"] == ["/*"]
    (pages / "index.html").write_text("changed")
    assert _published(pages).invalidated != first


def test_pages_that_were_not_built_are_not_published(tmp_path):
    with pytest.raises(NotBuiltError):
        _published(tmp_path)


def test_file_of_an_unknown_type_is_refused(pages):
    (pages / "notes.docx").write_text("?")
    with pytest.raises(KeyError):
        _published(pages)


def _at_the_edge(uri: str) -> dict[str, str]:
    """Run the distribution's own code for one address."""
    code = (PROJECT / "infra" / "constructs" / "index.js").read_text()
    code += f"\nconsole.log(JSON.stringify(handler({{request: {{uri: {json.dumps(uri)}}}}})));"
    node = Path(sys.executable).parent / "node"
    done = subprocess.run([str(node), "-e", code], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    return answer if "uri" in answer else {"to": answer["headers"]["location"]["value"]}


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        ("/", {"uri": "/index.html"}),
        ("/portal/", {"uri": "/portal/index.html"}),
        ("/assets/a-1.js", {"uri": "/assets/a-1.js"}),
        ("/portal", {"to": "/portal/"}),
        ("//elsewhere.example", {"uri": "//elsewhere.example"}),
        ("//elsewhere", {"to": "/elsewhere/"}),
    ],
)
def test_folder_is_served_by_its_index_and_asked_for_with_a_slash(asked, served):
    assert _at_the_edge(asked) == served
