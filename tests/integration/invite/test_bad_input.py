"""Whatever is wrong with a request, the answer is a problem with a code and the field, and nothing is changed."""

from dataclasses import replace

import pytest

from tests.fakes.refusals import refusal
from tests.integration.founding import PASSWORD
from tests.integration.house import OTHER_PASSWORD, Request
from tests.integration.matrices.expecting import refused
from tests.integration.routes import ROUTES


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/accounts", {"name": "Doe", "kind": "person", "role": "owner"}),
        ("/v1/contacts", {"name": "Doe", "emails": ["a@b.example"], "id": "con_X"}),
    ],
)
def test_a_role_or_an_id_cannot_be_sent_along(house, path, body):
    faults = refused(house, Request("POST", path, body, who=house.owner), 422, "VALIDATION_FAILED")
    assert {code for _, code in faults} == {"UNKNOWN_FIELD"}


@pytest.mark.parametrize("role", ["owner", "root", "", None, 1])
def test_no_member_is_made_owner_by_asking(house, role):
    body = {"name": "Nora", "email": "nora@harbor-tax.example", "role": role}
    faults = refused(house, Request("POST", "/v1/members", body, who=house.owner), 422, "VALIDATION_FAILED")
    assert faults == {("role", "NOT_ONE_OF")}


WRONG = [
    ("/v1/members", {"name": 5, "email": "n@h.example"}, {("name", "WRONG_TYPE")}),
    ("/v1/members", {"email": "n@h.example"}, {("name", "REQUIRED")}),
    ("/v1/members", {"name": "   ", "email": "n@h.example"}, {("name", "INVALID")}),
    ("/v1/members", {"name": "x" * 121, "email": "n@h.example"}, {("name", "TOO_LONG")}),
    ("/v1/members", {"name": "No\u202era", "email": "n@h.example"}, {("name", "INVALID")}),
    ("/v1/members", {"name": "No\u0000ra", "email": "n@h.example"}, {("name", "INVALID")}),
    ("/v1/members", {"name": "Nora", "email": "nora"}, {("email", "INVALID")}),
    ("/v1/members", {"name": "Nora", "email": "nora@localhost"}, {("email", "INVALID")}),
    ("/v1/members", {"name": "Nora", "email": "nora@h.example\r\nBcc: x@y.example"}, {("email", "INVALID")}),
    ("/v1/members", {"name": "Nora", "email": f"{'n' * 65}@h.example"}, {("email", "INVALID")}),
    ("/v1/members", {"name": "Nora", "email": f"n@{'h' * 320}.example"}, {("email", "TOO_LONG")}),
    ("/v1/members", {"name": "Nora", "email": "n@h.example", "rights": ["all"]}, {("rights.0", "NOT_ONE_OF")}),
    ("/v1/members", {"name": "Nora", "email": "n@h.example", "rights": "manage_accounts"}, {("rights", "WRONG_TYPE")}),
    ("/v1/members", {"name": "Nora", "email": "n@h.example", "locale": "fr"}, {("locale", "NOT_ONE_OF")}),
    ("/v1/accounts", {"name": "Doe", "kind": "guest"}, {("kind", "NOT_ONE_OF")}),
    ("/v1/accounts", {"name": "Doe", "kind": "person", "assigned": []}, {("assigned", "TOO_SHORT")}),
    ("/v1/accounts", {"name": "Doe", "kind": "person", "assigned": ["mem_x"] * 26}, {("assigned", "TOO_LONG")}),
    ("/v1/accounts", {"name": "Doe", "kind": "person", "assigned": [7]}, {("assigned.0", "WRONG_TYPE")}),
    ("/v1/accounts", {"name": "Doe", "kind": "person", "assigned": ["m" * 65]}, {("assigned.0", "TOO_LONG")}),
    ("/v1/contacts", {"name": "Jane", "emails": []}, {("emails", "TOO_SHORT")}),
    ("/v1/contacts", {"name": "Jane", "emails": [f"{n}@d.example" for n in range(6)]}, {("emails", "TOO_LONG")}),
    ("/v1/contacts", {"name": "Jane", "emails": ["fine@d.example", "@d.example"]}, {("emails.1", "INVALID")}),
    ("/v1/contacts", {"name": "Jane", "emails": "jane@d.example"}, {("emails", "WRONG_TYPE")}),
    ("/v1/contacts", {"name": None, "emails": None}, {("name", "WRONG_TYPE"), ("emails", "WRONG_TYPE")}),
    ("/v1/public/sessions", {"audience": "guest"}, {
        ("audience", "NOT_ONE_OF"), ("firm", "REQUIRED"), ("email", "REQUIRED"), ("password", "REQUIRED"),
    }),
    ("/v1/public/sessions", {"audience": "team", "firm": "No Slug!", "email": "a@b.example", "password": "x"}, {
        ("firm", "INVALID"),
    }),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "faults"), WRONG)
