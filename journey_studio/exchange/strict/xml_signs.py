# SPDX-License-Identifier: Apache-2.0
"""Signs that XML 1.0 cannot hold, not even escaped."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """A text without them."""
    return _FORBIDDEN.sub("", text)


def holds(text: str) -> bool:
    """Whether XML can hold a text as it is; a CR would come back as an LF."""
    return "\r" not in text and _FORBIDDEN.search(text) is None
