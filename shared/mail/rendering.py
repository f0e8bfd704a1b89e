"""How a letter gets its words: one structure for all languages, one file of texts for each.

A room's folder holds `<name>.html.j2`, `<name>.txt.j2` and `texts.<locale>.json` ({mail: {key: text}}). A structure
asks for its texts with `t("key")`; a text may use the context (`{{ firm }}`), escaped where it lands. Every value is
escaped in HTML, and whatever is missing is an error, never an empty place and never another language.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.domain.texts import Locale
from shared.mail.spelling import day, listed

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.runtime import Context

_SHARED = Path(__file__).parent / "templates"


class MissingTextError(LookupError):
    """A structure asks for a text its language does not have."""


class Rendered(NamedTuple):
    """A letter in words."""

    subject: str
    text: str
    html: str


class Templates:
    """The letters of one room: `Templates("functions.invite.mails").render("invitation", Locale.ES, firm="…", …)`."""

    def __init__(self, package: str) -> None:
        self._package = package

    def render(self, name: str, locale: Locale, /, *, is_test: bool = False, **context: object) -> Rendered:
        """Render subject, text and HTML. The layout itself asks for `firm`, the name the letter comes from.

        A letter about a test account says so, its subject first of all. MissingTextError when the language lacks a
        text; jinja2.UndefinedError when the context lacks a value.
        """
        values = {**context, "locale": locale.value, "mail": name, "is_test": is_test}
        plain, html = self._environments
        subject = " ".join(self._text(plain, name, locale, "subject").render(values).split())
        if is_test:
            subject = f"[{self._text(plain, name, locale, 'test').render(values)}] {subject}"
        return Rendered(
            subject,
            plain.get_template(f"{name}.txt.j2").render(values).strip() + "\n",
            html.get_template(f"{name}.html.j2").render({**values, "subject": subject}),
        )

    @cached_property
    def _folder(self) -> Path:
        spec = find_spec(self._package)
        if spec is None or not spec.submodule_search_locations:
            raise FileNotFoundError(self._package)
        return Path(next(iter(spec.submodule_search_locations)))

    @cached_property
    def _environments(self) -> "tuple[Environment, Environment]":
        from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader, StrictUndefined, pass_context

        html = Environment(
            autoescape=True,
            loader=ChoiceLoader([FileSystemLoader([self._folder, _SHARED]), FunctionLoader(self._source)]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        html.filters["day"] = pass_context(_day)
        html.filters["listed"] = pass_context(_listed)
        plain = html.overlay(autoescape=False)
        for each in (plain, html):
            each.globals = {**each.globals, "t": pass_context(self._translator(each))}
        return plain, html

    def _translator(self, environment: "Environment") -> Any:
        def t(context: "Context", key: str) -> str:
            template = self._text(environment, context["mail"], Locale(context["locale"]), key)
            rendered = template.render(context.get_all())
            if not environment.autoescape:
                return rendered
            from markupsafe import Markup

            return Markup(rendered)  # noqa: S704  # our own text, its values already escaped by this environment

        return t

    def _text(self, environment: "Environment", name: str, locale: Locale, key: str) -> "Template":
        return environment.get_template(f"@{locale.value}/{name}/{key}")

    def _source(self, wanted: str) -> str | None:
        """Find the text `@<locale>/<mail>/<key>`: the mail's own first, then the layout's."""
        if not wanted.startswith("@"):
            return None
        locale, name, key = wanted[1:].split("/")
        own = _texts(self._folder, locale).get(name, {})
        found = own.get(key, _texts(_SHARED, locale)["layout"].get(key))
        if found is None:
            raise MissingTextError(f"{name}.{key} is missing in {locale}")
        return found


@cache
def _texts(folder: Path, locale: str) -> Mapping[str, Mapping[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads((folder / f"texts.{locale}.json").read_text("utf-8"))
    return texts


def _day(context: "Context", at: date) -> str:
    return day(at, Locale(context["locale"]))


def _listed(context: "Context", names: list[str]) -> str:
    return listed(names, Locale(context["locale"]))
