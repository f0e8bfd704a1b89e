"""Entries."""

from functions.activity.contracts.entries import ActorView, EntryView, ObjectView
from functions.activity.model.entries import Entry


def entry(of: Entry) -> EntryView:
    personal = of.personal
    return EntryView(
        id=of.id,
        at=of.at,
        action=of.action,
        account=of.account,
        actor=ActorView(kind=of.actor_kind, id=of.actor_id, name=personal.actor_name if personal else None),
        object=ObjectView(kind=of.object.kind, id=of.object.id),
        details={**of.details, **(personal.details if personal else {})},
        source=of.source,
        address=personal.address if personal else None,
        browser=personal.browser if personal else None,
        client_time=of.client_time,
        correlation_id=of.correlation_id,
        is_erased=personal is None,
    )
