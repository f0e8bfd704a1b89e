import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from string import printable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from jinja2.meta import find_undeclared_variables

from shared.domain.texts import Locale
from shared.mail.letter import Mail
from shared.mail.rendering import MissingTextError, Templates
from shared.mail.spelling import day, listed
from tests.fakes.ses import Received, received

SENDER = "portal@example.com"


def mail(**more: str | None) -> Mail:
    parts: dict[str, str | None] = {
        "to": "zoe@example.com",
        "from_name": "Muster & Partner",
        "subject": "Hello",
        "text": "Hello Zoe\n",
        "html": "<p>Hello Zoe</p>\n",
        **more,
    }
    return Mail(**parts)  # type: ignore[arg-type]  # the parts are the dataclass's own


def read(of: Mail) -> Received:
    return received(of.mime(SENDER))


def test_a_letter_comes_from_the_firm_and_is_answered_to_the_member():
    message = read(mail(reply_to="ada@example.com", to_name="Zoë 🎉")).message
    assert str(message["From"]) == "Muster & Partner <portal@example.com>"
    assert str(message["To"]) == "Zoë 🎉 <zoe@example.com>"
    assert str(message["Reply-To"]) == "ada@example.com"
    assert str(message["Auto-Submitted"]) == "auto-generated"
    assert message["Message-ID"] is None
    assert message["Date"] is None


def test_a_letter_without_a_member_behind_it_has_no_reply_to():
    assert read(mail()).message["Reply-To"] is None


def test_a_letter_is_the_same_in_text_and_html():
    seen = read(mail(text="Grüße 🎉\n", html="<p>Grüße 🎉</p>\n"))
    assert seen.message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in seen.message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert seen.text.replace("\r\n", "\n") == "Grüße 🎉\n"
    assert seen.html.replace("\r\n", "\n") == "<p>Grüße 🎉</p>\n"


def test_a_letter_travels_as_seven_bits_in_lines_any_server_takes():
    raw = mail(text="ä" * 5000, html="<p>" + "ß" * 5000, subject="🎉" * 200, from_name="Ö" * 100).mime(SENDER)
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


FORGERIES = [
    "Eve\r\nBcc: eve@example.com",
    "Eve\nBcc: eve@example.com",
    "Eve\rBcc: eve@example.com",
    "Eve\r\n\r\n<script>",
    "Eve\u2028Bcc: eve@example.com",
    "Eve\x00\x0b\x0c\x1c\x85Bcc: eve@example.com",
    "Eve\ud800",
    '"Eve" <eve@example.com>, Ada',
    "=?utf-8?q?Eve=0D=0ABcc=3A?=",
]


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.parametrize("field", ["from_name", "to_name", "subject"])
def test_no_name_or_subject_can_begin_a_header_of_its_own(field: str, forgery: str):
    message = read(mail(**{field: forgery})).message
    assert sorted(message.keys()) == sorted(["From", "To", "Subject", "Auto-Submitted", "MIME-Version", "Content-Type"])
    assert [each.addr_spec for each in message["To"].addresses] == ["zoe@example.com"]
    assert [each.addr_spec for each in message["From"].addresses] == [SENDER]
    assert message.is_multipart()


@given(st.text(st.characters(), max_size=60))
def test_whatever_a_name_holds_the_letter_keeps_its_head(name: str):
    message = read(mail(from_name=name, to_name=name, subject=name)).message
    assert len(message.keys()) == 6
    assert [each.addr_spec for each in message["To"].addresses] == ["zoe@example.com"]


@given(st.text(st.sampled_from(printable + "äöüß€🎉"), max_size=60))
def test_a_plain_subject_arrives_as_it_was_written(subject: str):
    assert read(mail(subject=subject)).subject == " ".join(subject.replace("=?", "= ?").split())


def test_an_address_that_is_none_is_refused_before_anything_is_sent():
    for field in ("to", "reply_to"):
        with pytest.raises(ValueError, match=r"."):
            mail(**{field: "zoe@example.com\r\nBcc: eve@example.com"}).mime(SENDER)


@pytest.mark.parametrize(
    ("locale", "spelled"),
    [(Locale.EN, "1 March 2028"), (Locale.ES, "1 de marzo de 2028"), (Locale.DE, "1. März 2028")],
)
def test_a_day_is_written_as_its_language_does(locale: Locale, spelled: str):
    assert day(date(2028, 3, 1), locale) == spelled


