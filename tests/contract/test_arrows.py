"""Every arrow of the pages, and every event of their rooms, has a test that plays it and a sample of its event."""

from pathlib import Path

import pytest

from shared.domain.events.registry import ALL
from tests.contract.pages import rows, written
from tests.contract.proofs import access, kept

_ROOT = Path(__file__).parents[2]
PROOFS = (access, kept)


def arrows(page: str) -> dict[str, str | None]:
    """Read a page's rows: what each announces, by section and row."""
    return {
        f"{title}: {start} --{by}--> {to}": None if tells == "nothing" else tells.strip("`")
        for title, (start, by, to, tells) in rows(page)
    }


ARROWS = {proofs.PAGE: arrows(proofs.PAGE) for proofs in PROOFS}


def sample_of(name: str) -> Path:
    return _ROOT / "events" / "bus" / f"{name}.v{ALL[name].version}.json"


@pytest.mark.parametrize("proofs", PROOFS, ids=lambda each: each.PAGE)
def test_the_page_and_the_proofs_name_the_same_arrows(proofs):
    assert set(ARROWS[proofs.PAGE]) == set(proofs.PLAYED)


@pytest.mark.parametrize(
    ("proofs", "arrow"),
    [pytest.param(proofs, arrow, id=arrow) for proofs in PROOFS for arrow in proofs.PLAYED],
)
def test_an_arrow_is_played_by_a_test_and_announced_by_an_event_with_a_sample(proofs, arrow):
    assert set(proofs.PLAYED[arrow]) <= written()
    assert proofs.PLAYED[arrow]
    announced = ARROWS[proofs.PAGE][arrow]
    if announced is not None:
        assert sample_of(announced).exists()


@pytest.mark.parametrize("proofs", PROOFS, ids=lambda each: each.PAGE)
def test_every_event_of_the_rooms_is_proven(proofs):
    assert set(proofs.EVENTS) == {name for name, event in ALL.items() if event.room in proofs.ROOMS}


@pytest.mark.parametrize(("name", "test"), [each for proofs in PROOFS for each in proofs.EVENTS.items()])
def test_an_event_is_played_by_a_test_and_has_a_sample(name, test):
    assert test in written()
    assert sample_of(name).exists()
