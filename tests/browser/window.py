"""A browser window that keeps a record of what a strict page must never do."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route

from local.api import Caller

# Chromium reports every refused call this way; a refusal the page puts in words is no fault of the page.
_REFUSED_CALL = re.compile(r"Failed to load resource: (the server responded with a status of|net::ERR_)")

_QUARTER_S = 900

type OpenWindow = Callable[..., Window]


@dataclass
class Window:
    """One person's window: nothing is shared with another one."""

    page: Page
    origin: str
    bucket: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    @classmethod
    def open(
        cls, browser: Browser, origin: str, bucket: str, *, locale: str = "en-US", width: int = 1280, height: int = 800
    ) -> Self:
        context = browser.new_context(
            base_url=origin,
            locale=locale,
            timezone_id="Europe/Berlin",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        page = context.new_page()
        # A cold function of the embedded cloud takes seconds.
        page.set_default_timeout(30_000)
        window = cls(page, origin, bucket)
        page.on("console", window._hear)
        page.on("pageerror", lambda error: window.complaints.append(str(error)))
        page.on("request", window._see)
        return window

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self.page.context.close()

    def go_on(self, session: Caller, path: str) -> Page:
        """Open a signed-in page with a session opened elsewhere, kept as a tab keeps it."""
        audience = "team" if path.startswith("/team/") else "client"
        kept = {"token": session.token, "until": (time.time() + _QUARTER_S) * 1000}
        self.page.goto("/robots.txt")
        self.page.evaluate(
            "([place, kept]) => sessionStorage.setItem(place, kept)", [f"portico.session.{audience}", json.dumps(kept)]
        )
        self.page.goto(path)
        return self.page

    def calls(self, method: str, path: str) -> list[Request]:
        """The requests made to one route so far."""
        return [each for each in self.requests if each.method == method and urlsplit(each.url).path == path]

    def lose_answers(self, path: str, times: int) -> None:
        """Let the next calls of a route have their effect, and lose their answers on the way back."""

        def lose(route: Route) -> None:
            route.fetch()
            route.abort("connectionreset")

        self.page.route(f"**{path}", lose, times=times)

    def demand_clean(self) -> None:
        """Fail when the page complained, was refused something by its policy, or spoke to anybody else."""
        assert self.complaints == []
        assert self.strangers == []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and _REFUSED_CALL.match(message.text) is None:
            self.complaints.append(message.text)

    def _see(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((f"{self.origin}/", self.bucket)):
            self.strangers.append(request.url)
