"""The route table: what each route and each reaction asks of DynamoDB, what that costs, and whom else it asks.

`docs/costs.md` is this table, committed. A test tells the story again and compares, so a dearer route is seen when it
is made; `python -m tests.bench.costs` writes the table anew.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest

from infra.environment import READS as FUNCTIONS
from infra.routes import ANSWERING
from shared.domain import ids
from shared.jobs.worker import Worker
from tests.bench.chapters import tell
from tests.bench.nouns import mapped
from tests.bench.story import Payload, Step, Story
from tests.fakes.cloud import REGION, Cloud, running_cloud
from tests.fakes.meter import READS, WRITES, Cost
from tests.integration import founding

TABLE = Path(__file__).parents[2] / "docs" / "costs.md"

MAX_READS, MAX_WRITES = 2, 1

# Services besides DynamoDB, by boto3's name.
_SERVICES = {"kms": "KMS", "cognito-idp": "Cognito", "sesv2": "SES", "events": "EventBridge", "sqs": "SQS", "s3": "S3"}

# Which routes ask more than two reads and one write, and why.
EXCEPTIONS: Mapping[str, str] = {
    "GET /v1/accounts (those assigned)": (
        "3 reads: the gate, the pointers from the member to accounts, and in one request what they point to. Whoever "
        "sees all accounts is answered by 2."
    ),
    "POST /v1/contacts/{contact_id}/emails/change": (
        "3 reads: the gate, the ties of the contact, and in one request the accounts the old e-mail opens, whose "
        "counters move with it and which the caller must all manage. One more for each further hundred ties."
    ),
    "GET /v1/access-requests (of accounts assigned)": (
        "3 reads: the gate, the list, and in one request which of the accounts in it are assigned to the member. "
        "Whoever sees all accounts is answered by 2."
    ),
    "GET /v1/persons/pending (of accounts assigned)": (
        "3 reads: the gate, the list, and in one request which of the accounts in it are assigned to the member. "
        "Whoever sees all accounts is answered by 2."
    ),
    "POST /v1/public/invitation/accept": (
        "3 writes: the count of tries; the claim, which shuts out every other holder of the link before the password "
        "goes to the user pool; and the acceptance. Without the claim, two who open one link could both set a password."
    ),
    "POST /v1/public/password-reset/confirm": (
        "3 writes: the count of tries, the claim and the use, as for an invitation that is accepted."
    ),
    **dict.fromkeys(
        (
            "POST /v1/public/sessions",
            "POST /v1/public/sessions/totp",
            "POST /v1/public/password-resets",
            "POST /v1/password",
            "POST /v1/portal/password",
            "POST /v1/totp/confirm",
            "POST /v1/totp/remove",
        ),
        "2 writes: the count of tries, which is taken before anything is tried, so that twenty at once are twenty, and "
        "what the call is about.",
    ),
    **mapped("EXCEPTIONS"),
}

# What is no route has no budget of its own; where it asks more, this says what that depends on.
REMARKS: Mapping[str, str] = {
    "invite-consumer": (
        "A letter takes 2 writes: the ledger takes it in hand before SES does, and notes that it went. A new name "
        "takes 1 read for the account, 1 for a page of its ties, and for each person who may enter 1 read and 1 write. "
        "An account that is archived, deleted or restored takes 1 read for itself, 2 for each hundred ties, and 1 "
        "write for each 25 persons who did not know. "
        "A contact's new name takes 1 read for each e-mail, 1 for a page of ties, and 1 write for each credential and "
        "tie. What a merging has left takes 3 reads and 1 write for each 18 ties. What was asked for an account "
        "that is deleted or went into another takes 1 read, and if any of it waits 2 more and 1 write. A login takes 2 "
        "reads and 1 write."
    ),
    "invite-jobs": (
        "A step takes 4 reads: the job, its starter, up to 25 persons and up to 100 of their accounts, each in one "
        "request. It takes 1 write for each person and 1 for itself, so 1.04 a person in a full step. A row of an "
        "import that adds something takes 1 read, or 2, and 1 write; a check reads a hundred items a request and "
        "writes none of them. A step of an export takes 1 read for a hundred accounts and 1 for the ties of each."
    ),
    "invite-schedule": (
        "1 read for each of 8 shards of each kind of timer; for each that is due 1 read and 1 write. An account that "
        "is erased takes 2 reads and 1 write for each 25 ties, 1 read and 1 write for each 25 requests of clients, and "
        "2 writes more."
    ),
    "notifications-consumer": (
        "For each follower 1 write for the inbox, and 2 for the ledger that lets a letter go out once. Of what piles "
        "up, 1 read and 1 write for each who is told; what a member files takes 1 read for the folder and 1 for each "
        "hundred ties of the account besides."
    ),
    "notifications-schedule": (
        "1 read for each of 8 shards; for each letter 2 reads, 1 write to seal it, 2 for the ledger that lets it go "
        "out once, and 1 to take it away."
    ),
    "relay-replay": "1 read for each of 4 shards of the outbox, and one more for each further 25 announcements of it.",
    **mapped("REMARKS"),
}


@dataclass(frozen=True)
class Row:
    """One step of the story and its bill."""

    step: Step
    requests: Mapping[str, int]
    actions: tuple[int, ...]
    read_units: float
    write_units: int
    others: Mapping[str, int]

    @property
    def reads(self) -> int:
        return sum(self.requests.get(each, 0) for each in READS)

    @property
    def writes(self) -> int:
        return sum(self.requests.get(each, 0) for each in WRITES)

    @property
    def is_route(self) -> bool:
        return self.step.function in ANSWERING

    @property
    def is_within_budget(self) -> bool:
        return self.reads <= MAX_READS and self.writes <= MAX_WRITES

    @property
    def exception(self) -> str | None:
        """The exception this row falls under: its own, or its route's, if it is over the budget at all."""
        if not self.is_route or self.is_within_budget:
            return None
        return next((each for each in (self.step.spelled, self.step.what) if each in EXCEPTIONS), None)


