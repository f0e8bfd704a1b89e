from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from joserfc import jwk
from moto.cognitoidp import models

from tests.fakes.cloud import Cloud
from tests.integration.invite.house import House


@pytest.fixture(scope="session", autouse=True)
def one_signing_key() -> Iterator[None]:
    """Every pool of moto signs with the same key from its own file; to read it takes longer than a test does."""
    kept: list[jwk.RSAKey] = []

    def import_key(held: dict[str, Any]) -> jwk.RSAKey:
        if not kept:
            kept.append(jwk.RSAKey.import_key(held))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "jwk", SimpleNamespace(RSAKey=SimpleNamespace(import_key=import_key)))
        yield


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
