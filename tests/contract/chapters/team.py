"""The team changes: colleagues are assigned, edited, shut out and restored, and the firm is handed over."""

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.domain.ids import MemberId
from shared.domain.principals import Caller, Right, Role, Source
from shared.domain.texts import Locale
from tests.contract.chapters.chapter import Chapter
from tests.fakes.office import PASSWORD

if TYPE_CHECKING:
    from tests.contract.telling import Story


def _emil(story: "Story") -> Caller:
    """Emil in his browser, at a request of its own each time."""
    who = story.office.caller(story.firm, story.emil)
    story.office.wait(minutes=2, milliseconds=431)
    return replace(who, provenance=story.way(Source.MANUAL))


def _changes(story: "Story") -> None:
    """Emil comes in, works for the Does, and owns the firm in the end; Olivia is out for a moment."""
    office, emil = story.office, story.emil
    invited = office.standing(story.firm, emil)
    office.activation.accept(office.token(invited), PASSWORD, story.way(Source.LINK), None)
    story.pause("colleagues")
    office.assignments.assign(story.olivia, story.account.id, emil)
    story.pause("assigned")
    office.assignments.unassign(story.olivia, story.account.id, emil)
    office.membership.edit(
        story.olivia,
        emil,
        seen=1,
        name="Emil Brandt-Hill",
        locale=Locale.EN,
        role=Role.ADMIN,
        rights=frozenset({Right.MANAGE_ACCOUNTS, Right.VIEW_ALL_ACCOUNTS}),
    )
    office.firm.edit(story.olivia, seen=1, name="Harbor & Hill", time_zone=None, locale=None)
    office.ownership.offer(story.olivia, emil, None)
    office.ownership.decline(_emil(story), None)
    office.ownership.offer(story.olivia, emil, None)
    office.ownership.withdraw(story.olivia)
    office.ownership.offer(story.olivia, emil, None)
    story.pause("offered")
    office.ownership.accept(_emil(story), None)
    nora = office.members.invite(
        _emil(story),
        None,
        name="Nora Hill",
        email="nora@harbor-tax.example",
        role=Role.EMPLOYEE,
        rights=frozenset(),
        locale=None,
    )
    story.pause("handed over")
    office.membership.cancel_invitation(_emil(story), nora.id)
    olivia = MemberId(story.olivia.identity.id)
    office.membership.deactivate(_emil(story), olivia)
    story.pause("shut out")
    office.membership.restore(_emil(story), olivia)


CHAPTERS = (Chapter("team", "in", _changes),)
