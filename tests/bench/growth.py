"""What a list asks as the firm grows: requests of pages of 1, 10 and 100, out of 1, 10, 100 and 10,000 items.

Every list of every room is asked through the real handlers, by whoever may be answered differently, and with each of
its filters; each page that leads on is followed by one more.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.costs import stage
from tests.bench.grown import Grown, by
from tests.bench.nouns import collected, mapped
from tests.bench.stock import ACCOUNT, CONTACT, JOB, PERSON, THE_EMPLOYEE, THE_OWNER, Stock
from tests.bench.story import FIRM, entry, filled
from tests.fakes.clock import START
from tests.fakes.cloud import Cloud
from tests.fakes.happenings import OLIVIA
from tests.fakes.http import claims, context, function_of, request

SIZES = (1, 10, 100, 10_000)
PAGES = (1, 10, 100)
_IDS = {"account_id": ACCOUNT, "contact_id": CONTACT, "person_id": PERSON, "job_id": JOB, **mapped("IDS")}
_EARLIER, _LATER = START.replace(hour=0).isoformat(), START.replace(year=START.year + 1).isoformat()


@dataclass(frozen=True)
class Asked:
    """Requests of one list, by how many items it has, how many a page may have, and which page it is."""

    what: Grown
    requests: Mapping[tuple[int, int, int], int]

    @property
    def is_constant(self) -> bool:
        return len(set(self.requests.values())) == 1


def measured(sizes: Sequence[int] = SIZES, pages: Sequence[int] = PAGES) -> list[Asked]:
    """Let the firm grow and ask for each of its lists."""
    found: dict[str, dict[tuple[int, int, int], int]] = {}
    with stage() as (cloud, _):
        stock = Stock(cloud)
        for size in sizes:
            stock.grow(size)
            for each in LISTS:
                taken = found.setdefault(f"{each.who} {each.spelled}", {})
                for limit in pages if each.has_limit else (0,):
                    taken |= {(size, limit, page): asked for page, asked in enumerate(_asked(cloud, each, limit))}
    return [Asked(each, found[f"{each.who} {each.spelled}"]) for each in LISTS]


def _asked(cloud: Cloud, of: Grown, limit: int) -> Iterator[int]:
    """Yield the requests of the first page and of the one it leads to."""
    query: dict[str, object] = {**of.query, **({"limit": limit} if limit else {})}
    handler, path = entry(function_of(of.path)), filled(of.path, **_IDS)
    who = claims(FIRM, of.who) if of.who else None
    for _ in range(2):
        with cloud.meter.measure() as cost:
            answer = handler(request("GET", path, query=query, who=who, headers=of.headers), context())
        assert answer["statusCode"] == 200, (of, answer)
        page = json.loads(answer["body"])
        if page["items"] or page["nextCursor"]:  # else it is the page after the last
            yield sum(cost.requests.values())
        query["cursor"] = page["nextCursor"]
        if query["cursor"] is None:
            return


_WITHIN = {"from": _EARLIER, "to": _LATER}
_SIGNED_UP = {"action": "client.signed_up"}

LISTS: tuple[Grown, ...] = (
    *by(
        THE_OWNER,
        "/v1/accounts",
        *({"status": each} for each in ("active", "archived", "deleted")),
        *({"badge": each} for each in ("activated", "pending_activation", "not_activated")),
        *({"sort": each} for each in ("normal", "guest", "test")),
        *({"lastLogin": each} for each in ("never", "offline")),
        {"lastLoginBefore": _LATER},
        {"lastLoginAfter": _EARLIER},
        {"q": "do"},
        {"q": "doe 0", "badge": "not_activated"},
    ),
    *by(THE_EMPLOYEE, "/v1/accounts", {"badge": "activated"}, {"q": "do"}),
    *by(THE_OWNER, "/v1/contacts", {"q": "ja"}),
    *by(THE_OWNER, "/v1/members"),
    *by(THE_OWNER, "/v1/accounts/{account_id}/ties"),
    *by(THE_OWNER, "/v1/contacts/{contact_id}/ties"),
    *by(THE_EMPLOYEE, "/v1/contacts/{contact_id}/ties"),
    *by(THE_OWNER, "/v1/persons/pending", {"order": "sent"}, {"order": "-sent"}),
    *by(THE_EMPLOYEE, "/v1/persons/pending", {"order": "sent"}),
    *by(THE_OWNER, "/v1/access-requests"),
    *by(THE_EMPLOYEE, "/v1/access-requests"),
    *by(PERSON, "/v1/portal/accounts/{account_id}/access-requests"),
    *by(THE_OWNER, "/v1/jobs"),
    *by(THE_EMPLOYEE, "/v1/jobs"),
    Grown("/v1/jobs/{job_id}/report", {}, has_limit=False),
    *by(
        THE_OWNER,
        "/v1/activity",
        {"account": ACCOUNT},
        {"object": PERSON},
        {"account": ACCOUNT, "object": PERSON},
        {"actor": OLIVIA.id},
        _SIGNED_UP,
        _WITHIN,
    ),
    *by(THE_OWNER, "/v1/activity/accounts/{account_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/activity/accounts/{account_id}/persons/{person_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/activity/accounts/{account_id}/documents/{document_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/activity/accounts/{account_id}/links/{link_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/activity/accounts/{account_id}/folders/{folder_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/activity/contacts/{contact_id}", _SIGNED_UP, _WITHIN),
    *by(THE_OWNER, "/v1/inbox", *({"state": each} for each in ("unread", "read", "archived"))),
    *by(THE_OWNER, "/v1/settings/versions"),
    *(each for some in collected("LISTS") for each in some),
)

# What is answered whole, and why that is never much.
BOUNDED: Mapping[str, str] = {
    "/v1/me": "the rights there are",
    "/v1/members/{member_id}": "the rights there are",
    "/v1/accounts/{account_id}": "100 members may be assigned to an account",
    "/v1/contacts/{contact_id}": "a contact has 5 e-mails at most",
    "/v1/persons/{person_id}": "a person may enter 50 accounts at most",
    "/v1/portal/me": "a person may enter 50 accounts at most",
    "/v1/public/invitation": "a person may enter 50 accounts at most",
    "/v1/settings": "the types of files there are",
    **mapped("BOUNDED"),
}
