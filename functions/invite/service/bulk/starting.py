"""Bulk calls are accepted: whoever may do it to one may ask it for many; what each one comes to the job tells."""

from collections.abc import Sequence
from typing import Any, Protocol

from functions.invite.model.bulk import ACCESS, INVITATIONS, AccountFilter, InvitationAct, PersonFilter, Switch
from shared.directory import Directory, Scene
from shared.domain.principals import Caller, Right
from shared.jobs.desk import Errand
from shared.jobs.model import Job
from shared.table.idempotency import Once


class Desk(Protocol):
    """Where jobs are started."""

    def start(self, scene: Scene, caller: Caller, once: Once | None, errand: Errand) -> Job: ...


class BulkService:
    """Starts bulk jobs. All of them ask `manage_accounts`; what the starter cannot see is not found, one by one."""

    def __init__(self, desk: Desk, directory: Directory) -> None:
        self._desk = desk
        self._directory = directory

    def invitations(
        self,
        caller: Caller,
        once: Once | None,
        *,
        persons: Sequence[str] | PersonFilter,
        act: InvitationAct,
        message: str | None,
        is_dry_run: bool,
    ) -> Job:
        """Invite, resend or cancel for the persons named, or for those a filter finds when the job begins."""
        details = {"act": act.value, "message": message}
        return self._start(caller, once, INVITATIONS, details, persons, is_dry_run=is_dry_run)

    def access(
        self,
        caller: Caller,
        once: Once | None,
        *,
        accounts: Sequence[str] | AccountFilter,
        login: Switch,
        notify: Switch,
        email_sync: Switch,
        invites: bool,
        message: str | None,
        is_dry_run: bool,
    ) -> Job:
        """Set what all contacts of accounts may do and are told, and invite whoever may log in and is not yet asked."""
        switches = {"login": login.value, "notify": notify.value, "email_sync": email_sync.value}
        details = {**switches, "invites": invites, "message": message}
        return self._start(caller, once, ACCESS, details, accounts, is_dry_run=is_dry_run)

    def _start(
        self,
        caller: Caller,
        once: Once | None,
        kind: str,
        details: dict[str, Any],
        chosen: Sequence[str] | PersonFilter | AccountFilter,
        *,
        is_dry_run: bool,
    ) -> Job:
        scene = self._directory.gate(caller.identity)
        scene.demand(Right.MANAGE_ACCOUNTS)
        given = {name: value for name, value in details.items() if value is not None}
        if isinstance(chosen, PersonFilter | AccountFilter):
            errand = Errand(kind, given, {"filter": chosen.value}, is_dry_run=is_dry_run)
        else:
            errand = Errand(kind, given, ids=tuple(dict.fromkeys(chosen)), is_dry_run=is_dry_run)
        return self._desk.start(scene, caller, once, errand)
