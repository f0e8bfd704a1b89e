"""Paper: PDFs made here for demo and tests. Tax forms with a text layer and what only resembles them, all invented.

The forms carry the words, box labels and OMB numbers the real ones are printed with, in layouts of our own.
"""

from local.paper.forms import (
    Filled,
    form_1040,
    form_1098,
    form_1099_int,
    form_1099_nec,
    k1_of_partnership,
    passport,
    schedule_c,
    w2,
)
from local.paper.prose import invoice, letter, letter_about_a_w2, prose, recipe
from local.paper.writing import Sheet, encrypted, padded, written

__all__ = [
    "Filled",
    "Sheet",
    "encrypted",
    "form_1040",
    "form_1098",
    "form_1099_int",
    "form_1099_nec",
    "invoice",
    "k1_of_partnership",
    "letter",
    "letter_about_a_w2",
    "padded",
    "passport",
    "prose",
    "recipe",
    "schedule_c",
    "w2",
    "written",
]
