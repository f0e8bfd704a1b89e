"""More paper than the demo needs: every form that is recognised, other layouts of it, and what only looks like one."""

from collections.abc import Sequence

from local import paper
from local.paper import Filled, Sheet
from local.paper.forms import boxed, w2_sheet
from shared.published.recognition import Form

# Of each form: how it calls itself, its title as it is set in lines, the OMB's number, labels, and the label of a name.
_PRINTED: dict[Form, tuple[str, tuple[str, ...], str, tuple[str, ...], str | None]] = {
    Form.F_1099_MISC: (
        "1099-MISC",
        ("Miscellaneous", "Information"),
        "1545-0115",
        ("PAYER'S TIN", "RECIPIENT'S TIN", "1 Rents", "2 Royalties", "3 Other income"),
        "RECIPIENT'S name",
    ),
    Form.F_1099_DIV: (
        "1099-DIV",
        ("Dividends and", "Distributions"),
        "1545-0110",
        ("PAYER'S TIN", "RECIPIENT'S TIN", "1a Total ordinary dividends", "1b Qualified dividends"),
        "RECIPIENT'S name",
    ),
    Form.F_1099_B: (
        "1099-B",
        ("Proceeds From", "Broker and", "Barter Exchange", "Transactions"),
        "1545-0715",
        ("PAYER'S TIN", "RECIPIENT'S TIN", "1d Proceeds", "1e Cost or other basis", "1b Date acquired"),
        "RECIPIENT'S name",
    ),
    Form.F_1099_R: (
        "1099-R",
        ("Distributions From", "Pensions, Annuities,", "Retirement or", "Profit-Sharing Plans,"),
        "1545-0119",
        ("PAYER'S TIN", "RECIPIENT'S TIN", "1 Gross distribution", "2a Taxable amount", "7 Distribution code(s)"),
        "RECIPIENT'S name",
    ),
    Form.F_1099_G: (
        "1099-G",
        ("Certain", "Government", "Payments"),
        "1545-0120",
        ("PAYER'S TIN", "RECIPIENT'S TIN", "1 Unemployment compensation", "5 RTAA payments", "6 Taxable grants"),
        "RECIPIENT'S name",
    ),
    Form.F_1099_K: (
        "1099-K",
        ("Payment Card and", "Third Party", "Network", "Transactions"),
        "1545-2205",
        ("FILER'S TIN", "PAYEE'S TIN", "2 Merchant category code", "3 Number of payment transactions", "5a January"),
        "PAYEE'S name",
    ),
    Form.SSA_1099: (
        "SSA-1099",
        ("SOCIAL SECURITY BENEFIT STATEMENT",),
        "",
        ("Box 2. Beneficiary's Social Security Number", "Box 3. Benefits Paid in 2025", "Box 5. Net Benefits for 2025"),
        "Box 1. Name",
    ),
    Form.F_1098_T: (
        "1098-T",
        ("Tuition", "Statement"),
        "1545-1574",
        (
            "STUDENT'S TIN",
            "5 Scholarships or grants",
            "4 Adjustments made for a prior year",
            "FILER'S name, street address",
        ),
        "STUDENT'S name",
    ),
    Form.F_1098_E: (
        "1098-E",
        ("Student", "Loan Interest", "Statement"),
        "1545-1576",
        ("BORROWER'S TIN", "RECIPIENT'S/LENDER'S name, street address", "Account number (see instructions)"),
        "BORROWER'S name",
    ),
    Form.F_1095_A: (
        "1095-A",
        ("Health Insurance Marketplace Statement",),
        "1545-2232",
        ("1 Marketplace identifier", "2 Marketplace-assigned policy number", "3 Policy issuer's name"),
        "4 Recipient's name",
    ),
    Form.W_4: (
        "W-4",
        ("Employee's Withholding Certificate",),
        "1545-0074",
        ("(b) Social security number", "4(c) Extra withholding.", "Multiple Jobs or Spouse Works", "Employers Only"),
        None,
    ),
    Form.W_9: (
        "W-9",
        ("Request for Taxpayer", "Identification Number and Certification"),
        "",
        (
            "2 Business name/disregarded entity name, if different from above",
            "6 City, state, and ZIP code",
            "Part II Certification",
        ),
        "1 Name of entity/individual. An entry is required.",
    ),
    Form.F_8879: (
        "8879",
        ("IRS e-file Signature Authorization",),
        "1545-0074",
        (
            "Spouse's name",
            "Social security number",
            "1 Adjusted gross income",
            "Submission Identification Number (SID)",
        ),
        "Taxpayer's name",
    ),
    Form.F_1065: (
        "1065",
        ("U.S. Return of Partnership Income",),
        "1545-0123",
        ("Name of partnership", "A Principal business activity", "D Employer identification number"),
        None,
    ),
    Form.F_1120_S: (
        "1120-S",
        ("U.S. Income Tax Return for an S Corporation",),
        "1545-0123",
        ("A S election effective date", "D Employer identification number", "E Date incorporated"),
        None,
    ),
    Form.F_1041: (
        "1041",
        ("U.S. Income Tax Return for Estates and Trusts",),
        "1545-0092",
        ("Name of estate or trust", "Name and title of fiduciary", "C Employer identification number"),
        None,
    ),
}
_SCHEDULES = {
    Form.SCHEDULE_1: ("1", "Additional Income and Adjustments to Income", "Part I Additional Income"),
    Form.SCHEDULE_2: ("2", "Additional Taxes", "Part I Tax"),
    Form.SCHEDULE_3: ("3", "Additional Credits and Payments", "Part I Nonrefundable Credits"),
    Form.SCHEDULE_A: ("A", "Itemized Deductions", "Gifts to Charity"),
    Form.SCHEDULE_B: ("B", "Interest and Ordinary Dividends", "Part I Interest"),
    Form.SCHEDULE_D: ("D", "Capital Gains and Losses", "Part I Short-Term Capital Gains and Losses"),
    Form.SCHEDULE_E: ("E", "Supplemental Income and Loss", "Part I Income or Loss From Rental Real Estate"),
    Form.SCHEDULE_SE: ("SE", "Self-Employment Tax", "Part I Self-Employment Tax"),
}
_YEARLESS = {Form.W_9}


