"""Commands of whoever runs the stage; to invoke them takes an IAM grant, no route leads here."""

from typing import Literal

from functions.invite.wiring import team as wiring
from shared.domain.texts import Email, Locale, Name, Slug, TimeZone
from shared.entrypoints.work import task_entrypoint
from shared.http import Contract
from shared.observability import Payload


class FoundFirm(Contract):
    """Found a firm whose owner is invited at once. `slug` is its name in addresses and at sign-in, for good."""

    command: Literal["found_firm"]
    slug: Slug
    name: Name
    time_zone: TimeZone
    locale: Locale = Locale.EN
    owner_name: Name
    owner_email: Email


def run(payload: Payload) -> Payload:
    """Run a command; a payload that is none raises ValidationError, which the invoker sees whole."""
    command = FoundFirm.model_validate(payload)
    firm = wiring.members().found_firm(
        slug=command.slug,
        name=command.name,
        time_zone=command.time_zone,
        locale=command.locale,
        owner_name=command.owner_name,
        owner_email=command.owner_email,
    )
    return {"firm": firm.id, "slug": firm.slug, "owner": firm.owner}


handler = task_entrypoint(run)
