# SPDX-License-Identifier: Apache-2.0
"""Chance that can be repeated, or an example that failed could not be run again."""

from collections.abc import Iterator

import pytest

from journey_studio.model import change, ids, rank
from tests.model.worlds import CHANCE


class _Repeatable:
    """What the model asks of `secrets`."""

    randbits = staticmethod(CHANCE.getrandbits)
    randbelow = staticmethod(CHANCE.randrange)
    choice = staticmethod(CHANCE.choice)

    @staticmethod
    def token_hex(count: int) -> str:
        return CHANCE.randbytes(count).hex()


@pytest.fixture(autouse=True, scope="module")
def repeatable_chance() -> Iterator[None]:
    """Ids, ranks and replica ids from `CHANCE` while the tests of this folder run."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (change, ids, rank):
            patch.setattr(module, "secrets", _Repeatable)
        yield
