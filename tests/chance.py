# SPDX-License-Identifier: Apache-2.0
"""Chance that can be repeated, or an example that failed could not be run again."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


class _Repeatable:
    """What the model asks of `secrets`, from a generator that can be seeded."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.randbits = chance.getrandbits
        self.randbelow = chance.randrange
        self.choice = chance.choice

    def token_hex(self, count: int) -> str:
        """So many bytes in hexadecimal digits."""
        return self._chance.randbytes(count).hex()


@contextmanager
def repeatable(chance: random.Random) -> Iterator[None]:
    """Ids, ranks and replica ids come from this generator meanwhile."""
    from journey_studio.model import change, ids, rank

    with pytest.MonkeyPatch.context() as patch:
        for module in (change, ids, rank):
            patch.setattr(module, "secrets", _Repeatable(chance))
        yield
