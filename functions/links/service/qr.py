"""An address as a QR code (ISO/IEC 18004), to be shown or printed."""

from io import BytesIO


def drawn(address: str) -> str:
    """Draw the code as one SVG element, in the colour of the text around it."""
    import segno  # nobody else needs it, and few calls do

    out = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, nl=False, scale=4, border=4, omitsize=False)
    return out.getvalue().decode()