def printed(form: Form, of: Filled) -> Sheet:
    """One of the forms above in a plain layout: its head on the right, boxes on the left."""
    number, titles, omb, labels, name = _PRINTED[form]
    cells = [(36.0, n, 280.0, each) for n, each in enumerate((*labels, *([name] if name else [])))]
    filled = {name: of.name} if name and of.name else {}
    sheet = boxed(Sheet(), cells, filled)
    sheet.text(400, 50, f"Form {number}", 10, bold=True)
    if omb:
        sheet.text(500, 50, f"OMB No. {omb}", 6)
    for n, each in enumerate(titles):
        sheet.text(420, 90 + 12 * n, each, 10, bold=True)
    return sheet if form in _YEARLESS else sheet.text(420, 160, str(of.year), 14)


def schedule(form: Form, of: Filled) -> Sheet:
    letter, title, part = _SCHEDULES[form]
    sheet = Sheet().text(36, 50, f"SCHEDULE {letter}", 12, bold=True).text(36, 62, "(Form 1040)", 8)
    sheet.text(180, 55, title, 12, bold=True).text(500, 55, str(of.year), 14).text(430, 42, "OMB No. 1545-0074", 6)
    sheet.text(36, 90, "Name(s) shown on Form 1040, 1040-SR, or 1040-NR", 6).text(36, 130, part, 9)
    return sheet.text(40, 102, of.name, 9) if of.name else sheet


