"""What becomes of access that was given: it is changed, cancelled, revoked, removed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from functions.invite.model.topics import TieSettings
from shared.directory import Policy
from shared.domain.principals import Source
from shared.domain.texts import Locale
from tests.contract.chapters.chapter import Chapter

if TYPE_CHECKING:
    from tests.contract.telling import Story


def _taken_back(story: "Story") -> None:
    """Jane hears no more of the account and may not enter it, and John's invitation is thought better of."""
    office, account, tie = story.office, story.account.id, story.tie.id
    office.ties.change(story.olivia, account, tie, seen=2, wanted=TieSettings(notify=False))
    office.granting.revoke(story.olivia, account, tie, None)
    office.ties.remove(story.olivia, account, tie, None)
    office.invitations.cancel(story.olivia, story.john, None)


def _addresses(story: "Story") -> None:
    """John gives another address before he comes in, and one more, which he does without after all."""
    emails, contact = story.office.emails, story.office.person(story.firm, "john@roe.example").contact
    emails.change(story.olivia, contact, None, old="john@roe.example", new="john.roe@shipping.example")
    emails.add(story.olivia, contact, None, email="jr@roe.example")
    emails.remove(story.olivia, contact, None, email="jr@roe.example")


def _colleagues(story: "Story") -> None:
    """Jane asks for two colleagues; one may come in."""
    office, account = story.office, story.account.id
    settings = Policy(v=1, clients_may_invite_colleagues=True)
    office.decree(story.firm, settings)
    story.pause("asking")
    asked = []
    for name, email in (("Max Doe", "max@doe.example"), ("Mia Doe", "mia@doe.example")):
        jane = replace(office.caller(story.firm, story.jane), provenance=story.way(Source.MANUAL))
        office.wait(minutes=2)
        asked.append(office.requests.ask(jane, account, None, name=name, email=email, locale=Locale.ES))
    story.pause("asked")
    office.requests.decline(story.olivia, asked[1].id, None, reason="Necesitamos su autorización por escrito.")
    office.requests.approve(story.olivia, asked[0].id, None, invite=True)


CHAPTERS = (
    Chapter("taken back", "in", _taken_back),
    Chapter("addresses", "in", _addresses),
    Chapter("colleagues", "in", _colleagues),
)
