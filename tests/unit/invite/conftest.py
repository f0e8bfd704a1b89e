import pytest

from tests.fakes.office import Office


@pytest.fixture
def office() -> Office:
    return Office()
