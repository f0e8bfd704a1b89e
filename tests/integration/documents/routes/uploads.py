"""Uploads, by each of the three doors."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shared.capability.model import UploadTerms, Wanted
from tests.fakes.http import claims
from tests.integration.arriving import PDF, Arrivals, said
from tests.integration.house import House, Request
from tests.integration.route import FILLED, Route

MANAGES = ("view_all_accounts", "manage_documents")
LARGE = 100_000_001
_POLICY = {"doneUploadingButton": True, "doneUploadingCheckbox": True}


@dataclass(frozen=True)
class Door:
    """How somebody comes to send a file: the path, what they bring, and which account it is for."""

    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    who: Mapping[str, str] | None
    query: Mapping[str, str]

    def announcement(self, **more: Any) -> Request:
        return Request("POST", self.path, said(**{**self.body, **more}), self.headers, self.who)

    def at(self, method: str, rest: str, body: Any = None) -> Request:
        return Request(method, f"{self.path}{rest}", body, self.headers, self.who)


type Way = Callable[[House], Door]


def team(house: House) -> Door:
    account = house.account()
    return Door("/v1/uploads", {"accountId": account}, {}, house.owner, {"account": account})


def client(house: House) -> Door:
    person = house.active()
    (account,) = house.person().accounts
    who = claims(house.firm, person)
    return Door("/v1/portal/uploads", {"accountId": account}, {}, who, {"account": account})


def guest(house: House) -> Door:
    account = house.account()
    terms = UploadTerms(wanted=(Wanted(id="w2", label="W-2"),))
    given = house.outside.upload(
        account, house.cabinet.main(account), head={"upload": terms.model_dump()}, name="Jane Doe"
    )
    return Door("/v1/guest/uploads", {"wanted": "w2"}, given.headers, None, {})


def announced(house: House, door: Door, **more: Any) -> Any:
    answer = house.send(door.announcement(**more))
    assert answer.status == 201, answer.text
    return answer.json


def large(house: House, door: Door) -> Any:
    """Announce a file that is sent in parts."""
    body = {**door.announcement().body, "size": LARGE, "sha256": hashlib.sha256(b"large").hexdigest()}
    answer = house.send(replace(door.announcement(), body=body))
    assert answer.status == 201, answer.text
    return answer.json


def announce(way: Way) -> Callable[[House], Request]:
    return lambda house: way(house).announcement()


def listed(way: Way, many: int = 1) -> Callable[[House], Request]:
    def prepare(house: House) -> Request:
        door = way(house)
        for number in range(many):
            announced(house, door, name=f"W-2 {number}.pdf")
        return replace(door.at("GET", ""), query=door.query)

    return prepare


def one(way: Way, method: str, rest: str = "", body: Any = None) -> Callable[[House], Request]:
    def prepare(house: House) -> Request:
        door = way(house)
        return door.at(method, f"/{announced(house, door)['upload']['id']}{rest}", body)

    return prepare


def parts(way: Way) -> Callable[[House], Request]:
    def prepare(house: House) -> Request:
        door = way(house)
        return door.at("POST", f"/{large(house, door)['upload']['id']}/parts", {"numbers": [1, 2]})

    return prepare


def complete(way: Way) -> Callable[[House], Request]:
    def prepare(house: House) -> Request:
        door = way(house)
        upload = large(house, door)["upload"]["id"]
        sizes = {1 + each: 16 * 1024 * 1024 for each in range(LARGE // (16 * 1024 * 1024))}
        sizes[len(sizes) + 1] = LARGE % (16 * 1024 * 1024)
        for key, begun in house.cloud.begun:
            for number, size in sizes.items():
                house.cloud.put_part(key, begun, number, bytes(size))
        return door.at("POST", f"/{upload}/complete")

    return prepare


def held(house: House, rest: str) -> Request:
    arrivals = Arrivals(house)
    announced = arrivals.announced(house.account())
    arrivals.take_in(*arrivals.post(announced, PDF), "UNSUPPORTED")
    body = {"reason": "She told me the password on the phone."}
    return Request("POST", f"/v1/uploads/{announced['upload']['id']}/{rest}", body, who=house.owner)


def done(way: Way) -> Callable[[House], Request]:
    def prepare(house: House) -> Request:
        answer = house.call("PATCH", "/v1/settings", body=_POLICY, headers={"if-match": '"0"'})
        assert answer.status == 200, answer.text
        door = way(house)
        account = {"accountId": door.body["accountId"]} if "accountId" in door.body else {}
        return door.at("POST", "/done", {**account, "surface": "button"})

    return prepare


def _of(way: Way, who: Any, prefix: str, **more: Any) -> tuple[Route, ...]:
    paths: dict[Way, str] = {team: "/v1/uploads", client: "/v1/portal/uploads", guest: "/v1/guest/uploads"}
    path = paths[way]
    single = f"{path}/{{upload_id}}"
    bears: dict[str, Any] = {"bears": True} if way is guest else {}
    mine: dict[str, Any] = {"is_own": True} if way is team else {}
    manages: dict[str, Any] = {"needs": MANAGES} if way is team else {}
    sees: dict[str, Any] = {"needs": ("view_all_accounts",)} if way is team else {}
    return (
        Route(
            f"announce{prefix}Upload",
            path,
            who,
            201,
            announce(way),
            takes_key=True,
            is_quiet=True,
            instead={"name": "1099.pdf"},
            names=way is not guest,
            bears=True,
            **manages,
        ),
        Route(
            f"list{prefix}Uploads",
            path,
            who,
            200,
            listed(way),
            fill=listed(way, FILLED),
            is_lasting=True,
            **sees,
            **bears,
        ),
        Route(f"read{prefix}Upload", single, who, 200, one(way, "GET"), **sees, **bears),
        Route(
            f"sign{prefix}Upload",
            f"{single}/address",
            who,
            200,
            one(way, "POST", "/address"),
            leaves_nothing=True,
            bears=True,
            **mine,
        ),
        Route(
            f"sign{prefix}UploadParts", f"{single}/parts", who, 200, parts(way), leaves_nothing=True, **mine, **bears
        ),
        Route(
            f"complete{prefix}Upload",
            f"{single}/complete",
            who,
            200,
            complete(way),
            leaves_nothing=True,
            **mine,
            **bears,
        ),
        Route(f"abandon{prefix}Upload", single, who, 200, one(way, "DELETE"), is_quiet=True, **mine, **bears),
    )


ROUTES = (
    *_of(team, "staff", ""),
    Route(
        "releaseUpload",
        "/v1/uploads/{upload_id}/release",
        "staff",
        202,
        lambda house: held(house, "release"),
        is_quiet=True,
        needs=MANAGES,
        sets_state=True,
    ),
    Route(
        "rejectUpload",
        "/v1/uploads/{upload_id}/reject",
        "staff",
        200,
        lambda house: held(house, "reject"),
        ("upload.rejected",),
        needs=MANAGES,
        sets_state=True,
    ),
    *_of(client, "client", "Portal"),
    Route(
        "signalPortalDone",
        "/v1/portal/uploads/done",
        "client",
        200,
        done(client),
        ("upload.done_signalled",),
        names=True,
        sets_state=True,
    ),
    *_of(guest, "bearer", "Guest"),
    Route(
        "signalGuestDone",
        "/v1/guest/uploads/done",
        "bearer",
        200,
        done(guest),
        ("upload.done_signalled",),
        bears=True,
        sets_state=True,
    ),
)
