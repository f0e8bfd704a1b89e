"""The room's HTTP entry."""

from shared.entrypoints import http_app, http_entrypoint

app = http_app()
handler = http_entrypoint(app)
