# SPDX-License-Identifier: Apache-2.0
"""One seed behind everything: ids, ranks, replica ids, writers and waiting times."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from journey_studio.model import change, ids, rank
from journey_studio.sync import files, gathering, memory, sending


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
        # Few edits must be enough to be put into packs, and packs into larger ones.
        patch.setattr(gathering, "LOOSE_FILES", 6)
        patch.setattr(gathering, "SMALL_PACKS", 4)
        patch.setattr(sending, "MOST_LOOSE", 3)
        for module in (change, ids, rank, files, memory):
            patch.setattr(module, "secrets", repeatable_secrets(chance))
        yield