def test_each_wrong_field_is_named_with_its_code(house, path, body, faults):
    assert refused(house, Request("POST", path, body, who=house.owner), 422, "VALIDATION_FAILED") == faults


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"invite": "yes"}, ("invite", "WRONG_TYPE")),
        ({"invite": 1}, ("invite", "WRONG_TYPE")),
        ({"message": "x" * 2001}, ("message", "TOO_LONG")),
        ({"message": "bell\u0007"}, ("message", "INVALID")),
    ],
)
def test_grant_takes_a_plain_yes_or_no_and_a_short_message(house, more, fault):
    account, tie = house.tie()
    request = Request("POST", f"/v1/accounts/{account}/ties/{tie}/access", more, who=house.owner)
    assert refused(house, request, 422, "VALIDATION_FAILED") == {fault}


@pytest.mark.parametrize(
    ("header", "code", "status", "fault"),
    [
        (None, "VERSION_REQUIRED", 428, None),
        ("", "VERSION_REQUIRED", 428, None),
        ("1", "VALIDATION_FAILED", 422, ("If-Match", "VERSION_INVALID")),
        ("*", "VALIDATION_FAILED", 422, ("If-Match", "VERSION_INVALID")),
        ('"one"', "VALIDATION_FAILED", 422, ("If-Match", "VERSION_INVALID")),
        ('"1", "2"', "VALIDATION_FAILED", 422, ("If-Match", "VERSION_INVALID")),
        ('"-1"', "VALIDATION_FAILED", 422, ("If-Match", "VERSION_INVALID")),
        ('"2"', "VERSION_STALE", 409, None),
        ('"0"', "VERSION_STALE", 409, None),
        ('"999999999"', "VERSION_STALE", 409, None),
    ],
)
def test_edit_names_the_version_it_saw(house, header, code, status, fault):
    headers = {} if header is None else {"if-match": header}
    request = Request("PATCH", f"/v1/accounts/{house.account()}", {"name": "New"}, headers, house.owner)
    assert refused(house, request, status, code) == ({fault} if fault else set())


def test_second_editor_is_told_that_they_are_late(house):
    path = f"/v1/accounts/{house.account()}"
    assert house.call("PATCH", path, body={"name": "First"}, headers={"if-match": '"1"'}).status == 200
    request = Request("PATCH", path, {"name": "Second"}, {"if-match": '"1"'}, house.owner)
    refused(house, request, 409, "VERSION_STALE")
    assert house.call("GET", path).json["name"] == "First"


@pytest.mark.parametrize("key", ["", "x" * 201, "two words", "k\u00e9y"])
def test_idempotency_key_has_a_form(house, key):
    request = Request("POST", "/v1/accounts", {"name": "Doe", "kind": "person"}, {"idempotency-key": key}, house.owner)
    assert refused(house, request, 422, "VALIDATION_FAILED") == {("Idempotency-Key", "KEY_INVALID")}


@pytest.mark.parametrize("time", ["yesterday", "2026-11-22T09:00:00", "1795338000"])
def test_clients_clock_is_an_instant_with_its_offset(house, time):
    headers = {"portico-client-time": time}
    request = Request("POST", "/v1/accounts", {"name": "Doe", "kind": "person"}, headers, house.owner)
    assert refused(house, request, 422, "VALIDATION_FAILED") == {("Portico-Client-Time", "TIME_INVALID")}


@pytest.mark.parametrize("limit", ["0", "-1", "101", "ten", "1e9", ""])
def test_limit_is_one_to_a_hundred(house, limit):
    answer = house.call("GET", "/v1/accounts", query={"limit": limit})
    assert (answer.status, answer.code) == (422, "VALIDATION_FAILED")
    assert {field for field, _ in answer.faults} == {"limit"}


def test_wrong_states_have_their_codes(house):
    person = house.invited()
    resend = Request("POST", f"/v1/persons/{person}/invitation/resend", who=house.owner)
    send = Request("POST", f"/v1/persons/{person}/invitation", {}, who=house.owner)
    refused(house, resend, 409, "RESEND_TOO_SOON")
    assert house.send(resend).headers["retry-after"] == "60"
    refused(house, send, 409, "ALREADY_INVITED")
    house.enter(person)
    house.wait(minutes=2)
    refused(house, resend, 409, "ALREADY_ACTIVE")
    refused(house, send, 409, "ALREADY_ACTIVE")


def test_email_tied_already_has_its_code(house):
    account, _ = house.tie()
    contact = house.call("GET", "/v1/contacts").json["items"][0]["id"]
    body = {"contactId": contact, "email": "jane@doe.example"}
    refused(house, Request("POST", f"/v1/accounts/{account}/ties", body, who=house.owner), 409, "TIE_EXISTS")


def test_member_exists_has_its_code(house):
    house.colleague()
    body = {"name": "Emil", "email": "EMIL@harbor-tax.example"}
    refused(house, Request("POST", "/v1/members", body, who=house.owner), 409, "MEMBER_EXISTS")


