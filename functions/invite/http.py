"""The room's HTTP entry."""

from functions.invite import api, portal, public
from shared.entrypoints import http_app, http_entrypoint

app = http_app(*api.routers, portal.router, public.router)
handler = http_entrypoint(app)
