"""A letter and its spelling as an Internet message (RFC 5322, MIME)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

# What the tags of every letter say: whose it is, and the digest of its address. SES allows letters, digits, `_`, `-`.
FIRM_TAG, ADDRESS_TAG = "firm", "address"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A letter to one mailbox, in plain text and HTML. The firm's name is its sender; `reply_to` is a mailbox.

    `tags` come back with the news of what became of it: ids and numbers, never anything secret.
    """

    to: str
    from_name: str
    subject: str
    text: str
    html: str
    to_name: str | None = None
    reply_to: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)

    def mime(self, sender: str) -> bytes:
        """Spell the message as sent from the mailbox `sender`; Date and Message-ID are for SES to add.

        Whatever could begin a header line of its own is folded to a space, wherever a name or subject came from.
        """
        from email.headerregistry import Address  # the three cost a cold start 10 ms, and few functions write letters
        from email.message import EmailMessage
        from email.policy import SMTP

        message = EmailMessage(policy=SMTP)
        message["From"] = Address(_one_line(self.from_name), addr_spec=sender)
        message["To"] = Address(_one_line(self.to_name or ""), addr_spec=self.to)
        if self.reply_to:
            message["Reply-To"] = Address(addr_spec=self.reply_to)
        message["Subject"] = _one_line(self.subject)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no out-of-office answers
        message.set_content(self.text, cte="quoted-printable")
        message.add_alternative(self.html, subtype="html", cte="quoted-printable")
        return message.as_bytes()


def _one_line(text: str) -> str:
    """Take out what could end a header: control characters, and what a reader would decode to some (RFC 2047)."""
    shown = (" " if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} else each for each in text)
    return " ".join("".join(shown).replace("=?", "= ?").split())