def test_every_month_has_a_name_of_its_own():
    for locale in Locale:
        assert len({day(date(2026, month, 1), locale) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("names", "locale", "joined"),
    [
        ([], Locale.EN, ""),
        (["A"], Locale.DE, "A"),
        (["A", "B"], Locale.EN, "A and B"),
        (["A", "B", "C"], Locale.DE, "A, B und C"),
        (["A", "B", "C"], Locale.ES, "A, B y C"),
        (["A", "Iberia"], Locale.ES, "A e Iberia"),
        (["A", "Hijos"], Locale.ES, "A e Hijos"),
        (["A", "Hielo"], Locale.ES, "A y Hielo"),
    ],
)
def test_names_are_joined_as_the_language_does(names: list[str], locale: Locale, joined: str):
    assert listed(names, locale) == joined


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Templates:
    """A room with one letter."""
    package = f"room_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / package / "mails"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path))
    (folder / "hello.html.j2").write_text(
        '{% extends "layout.html.j2" %}{% import "parts.html.j2" as parts with context %}'
        '{% block content %}{{ parts.heading(t("heading")) }}{{ parts.button(link, t("button")) }}'
        "{{ parts.quote(message) }}{{ parts.items(names) }}{% endblock %}"
    )
    (folder / "hello.txt.j2").write_text(
        '{% extends "layout.txt.j2" %}{% block content %}{{ t("heading") }}\n{{ link }}\n{{ message }}\n{% endblock %}'
    )
    for locale in Locale:
        texts = {"subject": f"{locale}: {{{{ firm }}}}", "heading": "Hello {{ name }}, until {{ until | day }}"}
        if locale is not Locale.DE:
            texts["button"] = "Open <it>"
        (folder / f"texts.{locale}.json").write_text(json.dumps({"hello": texts}))
    return Templates(f"{package}.mails")


LINK = "https://portal.example.com/activate/#abc?a=1&b='2\""
CONTEXT: dict[str, Any] = {
    "firm": "Muster <& Partner>",
    "name": "<b>Zoë</b> 🎉",
    "until": date(2026, 12, 22),
    "link": LINK,
    "message": "Line one\n<script>alert(1)</script>",
    "names": ["Zoë & Söhne"],
}


def test_every_value_is_escaped_in_html_and_none_in_text(room: Templates):
    subject, text, html = room.render("hello", Locale.EN, **CONTEXT)
    assert subject == "en: Muster <& Partner>"
    assert "Hello <b>Zoë</b> 🎉, until 22 December 2026" in text
    assert LINK in text
    assert "<script>" not in html
    assert "<b>" not in html
    assert "Hello &lt;b&gt;Zoë&lt;/b&gt; 🎉" in html
    assert 'href="https://portal.example.com/activate/#abc?a=1&amp;b=&#39;2&#34;"' in html
    assert "Open <it>" in html, "a text of ours is markup"


def test_a_letter_speaks_one_language_to_the_end(room: Templates):
    _, text, html = room.render("hello", Locale.ES, **CONTEXT)
    assert '<html lang="es">' in html
    assert "22 de diciembre de 2026" in text
    assert "Enviado por Muster <& Partner>" in text
    assert "Sent by" not in text + html


def test_a_text_that_is_missing_is_an_error_and_never_another_language(room: Templates):
    with pytest.raises(MissingTextError, match=r"hello\.button is missing in de"):
        room.render("hello", Locale.DE, **CONTEXT)


@pytest.mark.parametrize("missing", list(CONTEXT))
def test_a_value_that_is_missing_is_an_error_and_never_an_empty_place(room: Templates, missing: str):
    with pytest.raises(UndefinedError):
        room.render("hello", Locale.EN, **{name: each for name, each in CONTEXT.items() if name != missing})


def test_html_is_plain_for_phones_and_readers_and_asks_nobody_else(room: Templates):
    html = room.render("hello", Locale.EN, **CONTEXT).html
    for wanted in ("<!doctype html>", 'name="viewport"', 'name="color-scheme"', "<title>", 'role="article"', "<h1"):
        assert wanted in html
    for unwanted in ("<img", "<script", "@import", "url(", "<link", "http://"):
        assert unwanted not in html
    assert html.count("https://") == 3, "the button's address, the address to copy, and its own link"


SHARED = Path(__file__).parents[3] / "shared" / "mail" / "templates"
FOLDERS = [SHARED, *sorted(SHARED.parents[2].glob("functions/*/mails"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: "/".join(each.parts[-2:]))
def test_every_language_has_every_text_with_the_same_values(folder: Path):
    environment = Environment(autoescape=True)
    environment.filters |= dict.fromkeys(("day", "listed"), str)

    def shape(locale: Locale) -> dict[str, tuple[set[str], set[str]]]:
        texts: dict[str, dict[str, str]] = json.loads((folder / f"texts.{locale}.json").read_text("utf-8"))
        return {
            mail: (set(keys), find_undeclared_variables(environment.parse("".join(keys.values()))))
            for mail, keys in texts.items()
        }

    for one, other in pairwise(Locale):
        assert shape(one) == shape(other)
    assert shape(Locale.EN)
