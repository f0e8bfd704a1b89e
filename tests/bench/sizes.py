"""How many bytes the items and the answers of a firm at work have, each kind of item and each list."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.table.query import MAX_PAGE
from shared.table.schema import ENTITY_TYPES
from tests.bench.costs import stage
from tests.bench.firm import Firm
from tests.bench.nouns import mapped
from tests.bench.story import filled
from tests.fakes.cloud import ACTIVITY_TABLE, PORTAL_TABLE, Cloud
from tests.fakes.meter import item_size

_PAGES = 10
# How many of a kind are looked at where each has a list of its own.
_SOME = 60


@dataclass(frozen=True)
class Sizes:
    """Bytes of what is of one kind; `page` is how many the longest page of a list had."""

    kind: str
    number: int
    p50: int
    p99: int
    largest: int
    page: int = 0


# Each list, and whose lists of it are weighed: by what each is told apart.
LISTS: Mapping[str, str] = {
    "/v1/members": "",
    "/v1/accounts": "",
    "/v1/accounts/{account_id}/ties": "accounts",
    "/v1/contacts": "",
    "/v1/contacts/{contact_id}/ties": "contacts",
    "/v1/persons/pending": "",
    "/v1/access-requests": "",
    "/v1/portal/accounts/{account_id}/access-requests": "clients",
    "/v1/jobs": "",
    "/v1/jobs/{job_id}/report": "jobs",
    "/v1/activity": "",
    "/v1/activity/accounts/{account_id}": "accounts",
    "/v1/activity/accounts/{account_id}/persons/{person_id}": "clients",
    "/v1/activity/accounts/{account_id}/documents/{document_id}": "trails",
    "/v1/activity/accounts/{account_id}/links/{link_id}": "trails",
    "/v1/activity/accounts/{account_id}/folders/{folder_id}": "trails",
    "/v1/activity/contacts/{contact_id}": "contacts",
    "/v1/inbox": "members",
    "/v1/settings/versions": "",
    **mapped("WEIGHED"),
}


def measured() -> tuple[list[Sizes], list[Sizes]]:
    """Weigh the items of each kind, names and values, as AWS counts them; and the items of each list, as JSON.

    LookupError when there is a kind of item the firm never wrote.
    """
    with stage() as (cloud, _):
        firm = Firm(cloud)
        items = _stored(cloud)
        if missing := {each.name for each in ENTITY_TYPES} - set(items):
            raise LookupError(f"never written: {', '.join(sorted(missing))}")
        return [_sizes(*each) for each in items.items()], [_weighed(firm, path, whose) for path, whose in LISTS.items()]


def _stored(cloud: Cloud) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for table in (PORTAL_TABLE, ACTIVITY_TABLE):
        for each in cloud.items(table):
            found[each["et"]["S"]].append(item_size(each))
    return found


def _weighed(firm: Firm, path: str, whose: str) -> Sizes:
    pages = [page for each in _places(firm, path, whose) for page in _pages(firm, *each)]
    sizes = [
        len(json.dumps(each, separators=(",", ":"), ensure_ascii=False).encode()) for page in pages for each in page
    ]
    return _sizes(path, sizes, max(map(len, pages)))


def _places(firm: Firm, path: str, whose: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Spell where the lists of a kind are, and how each is asked for."""
    owner = {"who": firm.house.owner}
    if whose == "members":
        return [(path, {"who": firm.claims(each)}) for each in firm.members]
    if whose == "bearers":
        return [(path, {"headers": firm.opened(each)}) for each in firm.bearers]
    if whose == "?accounts":
        return [(path, {**owner, "query": {"account": each}}) for each in firm.accounts[:_SOME]]
    if whose == "?clients":
        some = firm.clients[:_SOME]
        return [(path, {"who": firm.claims(each), "query": {"account": account}}) for each, account in some]
    if whose in firm.shown:
        shown = firm.shown[whose][:_SOME]
        return [(filled(path, document_id=each), {"who": firm.claims(who)}) for who, each in shown]
    if whose == "clients":
        spelled = ((each, filled(path, account_id=account, person_id=each)) for each, account in firm.clients[:_SOME])
        return [(where, {"who": firm.claims(each)} if "/portal/" in path else owner) for each, where in spelled]
    named = {"accounts": firm.accounts, "contacts": firm.contacts, "jobs": firm.jobs, **firm.others, "": [""]}
    if whose == "trails":
        return [(filled(path, **each), owner) for each in firm.trails]
    name = f"{whose.removesuffix('s')}_id"
    return [(filled(path, **{name: each}), owner) for each in named[whose][:_SOME]]


def _pages(firm: Firm, path: str, how: dict[str, Any]) -> Iterator[list[object]]:
    query: dict[str, object] = {**how.get("query", {}), **({} if path.endswith("/report") else {"limit": MAX_PAGE})}
    for _ in range(_PAGES):
        answer = firm.call("GET", path, **{**how, "query": query})
        yield answer["items"]
        if not answer["nextCursor"]:
            return
        query["cursor"] = answer["nextCursor"]


def _sizes(kind: str, sizes: list[int], page: int = 0) -> Sizes:
    found = sorted(sizes)
    return Sizes(kind, len(found), found[len(found) // 2], found[(len(found) * 99) // 100], found[-1], page)
