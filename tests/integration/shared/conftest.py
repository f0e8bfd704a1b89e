import pytest


@pytest.fixture(params=[False, True], ids=["fake", "moto"])
def is_motos(request: pytest.FixtureRequest) -> bool:
    """What stands under all rooms is tried over both."""
    return bool(request.param)
