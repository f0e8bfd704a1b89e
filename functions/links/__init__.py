"""Links: what may be opened without entering.

Owns: what is done with links of all kinds; the items themselves are the kernel's (shared.capability). Routes: /v1/links
(team), /v1/portal/links (whoever must log in for one), /v1/guest/link (bearers).
Emits: link.*.
Reacts to: link.sent, link.code_requested (mails them), member.deactivated, member.restored, member.rights_changed,
member.role_changed, account.member_assigned, account.member_unassigned (hands links over), account.merged (lets its
links go on under the account that stays), account.erased (takes its links away), contact.deleted,
contact.email_removed, contact.email_changed (ends what was sent to them there), contact.merged (hands it on),
job.started (works it off), the minute (announces expiry).
"""
