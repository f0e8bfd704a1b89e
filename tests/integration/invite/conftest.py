import pytest

from tests.fakes.cloud import Cloud
from tests.integration.invite.house import House


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause before another try has jitter; here it is always the shortest, which is none."""
    monkeypatch.setattr("shared.table.retries.secrets.randbelow", lambda _: 0)


@pytest.fixture
def house(cloud: Cloud) -> House:
    return House(cloud)


@pytest.fixture
def foreign(house: House) -> House:
    """Another firm in the same cloud."""
    return House(house.cloud, "north-ledger", "nils@north-ledger.example")
