# SPDX-License-Identifier: Apache-2.0
"""Every world that is drawn begins with the same ids, ranks and replica ids."""

from collections.abc import Iterator

import pytest

from journey_studio.model import change, ids, rank
from tests.chance import Repeatable
from tests.model.worlds import CHANCE


@pytest.fixture(autouse=True, scope="module")
def repeatable_chance() -> Iterator[None]:
    """Ids, ranks and replica ids from `CHANCE` while the tests of this folder run."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (change, ids, rank):
            patch.setattr(module, "secrets", Repeatable(CHANCE))
        yield
