"""The room's HTTP entry."""

from shared.entrypoints import HttpApp, http_entrypoint

app = HttpApp({})
handler = http_entrypoint(app)
