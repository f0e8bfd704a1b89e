import pytest
from pydantic import TypeAdapter, ValidationError

from shared.domain.texts import Email, Message, Name, Slug, normalise_email

NAME: TypeAdapter[str] = TypeAdapter(Name)
MESSAGE: TypeAdapter[str] = TypeAdapter(Message)
EMAIL: TypeAdapter[str] = TypeAdapter(Email)
SLUG: TypeAdapter[str] = TypeAdapter(Slug)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\r\nBcc: eve@example.com", "Ada Bcc: eve@example.com"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("Zoe\u0308", "Zoë"),
        ("Łódź 🎉 O'Brien & <Söhne>", "Łódź 🎉 O'Brien & <Söhne>"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("مكتب المحاسبة", "مكتب المحاسبة"),
    ],
)
def test_names_are_one_line_of_what_people_write(given: str, kept: str):
    assert NAME.validate_python(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "   ",
        "\r\n",
        "\u200b",
        "\u200b \ufeff",
        "a\x00b",
        "a\x1b[31m",
        "invoice\u202efdp.exe",
        "a\u2066b",
        "\ud800",
        "\ue000",
        "x" * 121,
    ],
)
def test_names_nobody_can_read_are_refused(given: str):
    with pytest.raises(ValidationError):
        NAME.validate_python(given)


def test_messages_keep_their_lines():
    assert MESSAGE.validate_python(" One\r\n\r\n\tTwo\nThree\rFour ") == "One\n\n\tTwo\nThree\nFour"


@pytest.mark.parametrize("given", ["a\x00b", "a\x1bb", "\ud800", "x" * 2001])
def test_messages_with_control_characters_or_too_long_are_refused(given: str):
    with pytest.raises(ValidationError):
        MESSAGE.validate_python(given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ada@Example.COM ", "ada@example.com"),
        ("o'brien+tag@mail.example.co.uk", "o'brien+tag@mail.example.co.uk"),
        ("x" * 64 + "@example.com", "x" * 64 + "@example.com"),
    ],
)
def test_addresses_are_trimmed_and_lower_case(given: str, kept: str):
    assert normalise_email(given) == EMAIL.validate_python(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@localhost",
        "ada@-example.com",
        "ada@example..com",
        "ada@exam_ple.com",
        "ada lovelace@example.com",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com,eve@example.com",
        "Ada <ada@example.com>",
        "\u0430da@example.com",
        "ada@例え.jp",
        "x" * 65 + "@example.com",
        "a@" + "b" * 64 + ".com",
        "a@" + ".".join(["b" * 60] * 5),
        "x" * 400,
    ],
)
def test_what_is_no_address_is_refused(given: str):
    with pytest.raises(ValidationError):
        EMAIL.validate_python(given)


@pytest.mark.parametrize("given", ["", "a", "-ab", "ab-", "Ab", "a b", "ä-b", "a" * 41, "abc\n"])
def test_slugs_are_short_and_plain(given: str):
    with pytest.raises(ValidationError):
        SLUG.validate_python(given)


def test_a_plain_slug_is_kept():
    assert SLUG.validate_python("muster-und-partner") == "muster-und-partner"
