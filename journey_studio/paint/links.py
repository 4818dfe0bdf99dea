# SPDX-License-Identifier: Apache-2.0
"""Which addresses a painter may make live."""

from urllib.parse import quote, urlsplit

SCHEMES = ("http", "https", "mailto")
_LONGEST = 2000
_KEPT = "%/:=&?~#+!$,;'@()*[]"


def live_address(url: str) -> str | None:
    """The address in plain ASCII where it is http, https or mailto; None: not to be followed."""
    trimmed = url.strip()
    if len(trimmed) > _LONGEST or any(ord(sign) < 32 for sign in trimmed):
        return None
    try:
        parts = urlsplit(trimmed)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return quote(trimmed.encode("utf-8", "replace"), safe=_KEPT)
