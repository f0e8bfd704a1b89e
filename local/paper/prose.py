"""What people write that is no form, though it may speak of one."""

from local.paper.writing import Sheet, written


def prose(*pages: str) -> bytes:
    """Make a PDF of running text."""
    return written([Sheet().paragraphs(each) for each in pages])


def letter(to: str = "Ms. Doe", body: str = "thank you for coming by on Tuesday. We will call you next week.") -> bytes:
    return prose(f"Miller Tax Advisors\n12 Main Street, Springfield\n\nDear {to},\n\n{body}\n\nSincerely,\nAda Miller")


def letter_about_a_w2() -> bytes:
    """A letter that names forms, boxes and years, and is none of them."""
    return letter(
        body=(
            "to prepare your 2025 return we still need your Form W-2 (Wage and Tax Statement) from Acme Inc. Please "
            "check that box 1, wages, tips, other compensation, and box 2, federal income tax withheld, agree with "
            "your last pay slip, and that your social security number in box a is right. If you had other income we "
            "also need Form 1099-NEC and Form 1098. Your employer must send the W-2 by January 31, 2026.\n\n"
            "Form 1040 and its schedules will then be ready for your signature on Form 8879."
        )
    )


def recipe() -> bytes:
    return prose(
        "Grandma's apple cake, for 12\n\n1 cup of sugar\n2 cups of flour\n3 apples, peeled\n4 eggs\n\n"
        "Heat the oven to 375 F. I wrote this on the back of my old W-2, so the wages, tips and other compensation "
        "shine through. Stir, pour, bake for 40 minutes. Makes 1040 crumbs."
    )


def invoice() -> bytes:
    sheet = Sheet().text(54, 70, "INVOICE No. 2025-1099", 16, bold=True)
    sheet.text(54, 100, "Bill to: Jane Q. Doe, 5 Elm Street, Springfield, IL 62701", 10)
    rows = (("Preparation of Form 1040, 2025", "400.00"), ("Form W-2, two copies", "20.00"), ("Total", "420.00"))
    for n, (what, amount) in enumerate(rows):
        sheet.text(54, 140 + 18 * n, what, 10).text(480, 140 + 18 * n, amount, 10)
    return written([sheet])
