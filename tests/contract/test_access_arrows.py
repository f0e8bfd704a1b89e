"""Every arrow of docs/access.md, and every event of the room, has a test that plays it and a sample of its event."""

from pathlib import Path

import pytest

from shared.domain.events import ALL
from tests.contract.arrows import EVENTS, PLAYED
from tests.contract.pages import rows, written

_ROOT = Path(__file__).parents[2]


def arrows() -> dict[str, str | None]:
    """Read the page's rows: what each announces, by section and row."""
    return {
        f"{title}: {start} --{by}--> {to}": None if tells == "nothing" else tells.strip("`")
        for title, (start, by, to, tells) in rows("access.md")
    }


ARROWS = arrows()


def sample_of(name: str) -> Path:
    return _ROOT / "events" / "bus" / f"{name}.v{ALL[name].version}.json"


def test_the_page_and_the_proofs_name_the_same_arrows():
    assert set(ARROWS) == set(PLAYED)


@pytest.mark.parametrize("arrow", ARROWS)
def test_an_arrow_is_played_by_a_test_and_announced_by_an_event_with_a_sample(arrow):
    assert set(PLAYED[arrow]) <= written()
    assert PLAYED[arrow]
    announced = ARROWS[arrow]
    if announced is not None:
        assert sample_of(announced).exists()


def test_every_event_of_the_room_is_proven():
    assert set(EVENTS) == {name for name, event in ALL.items() if event.room == "invite"}


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_played_by_a_test_and_has_a_sample(name):
    assert EVENTS[name] in written()
    assert sample_of(name).exists()
