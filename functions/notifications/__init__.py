"""Notifications: who is told.

Owns: InboxItem and InboxCount of each member. Routes: /v1/inbox (team).
Emits: nothing. Reacts to: client.signed_up (tells those assigned to the account, else the owner, in inbox and by mail),
invitation.bounced, member.invitation_bounced (tell who invited, else the owner, in the inbox).
Nobody is told of what they did themselves, and nobody twice of one event.
"""