def measured() -> list[Row]:
    """Tell the story under the meter."""
    rows = []
    with stage() as (cloud, _):

        @contextmanager
        def charged(step: Step, _: Payload) -> Iterator[None]:
            before = _asked(cloud)
            with cloud.meter.measure() as cost:
                yield
            rows.append(_row(step, cost, _asked(cloud) - before))

        tell(Story(cloud, charged))
    return rows


def counted_on_the_wire() -> list[tuple[Step, Counter[str]]]:
    """Tell the story without the meter and count the HTTP requests that leave botocore, by service and operation.

    Nothing of the house takes part in this count: it is what AWS would see.
    """
    counts: list[tuple[Step, Counter[str]]] = []
    left: Counter[str] = Counter()

    def leaving(event_name: str, **request: object) -> None:
        _, service, operation = event_name.split(".")
        left[f"{service}.{operation}"] += 1

    @contextmanager
    def watched(step: Step, _: Payload) -> Iterator[None]:
        before = left.copy()
        yield
        counts.append((step, left - before))

    with stage(is_motos=True) as (cloud, patch):
        listen(cloud, patch, "before-send", leaving)
        tell(Story(cloud, watched))
    return counts


def listen(cloud: Cloud, patch: pytest.MonkeyPatch, moment: str, listener: Callable[..., None]) -> None:
    """Give the code under test clients of botocore, without meter, that tell a listener of every request."""
    session = boto3.Session(region_name=REGION)
    session.events.register_first(moment, listener)
    clients = cache(session.client)
    patch.setattr("tests.fakes.cloud.boto", clients)
    patch.setattr(cloud, "meter", clients("dynamodb"))


