import pytest
from pydantic import ValidationError

from shared.env import Env, MailEnv, TableEnv

FULL = {
    "PORTAL_TABLE": "table",
    "TOKEN_KEY_ID": "key",
    "MAIL_FROM": "portal@example.com",
    "PORTAL_ORIGIN": "https://portal.example.com",
}


def test_variables_are_read_by_the_upper_case_names_of_the_fields():
    env = MailEnv.read({**FULL, "MAIL_CONFIGURATION_SET": "set", "SOMETHING_ELSE": "x"})
    assert (env.portal_table, env.mail_from, env.mail_configuration_set) == ("table", "portal@example.com", "set")
    assert env.clock_offset_parameter is None


@pytest.mark.parametrize("missing", FULL)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_variable_fails_by_name_and_empty_is_missing(missing: str, value: str | None):
    environ = {name: each for name, each in FULL.items() if name != missing}
    if value is not None:
        environ[missing] = value
    with pytest.raises(ValidationError, match=missing.lower()):
        MailEnv.read(environ)


def test_an_optional_variable_may_be_set_to_nothing():
    assert TableEnv.read({**FULL, "CLOCK_OFFSET_PARAMETER": ""}).clock_offset_parameter is None


def test_the_process_is_asked_when_nothing_is_given(monkeypatch: pytest.MonkeyPatch):
    class Own(Env):
        portico_own: str

    monkeypatch.setenv("PORTICO_OWN", "here")
    assert Own.read().portico_own == "here"


def test_an_environment_cannot_be_changed_and_serves_as_a_key():
    env = TableEnv.read(FULL)
    with pytest.raises(ValidationError):
        env.portal_table = "other"  # type: ignore[misc]  # that is what is refused
    assert hash(env) == hash(TableEnv.read(FULL))
