"""Notifications: who is told.

Owns: InboxItem and InboxCount of each member, and what was told to whom: Told and the Letter that waits. Routes:
/v1/inbox (team).
Emits: nothing. Reacts to: client.signed_up (tells those assigned to the account, else the owner, in inbox and by mail),
portal_access.requested (tells the same), invitation.bounced,
member.invitation_bounced (tell who invited, else the owner, in the inbox),
job.finished (puts the report into the inbox of who started the job),
firm.ownership_offered, firm.ownership_withdrawn (tell the member it is offered to), firm.ownership_accepted,
firm.ownership_declined (tell who had offered it),
document.uploaded (tells followers of what clients and bearers put in, clients of what members do), document.moved
(tells clients who see it now), upload.done_signalled, upload.held (tell followers), upload.rejected (tells its sender),
document.threat_found (tells followers, and the client who sent it),
document.approval_requested (tells clients), document.approved, document.disapproved (tell who asked), link.opened,
link.used, link.refused, link.expired, link.renewal_requested, link.taken_over (tell who answers for the link),
link.suspended (tells followers), the minute (sends the letters that waited).
Nobody is told of what they did themselves, and nobody twice of one event. What is done in one go, ten files one after
the other, is one item that counts and moves up, and one letter.
"""
