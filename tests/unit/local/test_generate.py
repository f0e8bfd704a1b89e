"""Files made from the code."""

import pytest

from local import generate
from local.failure import StageError
from local.place import PROJECT


@pytest.fixture
def made(monkeypatch):
    path = PROJECT / "build" / "made-by-a-test.md"
    monkeypatch.setattr(generate, "WRITERS", (lambda: {path: "right\n"},))
    path.parent.mkdir(exist_ok=True)
    yield path
    path.unlink(missing_ok=True)


def test_a_file_that_is_behind_is_named_and_left_alone(made, monkeypatch):
    made.write_text("wrong\n")
    monkeypatch.setattr("sys.argv", ["generate", "--check"])

    with pytest.raises(StageError, match=r"made-by-a-test\.md"):
        generate.run()

    assert made.read_text() == "wrong\n"


def test_a_file_that_is_missing_is_behind(made):
    assert generate.stale() == {made: "right\n"}


def test_what_is_behind_is_written(made, monkeypatch):
    monkeypatch.setattr("sys.argv", ["generate"])

    generate.run()

    assert made.read_text() == "right\n"
    assert generate.stale() == {}
