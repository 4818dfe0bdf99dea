# SPDX-License-Identifier: Apache-2.0
"""Names of records: `kind-tail`, random for what people make, derived for what is unique by nature.

A record that can exist only once (the curve point of one persona at one step) gets an id made from
what it stands for, so that two replicas that create it meet in the same record.
"""

import hashlib
import re
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32: no look-alikes
_PAIRS = [low + high for high in _ALPHABET for low in _ALPHABET]  # of ten bits
_TAIL = 20  # 100 random bits
_FORM = re.compile(r"[a-z][a-z_]{0,31}-[0-9a-z_]{1,64}")


def new_id(kind: str) -> str:
    """A fresh random id for a record of `kind`, with 100 random bits."""
    bits = secrets.randbits(5 * _TAIL)
    return f"{kind}-" + "".join(_ALPHABET[bits >> (5 * i) & 31] for i in range(_TAIL))


def derived_id(kind: str, *parts: str) -> str:
    """The id of the one record of `kind` that stands for `parts`, the same on every replica."""
    digest = hashlib.sha256("\x1f".join((kind, *parts)).encode()).digest()
    pairs = _PAIRS
    low = int.from_bytes(digest[8:16], "big")
    high = int.from_bytes(digest[:9], "big") >> 4  # bit 60 and those above
    return (
        f"{kind}-{pairs[low & 1023]}{pairs[low >> 10 & 1023]}{pairs[low >> 20 & 1023]}"
        f"{pairs[low >> 30 & 1023]}{pairs[low >> 40 & 1023]}{pairs[low >> 50 & 1023]}"
        f"{pairs[high & 1023]}{pairs[high >> 10 & 1023]}{pairs[high >> 20 & 1023]}"
        f"{pairs[high >> 30 & 1023]}"
    )


def kind_of(record_id: str) -> str:
    """The kind a record id names ("card" of "card-7k2...")."""
    return record_id.partition("-")[0]


def is_id(text: str) -> bool:
    """Whether `text` has the form of a record id; says nothing about the record existing."""
    return _FORM.fullmatch(text) is not None
