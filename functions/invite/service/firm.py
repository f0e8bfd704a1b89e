"""The firm's own details."""

from typing import Protocol

from functions.invite import keys
from functions.invite.model.entities import Firm
from shared.directory import Directory, Scene
from shared.domain.clock import Clock
from shared.domain.errors import StaleVersionError
from shared.domain.events import Announcement, ObjectRef
from shared.domain.events.invite.members import FirmUpdated
from shared.domain.principals import Caller
from shared.domain.texts import Locale


class Firms(Protocol):
    """What this service asks of storage."""

    def edit(self, firm: Firm, *, seen: int, announcement: Announcement) -> None: ...


class FirmService:
    """What the firm is called, and where and how it reckons."""

    def __init__(self, firms: Firms, directory: Directory, clock: Clock) -> None:
        self._firms = firms
        self._directory = directory
        self._clock = clock

    def get(self, caller: Caller) -> Firm:
        return self._enter(caller)[1]

    def edit(
        self, caller: Caller, *, seen: int, name: str | None, time_zone: str | None, locale: Locale | None
    ) -> Firm:
        """Change what is given; what stands already changes and logs nothing. Owner and admin may.

        The call may be repeated when its answer was lost: the very next version that holds all that was given is the
        one it made.
        """
        scene, standing = self._enter(caller)
        member = scene.demand_admin()
        given = {"name": name, "time_zone": time_zone, "locale": locale}
        wanted = {key: value for key, value in given.items() if value is not None}
        changes = {key: value for key, value in wanted.items() if getattr(standing, key) != value}
        if wanted and not changes and standing.v == seen + 1:
            return standing
        if standing.v != seen:
            raise StaleVersionError
        if not changes:
            return standing
        after = standing.model_copy(update={**changes, "v": standing.v + 1})
        event = FirmUpdated(
            firm=after.id,
            object=ObjectRef(kind="firm", id=after.id),
            before={key: str(getattr(standing, key)) for key in changes},
            after={key: str(value) for key, value in changes.items()},
        )
        announcement = Announcement.of(self._clock(), member.actor, caller.provenance, event)
        self._firms.edit(after, seen=seen, announcement=announcement)
        return after

    def _enter(self, caller: Caller) -> tuple[Scene, Firm]:
        tenant = keys.firm(caller.identity.firm)
        scene = self._directory.gate(caller.identity, also=[tenant])
        return scene, Firm.model_validate(scene.items[tenant])
