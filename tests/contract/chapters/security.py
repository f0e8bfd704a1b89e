"""What guards the door: a forgotten password, a changed one, sessions ended, a second factor set up and taken off."""

from typing import TYPE_CHECKING

from functions.invite.pools import Audience, Session
from functions.invite.service.resets import claims_of
from shared.domain.principals import Source
from tests.contract.chapters.chapter import Chapter
from tests.fakes.office import OWNER_EMAIL, PASSWORD
from tests.fakes.totp import code_of

if TYPE_CHECKING:
    from tests.contract.telling import Story

EMIL_EMAIL = "emil@harbor-tax.example"


def _security(story: "Story") -> None:
    """Jane forgot her password; Olivia sees to her own door, and to Emil's when he has lost his phone."""
    office = story.office
    office.resets.ask(Audience.CLIENT, "harbor-tax", "jane@doe.example", story.way(Source.LINK))
    story.pause("asked for a link")
    token = office.tokens.derive(claims_of(story.firm, story.jane, 1))
    office.wait(minutes=6)
    office.resets.confirm(token, PASSWORD, story.way(Source.LINK), None)
    office.passwords.change(story.olivia, PASSWORD, PASSWORD, None)
    office.sessions.end(story.olivia, None)
    emil = office.standing(story.firm, story.emil)
    office.activation.accept(office.token(emil), PASSWORD, story.way(Source.LINK), None)
    for email, caller in ((EMIL_EMAIL, office.caller(story.firm, story.emil)), (OWNER_EMAIL, story.olivia)):
        story.session = office.sessions.sign_in(Audience.TEAM, "harbor-tax", email, PASSWORD, story.way(Source.LINK))
        assert isinstance(story.session, Session)
        story.pause("signed in")
        story.secret = office.second_factor.begin(caller, story.session.access_token).secret
        story.pause("given a secret")
        code = code_of(story.secret, office.clock.now)
        office.second_factor.confirm(caller, story.session.access_token, code, None)
    story.challenge = office.sessions.sign_in(
        Audience.TEAM, "harbor-tax", OWNER_EMAIL, PASSWORD, story.way(Source.LINK)
    )
    story.pause("asked for a code")
    olivia = story.olivia
    office.second_factor.remove(olivia, PASSWORD, code_of(story.secret, office.clock.now), None)
    office.lost_phones.remove(story.olivia, story.emil, None)


CHAPTERS = (Chapter("security", "in", _security),)
