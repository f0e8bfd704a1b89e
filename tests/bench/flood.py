"""The invitation of 10,000: what it asks of the table a person, and which partition is hottest while it goes."""

from dataclasses import dataclass

import pytest

from shared.jobs.model import PACE
from shared.jobs.worker import Worker
from tests.fakes.cloud import running_cloud
from tests.fakes.crowd import settle
from tests.integration.invite.house import House

_ACCOUNTS = 2_000


@dataclass(frozen=True)
class Flood:
    """What inviting so many persons of one firm came to, from the call to the job's end."""

    persons: int
    sent: int
    writes: int
    units: int
    hottest: int

    @property
    def writes_a_person(self) -> float:
        """P12 asks at most 1.1."""
        return self.writes / self.persons

    @property
    def units_a_person(self) -> float:
        return self.units / self.persons

    @property
    def hottest_a_second(self) -> float:
        """P11 asks at most 500: what the hottest partition takes at the pace a job keeps."""
        return self.hottest / self.persons * PACE


def flooded(persons: int = 10_000) -> Flood:
    """Invite so many in one call and work it off."""
    with pytest.MonkeyPatch.context() as patch, running_cloud(patch) as cloud:
        assert Worker.__init__.__kwdefaults__ is not None
        patch.setitem(Worker.__init__.__kwdefaults__, "sleep", lambda _: None)
        house = House(cloud)
        accounts = min(_ACCOUNTS, persons)
        _, ids = settle(cloud.table, house.firm, house.owner_id, persons=persons, accounts=accounts)
        with cloud.meter.measure() as cost:
            house.job(*ids)
            house.work_off()
        sent = house.names().count("invitation.sent")
        hottest = max(cost.partitions.values(), default=0)
        return Flood(persons, sent, cost.writes, cost.write_units, hottest)
