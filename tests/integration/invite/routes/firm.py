"""The firm, and handing it over."""

from shared.domain.ids import MemberId
from tests.fakes.http import claims
from tests.integration.house import House, Request
from tests.integration.route import Route, get

OFFER = "/v1/firm/ownership-offer"


def update_firm(house: House) -> Request:
    body = {"name": "Harbor & Hill", "timeZone": "Europe/Madrid", "locale": "es"}
    return Request("PATCH", "/v1/firm", body, {"if-match": '"1"'}, house.owner)


def offer_ownership(house: House) -> Request:
    return Request("POST", OFFER, {"memberId": house.colleague()}, who=house.owner)


def withdraw_ownership_offer(house: House) -> Request:
    offer = offer_ownership(house)
    house.made(offer.path, offer.body)
    return Request("DELETE", OFFER, who=house.owner)


def accept_ownership(house: House) -> Request:
    return answered(house, "accept")


def decline_ownership(house: House) -> Request:
    return answered(house, "decline")


def answered(house: House, answer: str) -> Request:
    offer = offer_ownership(house)
    house.made(offer.path, offer.body)
    return Request("POST", f"{OFFER}/{answer}", who=claims(house.firm, MemberId(offer.body["memberId"])))


ROUTES = (
    Route("readFirm", "/v1/firm", "staff", 200, get("/v1/firm"), needs=()),
    Route("updateFirm", "/v1/firm", "staff", 200, update_firm, ("firm.updated",), instead={"name": "Harbor & Roe"}),
    Route(
        "offerOwnership",
        OFFER,
        "staff",
        201,
        offer_ownership,
        ("firm.ownership_offered",),
        takes_key=True,
        instead={"memberId": "mem_0GH9VEMBWNF6YV4151QRCPATCE"},
        names=True,
    ),
    Route("withdrawOwnershipOffer", OFFER, "staff", 200, withdraw_ownership_offer, ("firm.ownership_withdrawn",)),
    Route(
        "acceptOwnership",
        f"{OFFER}/accept",
        "staff",
        200,
        accept_ownership,
        ("firm.ownership_accepted", "member.role_changed", "member.role_changed"),
        takes_key=True,
    ),
    Route(
        "declineOwnership",
        f"{OFFER}/decline",
        "staff",
        200,
        decline_ownership,
        ("firm.ownership_declined",),
        takes_key=True,
    ),
)
