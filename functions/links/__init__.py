"""Links: what may be opened without entering.

Owns: what is done with links of all kinds; the items themselves are the kernel's (shared.capability). Routes: /v1/links
(team), /v1/portal/links (whoever must log in for one), /v1/guest/link (bearers).
Emits: link.*.
Reacts to: its own link.sent and link.code_requested (mails them), members who leave (hands their links over), the
minute (announces expiry).
"""
