"""The room's HTTP entry for passwords and sessions: the one function that sees a password, or makes a user."""

from functions.invite import public
from functions.invite.api import security as of_members
from functions.invite.portal import security as of_clients
from shared.entrypoints import http_app, http_entrypoint

app = http_app(of_members.router, of_clients.router, public.router)
handler = http_entrypoint(app)
