"""Mail: letters of the firm to one person each, in their language, sent once.

Owns: the ledger item MAIL, one per mail id, and SUPPRESSED, the mark on an address that takes no more. A room renders
its letter with `Templates` from its own folder `mails` (`<name>.html.j2`, `<name>.txt.j2` and `texts.<locale>.json`;
docs/adr/0008) and hands it to `Mailer.deliver`. Marks are set and lifted with the actions of `shared.mail.suppression`.
"""
