"""Which jobs are this room's to do; the others of the firm have workers of their own."""

from functions.invite.model.bulk import ACCESS, INVITATIONS
from functions.invite.model.imports import CHECK, RUN

EXPORT = "export"
KINDS = frozenset({ACCESS, INVITATIONS, CHECK, RUN, EXPORT})
