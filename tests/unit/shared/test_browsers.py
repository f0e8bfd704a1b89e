"""What a browser calls itself, said shortly."""

import pytest

from shared.http.browsers import browser_of

_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/143.0.0.0 Safari/537.36", "Chrome 143, Windows"),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
            "Edge 143, Windows",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {_WEBKIT} Chrome/143.0.0.0 Safari/537.36 OPR/126.0.0.0", "Opera 126, Linux"),
        (f"Mozilla/5.0 (Linux; Android 10; K) {_WEBKIT} Chrome/143.0.0.0 Mobile Safari/537.36", "Chrome 143, Android"),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {_WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
            "Samsung Internet 29, Android",
        ),
        (f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {_WEBKIT} Chrome/143.0.0.0 Safari/537.36", "Chrome 143, ChromeOS"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox 145, Linux"),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {_APPLE} Version/26.1 Safari/605.1.15",
            "Safari 26, macOS",
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) {_APPLE} Version/26.1 Mobile/15E148 Safari/604.1",
            "Safari 26, iPhone",
        ),
        (
            f"Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) {_APPLE} CriOS/143.0 Mobile/15E148 Safari/604.1",
            "Chrome 143, iPad",
        ),
    ],
)
def test_well_known_browsers_are_named_with_their_system(user_agent: str, said: str) -> None:
    assert browser_of(user_agent) == said


@pytest.mark.parametrize(
    "user_agent", ["curl/8.5.0", "Test/1.0", "Mozilla/5.0 (compatible)", "Chrome/143 on a toaster"]
)
def test_what_is_none_of_them_stays_as_it_is(user_agent: str) -> None:
    assert browser_of(user_agent) == user_agent


def test_a_long_name_is_cut() -> None:
    assert browser_of("x" * 300) == "x" * 256


@pytest.mark.parametrize("user_agent", ["", None])
def test_no_name_is_none(user_agent: str | None) -> None:
    assert browser_of(user_agent) is None
