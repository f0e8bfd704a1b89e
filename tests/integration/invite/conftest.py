import pytest

from shared.jobs.worker import Worker
from tests.fakes.cloud import Cloud
from tests.integration.invite.house import House


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause before another try has jitter; here it is always the shortest, which is none; so is a job's pace."""
    monkeypatch.setattr("shared.table.retries.secrets.randbelow", lambda _: 0)
    assert Worker.__init__.__kwdefaults__ is not None
    monkeypatch.setitem(Worker.__init__.__kwdefaults__, "sleep", lambda _: None)


@pytest.fixture
def house(cloud: Cloud) -> House:
    return House(cloud)


@pytest.fixture
def foreign(house: House) -> House:
    """Another firm in the same cloud."""
    return House(house.cloud, "north-ledger", "nils@north-ledger.example")