@contextmanager
def stage(*, is_motos: bool = False) -> Iterator[tuple[Cloud, pytest.MonkeyPatch]]:
    """Give a stage on which even chance is the same each time, ids drawn from a counter, and no job keeps its pace."""
    assert Worker.__init__.__kwdefaults__ is not None
    numbers = itertools.count(1)
    drawn = SimpleNamespace(token_bytes=lambda length: next(numbers).to_bytes(length))
    with pytest.MonkeyPatch.context() as patch, running_cloud(patch, is_motos=is_motos) as cloud:
        patch.setattr(ids, "secrets", drawn)
        patch.setattr(founding, "_founded", {})  # one that stood before has ids that are drawn again
        patch.setitem(Worker.__init__.__kwdefaults__, "sleep", lambda _: None)
        yield cloud, patch


def on_the_wire(row: Row) -> Counter[str]:
    """Spell a row's bill as the wire would."""
    wire = {"KMS": "kms", "Cognito": "cognito-identity-provider", "SES": "sesv2", "EventBridge": "eventbridge"}
    said = Counter({f"dynamodb.{camel(name)}": count for name, count in row.requests.items()})
    for name, count in row.others.items():
        service, operation = name.split()
        said[f"{wire.get(service, service.lower())}.{operation}"] += count
    return said


def rendered(rows: list[Row]) -> str:
    """Spell the table, function by function as infra names them, each in the order of the story."""
    lines = [_HEAD]
    for function in FUNCTIONS:
        lines += ["", f"## {function}", "", *_COLUMNS]
        lines += [_line(each) for each in rows if each.step.function == function]
        lines += _notes([each for each in rows if each.step.function == function], function)
    return "\n".join(lines) + "\n"


def _notes(rows: list[Row], function: str) -> list[str]:
    over = dict.fromkeys(each.exception for each in rows if each.exception)
    notes = [f"¹ `{name}`: {EXCEPTIONS[name]}" for name in over]
    if function in REMARKS:
        notes.append(REMARKS[function])
    return ["", *notes] if notes else []


def _line(row: Row) -> str:
    what = f"`{row.step.what}`" + (f" {row.step.case}" if row.step.case else "") + (" ¹" if row.exception else "")
    actions = " + ".join(map(str, row.actions))
    cells = (what, row.reads, row.writes, actions, f"{row.read_units:g}", row.write_units)
    asked = _listed({camel(name): count for name, count in row.requests.items()})
    return f"| {' | '.join(map(str, cells))} | {asked} | {_listed(row.others)} |"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(name if count == 1 else f"{count} {name}" for name, count in sorted(counts.items()))


def _row(step: Step, cost: Cost, others: Counter[str]) -> Row:
    return Row(step, dict(cost.requests), tuple(cost.actions), cost.read_units, cost.write_units, dict(others))


def _asked(cloud: Cloud) -> Counter[str]:
    """Count what was asked of the other services so far."""
    return Counter(
        f"{label} {camel(call.operation)}" for name, label in _SERVICES.items() for call in cloud.client(name).calls
    )


def camel(operation: str) -> str:
    return "".join("MFA" if part == "mfa" else part.capitalize() for part in operation.split("_"))


_COLUMNS = (
    "| what | reads | writes | actions | read units | write units | DynamoDB requests | other services |",
    "|---|--:|--:|--:|--:|--:|---|---|",
)

_HEAD = """# What each call costs

One fixed story, told through the real handlers: each route, each event a room reacts to, each tick. A test tells it
again and compares every number; another counts the HTTP requests that leave the SDK and finds the same. A price changes
on purpose or not at all: `python -m tests.bench.costs` writes this page anew.

* **reads**: GetItem, BatchGetItem and pages of Query. **writes**: write requests, all of them transactions; one that is
  refused counts too; the units AWS takes for having looked are not in the table. A route's budget is 2 reads and 1
  write; what is over it is marked ¹ and says why below.
* **actions**: items a transaction that went through touches, or checks.
* **read units, write units**: what AWS charges for, by the bytes of the items in the story: a unit is 4 KB read
  consistently or 1 KB written, indexes included, transactions counted twice.
* A container that makes its first page with a `nextCursor` asks KMS once for the key that signs cursors; the story has
  that behind it."""


if __name__ == "__main__":
    TABLE.write_text(rendered(measured()))
