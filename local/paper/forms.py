"""Tax forms and papers of identity with a text layer, filled in for people who are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from local.paper.writing import Sheet, written

type Cell = tuple[float, float, float, str]

_ROW = 30
_SMALL, _LARGE = 6, 9


@dataclass(frozen=True)
class Filled:
    """What somebody filled in. Without a name the form is blank."""

    name: str | None = "Jane Q Doe"
    year: int = 2025
    other: str = "Acme Incorporated"

    @property
    def parted(self) -> tuple[str, str]:
        """The name as forms ask for it: first name and initial, last name."""
        first, _, last = (self.name or "").rpartition(" ")
        return first, last


def boxed(sheet: Sheet, cells: Sequence[Cell], filled: Mapping[str, str], top: float = 60) -> Sheet:
    """Draw boxes (x, row, width, label), each label in its corner and what belongs there below it."""
    for x, row, width, label in cells:
        y = top + row * _ROW
        sheet.box(x, y, width, _ROW)
        sheet.text(x + 2, y + 7, label, _SMALL)
        if label in filled:
            sheet.text(x + 6, y + 22, filled[label], _LARGE)
    return sheet


def w2_sheet(of: Filled = Filled()) -> Sheet:  # it is frozen
    first, last = of.parted
    ssn, wages, withheld = "a  Employee's social security number", *_W2_MONEY[:2]
    filled: dict[str, str] = {}
    if of.name:
        filled = {
            ssn: "000-12-3456",
            "b  Employer identification number (EIN)": "00-1234567",
            "c  Employer's name, address, and ZIP code": of.other,
            "e  Employee's first name and initial": first,
            "Last name": last,
            "f  Employee's address and ZIP code": "5 Elm Street, Springfield, IL 62701",
            wages: "52,340.00",
            withheld: "6,120.00",
        }
    cells: list[Cell] = [
        (150, 0, 130, ssn),
        (280, 0, 120, "OMB No. 1545-0008"),
        (36, 1, 264, "b  Employer identification number (EIN)"),
        (36, 2, 264, "c  Employer's name, address, and ZIP code"),
        (36, 5, 264, "d  Control number"),
        (36, 6, 132, "e  Employee's first name and initial"),
        (168, 6, 132, "Last name"),
        (36, 7, 264, "f  Employee's address and ZIP code"),
        *((300 + 138 * (n % 2), 1 + n // 2, 138, label) for n, label in enumerate(_W2_MONEY)),
    ]
    sheet = boxed(Sheet(), cells, filled)
    sheet.text(36, 340, "Form", _SMALL).text(56, 340, "W-2", 16, bold=True)
    sheet.text(100, 340, "Wage and Tax Statement", 12, bold=True).text(270, 340, str(of.year), 16, bold=True)
    return sheet.text(400, 340, "Department of the Treasury - Internal Revenue Service", _SMALL)


_W2_MONEY = (
    "1  Wages, tips, other compensation",
    "2  Federal income tax withheld",
    "3  Social security wages",
    "4  Social security tax withheld",
    "5  Medicare wages and tips",
    "6  Medicare tax withheld",
    "7  Social security tips",
    "8  Allocated tips",
    "10  Dependent care benefits",
    "11  Nonqualified plans",
)


def w2(of: Filled = Filled()) -> bytes:
    """Form W-2 in the layout of the IRS."""
    return written([w2_sheet(of)])


def _information(of: Filled, form: str, title: str, omb: str, who: tuple[str, str], money: Sequence[str]) -> Sheet:
    """Draw an information return: payer and recipient on the left, the money on the right."""
    payer, recipient = who
    side = recipient.split("'")[0]
    filled: dict[str, str] = {}
    if of.name:
        filled = {
            payer: f"{of.other}, 1 Market Street",
            f"{side}'S TIN": "000-12-3456",
            recipient: of.name,
            money[0]: "1,250.00",
        }
    cells: list[Cell] = [
        (36, 0, 270, payer),
        (36, 3, 135, f"{payer.split("'")[0]}'S TIN"),
        (171, 3, 135, f"{side}'S TIN"),
        (36, 4, 270, recipient),
        (36, 5, 270, "Street address (including apt. no.)"),
        (36, 6, 270, "City or town, state or province, country, and ZIP or foreign postal code"),
        (36, 7, 270, "Account number (see instructions)"),
        (306, 0, 110, f"OMB No. {omb}"),
        *((306 + 120 * (n % 2), 2 + n // 2, 120, label) for n, label in enumerate(money)),
    ]
    sheet = boxed(Sheet(), cells, filled)
    sheet.text(425, 75, f"Form {form}", 10, bold=True).text(425, 88, f"For calendar year {of.year}", 7)
    sheet.text(425, 105, title, 10, bold=True)
    return sheet.text(36, 320, f"Form {form}", 8).text(300, 320, "www.irs.gov", 6)


_RECIPIENT = (
    "PAYER'S name, street address, city or town, state or province, country, ZIP",
    "RECIPIENT'S name",
)
_BORROWER = (
    "RECIPIENT'S/LENDER'S name, street address, city or town, state or province",
    "PAYER'S/BORROWER'S name",
)


def form_1099_nec(of: Filled = Filled()) -> bytes:
    money = ("1 Nonemployee compensation", "4 Federal income tax withheld", "5 State tax withheld", "7 State income")
    return written([_information(of, "1099-NEC", "Nonemployee Compensation", "1545-0116", _RECIPIENT, money)])


def form_1099_int(of: Filled = Filled()) -> bytes:
    money = (
        "1 Interest income",
        "2 Early withdrawal penalty",
        "3 Interest on U.S. Savings Bonds and Treasury obligations",
        "4 Federal income tax withheld",
        "8 Tax-exempt interest",
        "11 Bond premium",
    )
    return written([_information(of, "1099-INT", "Interest Income", "1545-0112", _RECIPIENT, money)])


def form_1098(of: Filled = Filled()) -> bytes:
    money = (
        "1 Mortgage interest received from payer(s)/borrower(s)*",
        "2 Outstanding mortgage principal",
        "3 Mortgage origination date",
        "4 Refund of overpaid interest",
        "5 Mortgage insurance premiums",
        "6 Points paid on purchase of principal residence",
    )
    return written([_information(of, "1098", "Mortgage Interest Statement", "1545-1380", _BORROWER, money)])


def k1_of_partnership(of: Filled = Filled()) -> bytes:
    """Schedule K-1 of Form 1065."""
    filled: dict[str, str] = {}
    if of.name:
        filled = {
            "B  Partnership's name, address, city, state, and ZIP code": "Elm Street Partners LP",
            "E  Partner's SSN or TIN (Do not use TIN of a disregarded entity. See instructions.)": "000-12-3456",
            "F  Name, address, city, state, and ZIP code for partner entered in E. See instructions.": of.name,
            "1 Ordinary business income (loss)": "4,200",
        }
    cells: list[Cell] = [
        (36, 2, 270, "A  Partnership's employer identification number"),
        (36, 3, 270, "B  Partnership's name, address, city, state, and ZIP code"),
        (36, 5, 270, "E  Partner's SSN or TIN (Do not use TIN of a disregarded entity. See instructions.)"),
        (36, 6, 270, "F  Name, address, city, state, and ZIP code for partner entered in E. See instructions."),
        (306, 2, 130, "1 Ordinary business income (loss)"),
        (306, 3, 130, "2 Net rental real estate income (loss)"),
        (306, 4, 130, "4a Guaranteed payments for services"),
        (436, 2, 130, "14 Self-employment earnings (loss)"),
        (436, 3, 130, "19 Distributions"),
    ]
    sheet = boxed(Sheet(), cells, filled)
    sheet.text(36, 70, "Schedule K-1", 12, bold=True).text(36, 84, "(Form 1065)", 9).text(200, 75, str(of.year), 16)
    sheet.text(306, 70, "OMB No. 1545-0123", 7).text(36, 97, f"For calendar year {of.year}, or tax year", 7)
    return written([sheet.text(36, 112, "Partner's Share of Income, Deductions, Credits, etc.", 9, bold=True)])


def form_1040(of: Filled = Filled(), *, with_schedules: bool = True) -> bytes:
    """Form 1040 of two pages and, unless asked otherwise, Schedule 1 and Schedule C behind it."""
    first, last = of.parted
    sheet = Sheet().text(36, 50, "Form", 6).text(56, 50, "1040", 20, bold=True)
    sheet.text(120, 42, "Department of the Treasury - Internal Revenue Service", 6)
    sheet.text(120, 54, "U.S. Individual Income Tax Return", 13, bold=True).text(350, 54, str(of.year), 18, bold=True)
    sheet.text(410, 54, "OMB No. 1545-0074", 6)
    sheet.text(36, 66, f"For the year Jan. 1-Dec. 31, {of.year}, or other tax year beginning", 7)
    who = {} if of.name is None else {"Your first name and middle initial": first, "Last name": last}
    cells: list[Cell] = [
        (36, 0, 200, "Your first name and middle initial"),
        (236, 0, 200, "Last name"),
        (436, 0, 140, "Your social security number"),
        (36, 1, 200, "If joint return, spouse's first name and middle initial"),
        (236, 1, 200, "Spouse's last name"),
        (436, 1, 140, "Spouse's social security number"),
        (36, 2, 540, "Home address (number and street). If you have a P.O. box, see instructions."),
    ]
    boxed(sheet, cells, who, top=75)
    lines = ("Filing Status", "Digital Assets", "1a Total amount from Form(s) W-2, box 1 (see instructions)")
    for n, each in enumerate((*lines, "9 This is your total income", "11 This is your adjusted gross income")):
        sheet.text(36, 200 + 20 * n, each, 8)
    sheet.text(500, 770, f"Form 1040 ({of.year})", 7)
    second = Sheet().text(36, 40, f"Form 1040 ({of.year})", 7).text(540, 40, "Page 2", 7)
    lines = ("16 Tax (see instructions)", "24 This is your total tax", "33 These are your total payments")
    for n, each in enumerate((*lines, "Refund", "Amount You Owe", "Third Party Designee", "Sign Here")):
        second.text(36, 70 + 20 * n, each, 8)
    further = [_schedule_1(of), _schedule_c(of)] if with_schedules else []
    return written([sheet, second, *further])


def schedule_c(of: Filled = Filled()) -> bytes:
    """Schedule C alone."""
    return written([_schedule_c(of)])


def _schedule_1(of: Filled) -> Sheet:
    sheet = Sheet().text(36, 50, "SCHEDULE 1", 12, bold=True).text(36, 62, "(Form 1040)", 8)
    sheet.text(180, 55, "Additional Income and Adjustments to Income", 12, bold=True).text(500, 55, str(of.year), 14)
    sheet.text(430, 45, "OMB No. 1545-0074", 6).text(36, 90, "Name(s) shown on Form 1040, 1040-SR, or 1040-NR", 6)
    if of.name:
        sheet.text(40, 102, of.name, 9)
    return sheet.text(36, 130, "Part I  Additional Income", 9).text(36, 150, "3 Business income or (loss).", 8)


def _schedule_c(of: Filled) -> Sheet:
    sheet = Sheet().text(36, 50, "SCHEDULE C", 12, bold=True).text(36, 62, "(Form 1040)", 8)
    sheet.text(180, 50, "Profit or Loss From Business", 12, bold=True).text(500, 55, str(of.year), 14)
    sheet.text(200, 62, "(Sole Proprietorship)", 8).text(430, 45, "OMB No. 1545-0074", 6)
    sheet.text(36, 90, "Name of proprietor", 6).text(430, 90, "Social security number (SSN)", 6)
    if of.name:
        sheet.text(40, 102, of.name, 9)
    lines = (
        "A Principal business or profession",
        "1 Gross receipts or sales.",
        "7 Gross income.",
        "31 Net profit or (loss).",
    )
    for n, each in enumerate(lines):
        sheet.text(36, 130 + 18 * n, each, 8)
    return sheet


def passport(name: str = "Jane Doe") -> bytes:
    """The page of a passport with its machine-readable zone (ICAO 9303)."""
    given, _, surname = name.upper().rpartition(" ")
    first = f"P<USA{surname.replace('-', '<')}<<{given.replace(' ', '<')}".ljust(44, "<")
    number, born, until = "123456789", "800101", "300101"
    personal = "<" * 14
    checked = (
        f"{number}{_check(number)}",
        f"{born}{_check(born)}",
        f"{until}{_check(until)}{personal}{_check(personal)}",
    )
    line = f"{checked[0]}USA{checked[1]}F{checked[2]}"
    whole = _check("".join(checked))
    sheet = Sheet().text(60, 80, "PASSPORT", 14, bold=True).text(200, 80, "UNITED STATES OF AMERICA", 12)
    for n, (label, value) in enumerate((("Surname", surname), ("Given Names", given), ("Nationality", "USA"))):
        sheet.text(200, 110 + 30 * n, label, 6).text(200, 121 + 30 * n, value, 10)
    return written([sheet.text(60, 320, first, 11).text(60, 336, f"{line}{whole}", 11)])


def _check(text: str) -> int:
    """Compute a check digit (ICAO 9303-3 §4.9): letters from A = 10, `<` = 0, weights 7, 3, 1."""
    values = (0 if each == "<" else int(each, 36) for each in text)
    return sum(value * (7, 3, 1)[n % 3] for n, value in enumerate(values)) % 10
