# SPDX-License-Identifier: Apache-2.0
"""One seed behind everything: ids, ranks, replica ids, writers and waiting times of a simulation."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from journey_studio.model import change, ids, rank
from journey_studio.sync import files, memory


def repeatable_secrets(chance: random.Random) -> SimpleNamespace:
    """What the program asks of `secrets`, from `chance`."""
    return SimpleNamespace(
        randbits=chance.getrandbits,
        randbelow=chance.randrange,
        choice=chance.choice,
        token_hex=lambda count=16: chance.randbytes(count).hex(),
        token_bytes=chance.randbytes,
        SystemRandom=lambda: chance,
    )


@contextmanager
def repeatable(chance: random.Random) -> Iterator[None]:
    """Let every random choice of the program come from `chance` inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (change, ids, rank, files, memory):
            patch.setattr(module, "secrets", repeatable_secrets(chance))
        yield
