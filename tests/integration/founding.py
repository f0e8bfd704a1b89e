"""A firm is founded once, and stands in every further cloud as it stood then, which spares most of the waiting."""

from typing import Any

from functions.invite import doors, operator
from functions.invite.repository.credentials import CredentialRepository
from functions.invite.service.issuing import claims_of
from shared import wiring
from shared.domain.credentials import user_name
from shared.domain.ids import firm_id, member_id
from tests.fakes.clock import START
from tests.fakes.cloud import PORTAL_TABLE, Cloud
from tests.fakes.http import call, context

PASSWORD = "Seven-quiet-herons-7"

_founded: dict[tuple[str, str], tuple[list[dict[str, Any]], object]] = {}


def found(cloud: Cloud, slug: str, owner_email: str) -> None:
    """Let a firm stand whose owner is in, by the very handlers that found firms."""
    name = user_name(firm_id(slug), member_id(firm_id(slug), owner_email))
    if cloud.is_motos or cloud.clock.now != START:
        _by_handlers(cloud, slug, owner_email)
        return
    pool, _ = cloud.pools["staff"]
    if (slug, owner_email) not in _founded:
        before = {repr(each) for each in cloud.items()}
        _by_handlers(cloud, slug, owner_email)
        made = [each for each in cloud.items() if repr(each) not in before]
        _founded[slug, owner_email] = made, cloud.users.user(pool, name)
        return
    items, owner = _founded[slug, owner_email]
    for each in items:
        cloud.dynamodb.put_item(TableName=PORTAL_TABLE, Item=each)
    cloud.users.admit(pool, name, owner)


def _by_handlers(cloud: Cloud, slug: str, owner_email: str) -> None:
    owner = member_id(firm_id(slug), owner_email)
    operator.handler(
        {
            "command": "found_firm",
            "slug": slug,
            "name": f"{slug.title()} & Co",
            "timeZone": "America/New_York",
            "ownerName": "Olivia Reed",
            "ownerEmail": owner_email,
        },
        context(),
    )
    invited = CredentialRepository(cloud.table).find(firm_id(slug), owner)
    assert invited is not None
    claims = claims_of(invited.firm, owner, invited.invitation.generation)
    headers = {"portico-token": wiring.tokens(cloud.key_id).derive(claims)}
    path, body = "/v1/public/invitation/accept", {"password": PASSWORD}
    answer = call(doors.handler, "POST", path, body=body, headers=headers)
    assert answer.status == 201, answer.text