def every_form(of: Filled) -> dict[Form, bytes]:
    """Each form that is recognised, on paper."""
    return {
        Form.W_2: paper.w2(of),
        Form.F_1099_NEC: paper.form_1099_nec(of),
        Form.F_1099_INT: paper.form_1099_int(of),
        Form.F_1098: paper.form_1098(of),
        Form.F_1040: paper.form_1040(of),
        Form.SCHEDULE_C: paper.schedule_c(of),
        Form.K_1: paper.k1_of_partnership(of),
        Form.PASSPORT: paper.passport(),
        Form.DRIVERS_LICENSE: drivers_license(),
        **{form: paper.written([printed(form, of)]) for form in _PRINTED},
        **{form: paper.written([schedule(form, of)]) for form in _SCHEDULES},
    }


def w2_of_a_payroll_service(name: str = "JANE Q DOE", year: int = 2025) -> bytes:
    """The same form as payroll services print it: other words, another order, the name whole, four copies a page."""
    sheet = Sheet()
    for n in range(4):
        x, y = 30 + 290 * (n % 2), 30 + 380 * (n // 2)
        labels = ("1 Wages, tips, other comp.", "2 Fed income tax withheld", "3 Social security wages")
        for row, label in enumerate((*labels, "5 Medicare wages and tips", "b Employer's FED ID number")):
            sheet.text(x, y + 24 * row, label, 6).text(x + 8, y + 10 + 24 * row, f"{1000 + row}.50", 8)
        sheet.text(x, y + 140, "e/f Employee's name, address and ZIP code", 6).text(x + 8, y + 152, name, 9)
        sheet.text(x + 8, y + 163, "5 Elm Street", 9).text(x + 8, y + 174, "Springfield, IL 62701", 9)
        sheet.text(x, y + 200, f"Form W-2 Wage and Tax Statement {year}", 8, bold=True)
        sheet.text(x, y + 212, "OMB No. 1545-0008", 6)
    return paper.written([sheet])


def drivers_license() -> bytes:
    sheet = Sheet().text(200, 60, "DRIVER LICENSE", 14, bold=True).text(60, 60, "ILLINOIS", 12)
    fields = (
        "4d DL NO D123-4567",
        "3 DOB 01/01/1980",
        "4b EXP 01/01/2030",
        "4a ISS 01/01/2022",
        "9 CLASS D",
        "15 SEX F",
    )
    for n, each in enumerate((*fields, "16 HGT 5-06", "18 EYES BRO", "1 DOE", "2 JANE QUINN")):
        sheet.text(60, 90 + 16 * n, each, 9)
    return paper.written([sheet])


def w2_with_its_back(of: Filled) -> bytes:
    back = (
        Sheet()
        .text(60, 50, "Notice to Employee", 12)
        .paragraphs(
            "Do you have to file? Refer to the instructions for your return. Box 1. Enter this amount on the wages "
            "line of your tax return. Box 2. Enter this amount on the tax withheld line of your tax return. " * 3
        )
    )
    return paper.written([w2_sheet(of), back])


def together(*pdfs: bytes) -> bytes:
    """Put PDFs into one file."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    for each in pdfs:
        writer.append(PdfReader(io.BytesIO(each)))
    writer.write(out)
    return out.getvalue()


def filled_in_fields(blank: bytes, values: Sequence[tuple[float, float, str]]) -> bytes:
    """Fill a blank form as a program does: text fields over the page, whose words are not among the page's own."""
    import io

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        PdfObject,
        TextStringObject,
    )

    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(blank))), io.BytesIO()
    for number, (x, y, value) in enumerate(values):
        rect = ArrayObject(FloatObject(each) for each in (x, 792 - y, x + 100, 792 - y + 12))
        field: dict[str, PdfObject] = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Widget"),
            "/FT": NameObject("/Tx"),
        }
        field |= {"/Rect": rect, "/V": TextStringObject(value), "/T": TextStringObject(f"f{number}")}
        writer.add_annotation(0, DictionaryObject({NameObject(k): v for k, v in field.items()}))
    writer.write(out)
    return out.getvalue()
