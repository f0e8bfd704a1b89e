"""The mails the stage sent: kept by the embedded cloud, delivered to nobody.

`make mail` lists them, newest first; `make mail N=3` shows the one with that number.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from local import http
from local.deadline import poll
from local.failure import StageError, main
from local.place import Place
from local.stage import Stage

_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it was handed over for sending. Numbers count from the first one sent since the start."""

    number: int
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    sent_at: datetime

    @property
    def links(self) -> list[str]:
        """The addresses in the text part, in order."""
        return list(dict.fromkeys(_LINK.findall(self.text)))


def sent(mailbox: str) -> list[Mail]:
    """Return every mail, oldest first."""
    by_account = http.call("GET", mailbox).json["messages"]
    found = sorted((each for mails in by_account.values() for each in mails), key=lambda each: each["Timestamp"])
    return [
        Mail(
            number=number,
            to=tuple(each["To"]),
            subject=each["Subject"],
            text=each["BodyText"] or "",
            html=each["BodyHtml"] or "",
            sent_at=datetime.fromtimestamp(each["Timestamp"], UTC),
        )
        for number, each in enumerate(found, start=1)
    ]


def wait_for(mailbox: str, to: str, *, after: int = 0, such: Callable[[Mail], bool] = lambda _: True) -> Mail:
    """Return the first mail to `to` with a number above `after` for which `such` holds, waiting for it to come.

    Raises:
        StageError: It did not come in time; the message lists what did.
    """

    def look() -> Mail | None:
        hits = (each for each in sent(mailbox) if each.number > after and to in each.to and such(each))
        return next(hits, None)

    return poll(look, lambda: f"No such mail to {to} came. The mailbox holds: {_listed(sent(mailbox)) or 'nothing'}")


def _listed(mails: list[Mail]) -> str:
    lines = (f"{each.number:>4}  {each.sent_at:%H:%M:%S}  {', '.join(each.to):<36}  {each.subject}" for each in mails)
    return "\n".join(lines)


def _show(mail: Mail) -> str:
    head = [
        f"To:      {', '.join(mail.to)}",
        f"Subject: {mail.subject}",
        f"Sent:    {mail.sent_at:%Y-%m-%d %H:%M:%S} UTC",
    ]
    links = [f"  {link}" for link in mail.links]
    return "\n".join([*head, "", mail.text.strip(), "", "Links:", *links])


def run() -> None:
    """List the mails, or show the one whose number is given."""
    mails = sent(Stage.read(Place.from_environment()).addresses.mailbox)
    if len(sys.argv) == 1:
        print(_listed(mails[::-1]) or "No mail was sent since the start.")
        return
    numbered = {str(each.number): each for each in mails}
    if sys.argv[1] not in numbered:
        raise StageError(f"There is no mail number {sys.argv[1]}; `make mail` lists them.")
    print(_show(numbered[sys.argv[1]]))


if __name__ == "__main__":
    main(run)
