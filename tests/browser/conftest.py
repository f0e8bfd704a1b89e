"""A real Chromium in front of the deployed stack."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from local.browser import find
from local.stage import Stage
from tests.browser.window import OpenWindow, Window

_HERE = Path(__file__).parent
# The first two are for root and machines without a graphics card, the rest keep Chromium from calling home.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find()
    if program is None:
        pytest.fail("There is no Chromium: install the package `chromium`, or run `playwright install chromium`.")
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, stage: Stage) -> Iterator[OpenWindow]:
    """Open windows; at the end each must have kept to its origin and its policy."""
    windows: list[Window] = []

    def opened(*, locale: str = "en-US", width: int = 1280, height: int = 800) -> Window:
        bucket = f"{stage.addresses.endpoint}/{stage.addresses.outputs['FilesBucket']}"
        made = Window.open(chromium, stage.addresses.web, bucket, locale=locale, width=width, height=height)
        windows.append(closing.enter_context(made))
        return made

    with ExitStack() as closing:
        yield opened
        for each in windows:
            each.demand_clean()
