"""What a browser calls itself, said shortly."""

import re

_LENGTH = 256

# In this order: who came later names those before it as well.
_BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/(\d+)",
    "Opera": r"OPR/(\d+)",
    "Samsung Internet": r"SamsungBrowser/(\d+)",
    "Firefox": r"(?:Firefox|FxiOS)/(\d+)",
    "Chrome": r"(?:Chrome|CriOS)/(\d+)",
    "Safari": r"Version/(\d+).* Safari/",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "macOS": "Macintosh",
    "ChromeOS": "CrOS",
    "Linux": "Linux",
}


def browser_of(user_agent: str | None) -> str | None:
    """Name browser and system out of a User-Agent (RFC 9110 §10.1.5), as in "Safari 26, iPhone"; None for none.

    It stands in every event and every entry of the record, where its ceremony would be an eighth of all bytes and its
    finer parts would tell people apart. Whatever is none of the well-known stays as it is, cut to 256 characters.
    """
    if not user_agent:
        return None
    offered = user_agent[:_LENGTH]
    for browser, pattern in _BROWSERS.items():
        found = re.search(pattern, offered)
        if found:
            system = next((name for name, sign in _SYSTEMS.items() if sign in offered), None)
            return f"{browser} {found[1]}, {system}" if system else offered
    return offered
