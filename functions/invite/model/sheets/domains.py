"""Addresses that look like others: told, never refused, since only the firm knows whom it writes to."""

import unicodedata

# Where most private mailboxes are, and so what a false address most often imitates.
_WELL_KNOWN = frozenset(
    {
        *("aol.com", "fastmail.com", "gmail.com", "gmx.com", "gmx.de", "googlemail.com", "hotmail.com", "icloud.com"),
        *("live.com", "mail.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com", "web.de"),
        *("yahoo.com", "yahoo.es", "ymail.com", "zoho.com"),
    }
)
# Signs of ASCII that pass for another at a glance (Unicode TR 39, confusables), all spelled as one of them.
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))


def _skeleton(domain: str) -> str:
    for signs, as_one in _ALIKE:
        domain = domain.replace(signs, as_one)
    return domain


_SKELETONS = {_skeleton(each): each for each in _WELL_KNOWN}


def imitated(email: str) -> str | None:
    """Name what the address's domain passes for, or why it could; None for an ordinary one.

    `email` need not be a valid address: what was refused for its letters is just what is worth naming.
    """
    domain = email.rpartition("@")[2].strip().casefold()
    shown = ".".join(map(_unicode, domain.split(".")))
    if not shown.isascii():
        if len(_scripts(shown)) > 1:
            return "a domain in letters of several scripts"
        return "a domain in letters that pass for others" if _scripts(shown) & {"CYRILLIC", "GREEK"} else None
    known = _SKELETONS.get(_skeleton(shown))
    return known if known is not None and shown != known else None


def _unicode(label: str) -> str:
    """Show a label as its holder would write it (RFC 3492); a broken one stays as it is."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _scripts(text: str) -> set[str]:
    """Name the scripts of the letters; the first word of a letter's Unicode name is its script."""
    return {unicodedata.name(each, "UNKNOWN").split()[0] for each in text if each.isalpha()}
