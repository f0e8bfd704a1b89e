"""Which jobs are this room's to do; the others of the firm have workers of their own."""

VERIFICATION = "activity_verification"
EXPORT = "activity_export"
KINDS = frozenset({VERIFICATION, EXPORT})
