"""Notifications: who is told.

Owns: InboxItem and InboxCount of each member. Routes: /v1/inbox (team).
Emits: nothing. Reacts to: client.signed_up (tells those assigned to the account, else the owner, in inbox and by mail),
portal_access.requested (tells the same), invitation.bounced,
member.invitation_bounced (tell who invited, else the owner, in the inbox),
job.finished (puts the report into the inbox of who started the job),
firm.ownership_offered, firm.ownership_withdrawn (tell the member it is offered to), firm.ownership_accepted,
firm.ownership_declined (tell who had offered it).
Nobody is told of what they did themselves, and nobody twice of one event.
"""
