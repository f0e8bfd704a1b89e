"""Settings: how the portal behaves.

Owns: the firm's Policy (published: every gate reads it) and its versions. Routes: /v1/settings (team).
Emits: settings.changed, one per key. Reacts to: nothing. Writing a value that stands changes nothing and tells nobody.
"""