def test_resends_beyond_the_firms_number_have_their_code(house):
    resend = Request("POST", f"/v1/persons/{house.invited()}/invitation/resend", who=house.owner)
    for _ in range(10):
        house.wait(minutes=2)
        assert house.send(resend).status == 200
    house.wait(minutes=2)
    refused(house, resend, 409, "RESEND_LIMIT_REACHED")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven-char", "PASSWORD_TOO_SHORT"),
        ("x" * 129, "PASSWORD_TOO_LONG"),
        ("Jane@doe.example", "PASSWORD_IS_EMAIL"),
        ("password1234", "PASSWORD_BREACHED"),
        ("x" * 1025, "TOO_LONG"),
        (None, "WRONG_TYPE"),
        (123456789012, "WRONG_TYPE"),
    ],
)
def test_unacceptable_password_is_named_by_its_rule_and_the_link_stays_good(house, password, code):
    person = house.invited()
    headers = {"portico-token": house.token(person)}
    request = Request("POST", "/v1/public/invitation/accept", {"password": password}, headers)
    assert refused(house, request, 422, "VALIDATION_FAILED") == {("password", code)}
    assert house.accept(person).status == 201


def test_password_the_pool_refuses_leaves_the_link_good_at_once(house):
    """Our rules let it pass, the pool's do not; the claim that was taken is given back."""
    person = house.invited()
    pool = house.cloud.client("cognito-idp")
    pool.fail("admin_set_user_password", error=lambda: refusal("InvalidPasswordException"))
    answer = house.accept(person)
    assert (answer.status, answer.faults) == (422, {("password", "PASSWORD_REFUSED")})
    assert house.accept(person, OTHER_PASSWORD).status == 201


DEAD = ("readInvitation", "acceptInvitation")


@pytest.mark.parametrize("operation", DEAD)
@pytest.mark.parametrize("token", [None, "", "x", "A" * 92, "../" * 30, "\u00e9"])
def test_without_a_token_of_ours_there_is_nothing(house, operation, token):
    route = next(each for each in ROUTES if each.operation == operation)
    request = route.prepare(house)
    headers = {} if token is None else {"portico-token": token}
    refused(house, replace(request, headers=headers), 404, "NOT_FOUND")


@pytest.mark.parametrize("operation", DEAD)
def test_tampered_token_finds_nothing_and_the_true_one_still_opens(house, operation):
    route = next(each for each in ROUTES if each.operation == operation)
    request = route.prepare(house)
    token = request.headers["portico-token"]
    for place in (2, 10, 30, 50, 91):
        other = "A" if token[place] != "A" else "B"
        tampered = token[:place] + other + token[place + 1 :]
        refused(house, replace(request, headers={"portico-token": tampered}), 404, "NOT_FOUND")
    assert house.send(request).status == route.status


@pytest.mark.parametrize("operation", DEAD)
def test_superseded_expired_and_used_links_say_so(house, operation):
    route = next(each for each in ROUTES if each.operation == operation)
    request = route.prepare(house)
    person = house.person()
    house.wait(minutes=2)
    assert house.call("POST", f"/v1/persons/{person.id}/invitation/resend").status == 200
    refused(house, request, 410, "INVITATION_SUPERSEDED")
    latest = replace(request, headers={"portico-token": house.token(person.id)})
    house.wait(days=30)
    refused(house, latest, 410, "INVITATION_EXPIRED")
    assert house.call("POST", f"/v1/persons/{person.id}/invitation/resend").status == 200
    house.enter(person.id)
    refused(house, replace(request, headers={"portico-token": house.token(person.id)}), 409, "INVITATION_ACCEPTED")


def test_failed_sign_ins_are_one_answer(house):
    house.active()
    tries = {
        "password": {"email": "jane@doe.example", "password": OTHER_PASSWORD, "audience": "client"},
        "e-mail": {"email": "nobody@doe.example", "password": PASSWORD, "audience": "client"},
        "firm": {"firm": "no-such-firm", "email": "jane@doe.example", "password": PASSWORD, "audience": "client"},
        "door": {"email": "jane@doe.example", "password": PASSWORD, "audience": "team"},
    }
    answers = set()
    for body in tries.values():
        before = house.dump()
        answer = house.call("POST", "/v1/public/sessions", body={"firm": house.slug, **body})
        answers.add((answer.status, answer.text, tuple(sorted(answer.headers.items()))))
        assert house.dump() == before
    assert len(answers) == 1
    assert answers.pop()[0] == 401


def test_log_of_refused_and_failed_calls_holds_nothing_of_people_or_secrets(house, logged):
    person = house.invited()
    token = house.token(person)
    house.accept(person, "short secret")
    house.accept(person, "x" * 1100)
    house.call("POST", "/v1/public/sessions", body={"audience": "x", "firm": "y", "password": "a secret word"})
    house.signs_in("jane@doe.example", "another secret word")
    house.call("POST", "/v1/contacts", body={"name": "Mary Major", "emails": ["mary@major"], "firmId": "x"})
    house.cloud.client("dynamodb").fail("transact_write_items", error=lambda: RuntimeError("unforeseen"))
    house.call("POST", "/v1/contacts", body={"name": "Mary Major", "emails": ["mary@major.example"]})
    text = logged.getvalue()
    assert "refused" in text
    assert "unforeseen" in text
    for secret in (token, "secret", "x" * 50, "jane@doe", "mary@major", "Mary Major", "Jane Doe", "Olivia"):
        assert secret not in text
