import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.domain.events import Announcement, Envelope, ObjectRef, UnknownEventError, registry
from shared.domain.events.event import Event
from shared.domain.events.invite.access import ClientSignedUp
from shared.domain.events.invite.members import MemberLoggedIn
from shared.domain.ids import ContactId, FirmId, MemberId, firm_id, new, person_id
from shared.domain.principals import SYSTEM, Provenance, Source
from shared.table import marshal
from shared.table.outbox import AlreadyCommittedError, details, outbox, partitions, spelled
from tests.fakes.clock import START

FIRM = firm_id("muster")
PROVENANCE = Provenance("req-1", Source.MANUAL, "203.0.113.7", "Test/1.0", START - timedelta(seconds=2))


def logged_in(firm: FirmId = FIRM) -> MemberLoggedIn:
    member = MemberId(new("mem", START))
    return MemberLoggedIn(firm=firm, object=ObjectRef(kind="member", id=member), member=member)


def signed_up(client: str = "Zoë 🎉") -> ClientSignedUp:
    person = person_id(FIRM, "zoe@example.com")
    return ClientSignedUp(
        firm=FIRM,
        object=ObjectRef(kind="person", id=person),
        person=person,
        contact=ContactId(new("con", START)),
        client_name=client,
        email="zoe@example.com",
    )


def announce(*of: Event, at: datetime = START) -> Announcement:
    return Announcement.of(at, SYSTEM, PROVENANCE, *of)


def test_events_come_out_of_the_table_whole_and_in_order():
    announcement = announce(logged_in(), signed_up(), logged_in())
    stored = outbox(announcement).item
    assert stored is not None
    read = details(marshal.read(marshal.write(stored)))
    assert [registry.read(each) for each in read] == announcement.envelopes()
    assert [each["id"] for each in read] == [f"{announcement.id}-{place:02}" for place in range(3)]


def test_an_outbox_item_belongs_to_its_firm_is_written_once_and_leaves_after_thirty_days():
    action = outbox(announce(logged_in()))
    assert action.item is not None
    assert action.item["pk"] in set(partitions(FIRM))
    assert not set(partitions(FIRM)) & set(partitions(firm_id("other")))
    assert action.condition == "attribute_not_exists(#pk)"
    assert isinstance(action.refusal(action.item), AlreadyCommittedError)
    assert datetime.fromtimestamp(action.item["ttl"], UTC) == START + timedelta(days=30)


def test_announcements_spread_over_the_partitions():
    used = {outbox(announce(logged_in())).key.pk for _ in range(100)}
    assert used == set(partitions(FIRM))


def test_sixty_events_fit_and_sixty_one_do_not():
    assert len(announce(*[logged_in()] * 60).envelopes()) == 60
    with pytest.raises(ValueError, match="1 to 60"):
        announce(*[logged_in()] * 61)


def test_an_announcement_without_events_is_none():
    with pytest.raises(ValueError, match="1 to 60"):
        announce()


def test_events_of_two_firms_are_never_announced_together():
    with pytest.raises(ValueError, match="one firm"):
        announce(logged_in(), logged_in(firm_id("other")))


def test_an_announcement_over_128_kilobytes_is_refused_and_one_below_is_not():
    def long(length: int) -> Announcement:
        return announce(signed_up("x" * length))

    room = 128 * 1024 - len(spelled(long(0).envelopes()[0]).encode())
    assert outbox(long(room)).item is not None
    with pytest.raises(ValueError, match="too large"):
        outbox(long(room + 1))


def test_bytes_are_counted_and_not_characters():
    with pytest.raises(ValueError, match="too large"):
        outbox(announce(signed_up("🎉" * (32 * 1024))))


def test_sixty_events_of_the_longest_name_and_address_have_room():
    assert outbox(announce(*[signed_up("🎉" * 120)] * 60)).item is not None


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_whatever_people_are_called_comes_through(name: str):
    announcement = announce(signed_up(name))
    wire = json.loads(json.dumps(announcement.envelopes()[0].detail()))
    assert registry.read(wire) == announcement.envelopes()[0]


def test_personal_details_travel_apart():
    detail = announce(signed_up()).envelopes()[0].detail()
    assert detail["personal"] == {"clientName": "Zoë 🎉", "email": "zoe@example.com"}
    assert set(detail["data"]) == {"person", "contact"}


@pytest.mark.parametrize("change", [{"name": "nobody.knew"}, {"version": 2}])
def test_an_event_this_code_does_not_know_is_told_apart(change: dict[str, object]):
    detail = announce(logged_in()).envelopes()[0].detail()
    with pytest.raises(UnknownEventError):
        registry.read({**detail, **change})


@pytest.mark.parametrize(
    "change", [{"surprise": 1}, {"occurredAt": "yesterday"}, {"data": {}}, {"source": "nowhere"}, {"firm": None}]
)
def test_a_broken_event_is_refused(change: dict[str, object]):
    detail = announce(logged_in()).envelopes()[0].detail()
    with pytest.raises(ValidationError):
        registry.read({**detail, **change})


def test_every_event_has_a_name_of_noun_and_participle_and_a_room():
    for name, kind in registry.ALL.items():
        noun, _, verb = name.partition(".")
        assert noun, name
        assert verb, name
        assert kind.room, name


def test_an_envelope_without_client_time_says_so():
    provenance = Provenance("req-1")
    envelope = Envelope("id-00", START, SYSTEM, provenance, logged_in())
    assert envelope.detail()["clientTime"] is None
    assert registry.read(envelope.detail()) == envelope
