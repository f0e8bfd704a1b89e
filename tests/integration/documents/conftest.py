import pytest

from tests.fakes.naps import without_naps


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    without_naps(monkeypatch)
