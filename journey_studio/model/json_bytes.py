# SPDX-License-Identifier: Apache-2.0
"""What can be said of JSON by looking at its bytes, before a value is made of them."""

import re

# Possessive, so that it never goes back; an open string ends where the bytes do, so that it never
# looks twice at anything.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_ALIKE = bytes.maketrans(b"{}", b"[]")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def without_strings(data: bytes) -> bytes:
    """The bytes without everything between quotation marks."""
    return _STRING.sub(b"", data)


def has_more_values(data: bytes, most: int, bare: bytes = b"") -> bool:
    """Whether there are more than `most` of the signs that stand between values, or twice as many
    quotation marks: as docs/sync.md counts what a reader would make objects of.

    `bare` is what `without_strings` makes of the bytes, where somebody has it.
    """
    if len(data) <= most:
        return False
    if data.count(b'"') > 2 * most:
        return True
    bare = bare or without_strings(data)
    return sum(bare.count(sign) for sign in (b",", b":", b"[", b"{")) > most


def nests_deeper(data: bytes, most: int, bare: bytes = b"") -> bool:
    """Whether lists and objects nest more than `most` deep, or do not nest properly.

    `bare` is what `without_strings` makes of the bytes, where somebody has it.
    """
    # What is taken out, counted: Python takes signs out in half the time that it counts them in.
    if len(data) - len(data.replace(b"[", b"").replace(b"{", b"")) <= most:
        return False
    nested = (bare or without_strings(data)).translate(_ALIKE, _NO_BRACKETS)
    for _ in range(most):
        before = len(nested)
        nested = nested.replace(b"[]", b"")  # each round takes away the innermost ones
        if not nested:
            return False
        if len(nested) == before:
            break
    return True


def escapes_surrogates(data: bytes) -> bool:
    """Whether a half of a surrogate pair is written as an escape; the pair may be whole."""
    return _SURROGATE.search(data) is not None
