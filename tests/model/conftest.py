# SPDX-License-Identifier: Apache-2.0
"""Every world that is drawn begins with the same ids, ranks and replica ids."""

from collections.abc import Iterator

import pytest

from tests.chance import repeatable
from tests.model.worlds import CHANCE


@pytest.fixture(autouse=True, scope="module")
def repeatable_chance() -> Iterator[None]:
    """Ids, ranks and replica ids from `CHANCE` while the tests of this folder run."""
    with repeatable(CHANCE):
        yield
