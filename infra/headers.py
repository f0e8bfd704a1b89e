"""The headers every page is served with, here and by the local page server alike."""

HSTS_SECONDS = 2 * 365 * 24 * 3600


def page_headers(files_origin: str) -> dict[str, str]:
    """Spell them. `files_origin` is where the bucket answers: uploads and downloads go there and nowhere else.

    Referrer: a guest's address carries a token in its fragment; fragments aren't sent, and the rest is nobody's
    business.
    """
    return {
        "Content-Security-Policy": content_security_policy(files_origin),
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": f"max-age={HSTS_SECONDS}; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def content_security_policy(files_origin: str) -> str:
    """Allow nothing inline, nothing from elsewhere, no frame around us; only bytes of files come from the bucket."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            f"connect-src 'self' {files_origin}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
