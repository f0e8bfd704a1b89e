"""What is told by looking at a document, and by whom: the room documents recognises, the settings say what.

A stage chooses its recogniser, whose name functions read as `RECOGNISER`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The kinds of papers that are recognised, as they are spelled in names of documents."""

    W_2 = "W-2"
    F_1099_NEC = "1099-NEC"
    F_1099_MISC = "1099-MISC"
    F_1099_INT = "1099-INT"
    F_1099_DIV = "1099-DIV"
    F_1099_B = "1099-B"
    F_1099_R = "1099-R"
    F_1099_G = "1099-G"
    F_1099_K = "1099-K"
    SSA_1099 = "SSA-1099"
    F_1098 = "1098"
    F_1098_T = "1098-T"
    F_1098_E = "1098-E"
    F_1095_A = "1095-A"
    F_1040 = "1040"
    SCHEDULE_1 = "1040-Schedule-1"
    SCHEDULE_2 = "1040-Schedule-2"
    SCHEDULE_3 = "1040-Schedule-3"
    SCHEDULE_A = "1040-Schedule-A"
    SCHEDULE_B = "1040-Schedule-B"
    SCHEDULE_C = "1040-Schedule-C"
    SCHEDULE_D = "1040-Schedule-D"
    SCHEDULE_E = "1040-Schedule-E"
    SCHEDULE_SE = "1040-Schedule-SE"
    F_1041 = "1041"
    F_1065 = "1065"
    F_1120_S = "1120-S"
    K_1 = "K-1"
    W_9 = "W-9"
    W_4 = "W-4"
    F_8879 = "8879"
    PASSPORT = "Passport"
    DRIVERS_LICENSE = "Drivers-License"


class Recogniser(StrEnum):
    """Who looks: the code of this house, at PDFs with a text layer, or Amazon Bedrock, at pictures as well."""

    BUILT_IN = "built_in"
    BEDROCK = "bedrock"


@dataclass(frozen=True)
class Recognition:
    """What a recogniser tells: of files of these types whether they are one of these papers."""

    types: tuple[str, ...]
    forms: tuple[Form, ...] = tuple(Form)
    needs_text: bool = True


RECOGNITION: dict[Recogniser, Recognition] = {
    Recogniser.BUILT_IN: Recognition(types=("application/pdf",)),
    Recogniser.BEDROCK: Recognition(types=("application/pdf", "image/jpeg", "image/png"), needs_text=False),
}
