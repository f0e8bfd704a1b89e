"""What a warm call takes beside the database: router, identity, validation, gate, service, and the way back.

The services are the real ones over storage in memory. Each call is taken with the processor's clock of its thread, so
that whoever else is at work on the machine does not count; garbage collection does, and so this is a process of its own
that holds little more than a function does.
"""

import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, cast

from functions.invite import doors as invite_doors
from functions.invite import http as invite
from functions.invite.service.accounts import Accounts, AccountService
from functions.invite.wiring import clients, doors, team
from functions.settings import http as settings
from functions.settings import wiring as settings_wiring
from functions.settings.service import SettingsService
from shared.directory import Directory
from shared.domain.ids import MemberId
from tests.fakes.http import claims, context, request
from tests.fakes.office import Office
from tests.fakes.settings import FakePolicies
from tests.fakes.tenancy import MemoryTable

ROUNDS, CALLS = 9, 500


@dataclass(frozen=True)
class Taken:
    """How long calls of a route took, in microseconds: of each quantile the median of the rounds."""

    route: str
    p50: float
    p99: float


class _Storage:
    """Takes every account."""

    def add(self, *_: object) -> None:
        return None


type Handler = Callable[..., dict[str, Any]]


def routes() -> list[Taken]:
    """Take the routes in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.warm"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [Taken(**each) for each in json.loads(said)]


def _routes() -> Iterator[Taken]:
    """Take a route that reads, one that creates, one that edits, and the one anybody may call."""
    office = Office()
    owner = office.opened()
    who = claims(owner.identity.firm, MemberId(owner.identity.id))
    accounts = AccountService(cast("Accounts", _Storage()), Directory(office.records), office.clock)
    policies = FakePolicies(cast("MemoryTable", office.records))
    overrides: dict[Callable[..., Any], Callable[..., Any]] = {
        team.members: lambda: office.members,
        clients.accounts: lambda: accounts,
        doors.activation: lambda: office.activation,
        settings_wiring.settings: lambda: SettingsService(policies, Directory(office.records), office.clock),
    }
    link = {"Portico-Token": office.token(office.invited(owner))}

    def me(_: int) -> dict[str, Any]:
        return request("GET", "/v1/me", who=who)

    def create(number: int) -> dict[str, Any]:
        body = {"name": f"Doe Family {number}", "kind": "person"}
        return request("POST", "/v1/accounts", body=body, who=who, headers={"Idempotency-Key": f"key-{number}"})

    def edit(number: int) -> dict[str, Any]:
        body = {"invitationLifetimeDays": 14 + number % 2}
        return request("PATCH", "/v1/settings", body=body, who=who, headers={"If-Match": f'"{number}"'})

    def open_link(_: int) -> dict[str, Any]:
        return request("GET", "/v1/public/invitation", headers=link)

    served = (
        *(invite.app.serving(path) for path in ("/v1/me", "/v1/accounts")),
        settings.app.serving("/v1/settings"),
        invite_doors.app.serving("/v1/public/invitation"),
    )
    for app in served:
        app.dependency_overrides.update(overrides)
    try:
        yield _taken("GET /v1/me", invite.handler, me)
        yield _taken("POST /v1/accounts", invite.handler, create)
        yield _taken("PATCH /v1/settings", settings.handler, edit)
        yield _taken("GET /v1/public/invitation", invite_doors.handler, open_link)
    finally:
        for app in served:
            app.dependency_overrides.clear()


def _taken(route: str, handler: Handler, event: Callable[[int], dict[str, Any]]) -> Taken:
    numbers = itertools.count()
    rounds = []
    for _ in range(1 + ROUNDS):  # the first warms up
        taken = []
        for number in itertools.islice(numbers, CALLS):
            asked, about = event(number), context()
            began = time.thread_time_ns()
            answer = handler(asked, about)
            taken.append((time.thread_time_ns() - began) / 1000)
            if answer["statusCode"] >= 300:
                raise RuntimeError(f"{route}: {answer}")
        rounds.append(statistics.quantiles(taken, n=100))
    return Taken(route, *(statistics.median(each[place] for each in rounds[1:]) for place in (49, 98)))


if __name__ == "__main__":
    print(json.dumps([asdict(each) for each in _routes()]))
