"""The room's HTTP entry."""

from functions.notifications import api
from shared.entrypoints import http_app, http_entrypoint

app = http_app(api.router)
handler = http_entrypoint(app)
