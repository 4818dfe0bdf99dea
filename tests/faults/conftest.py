# SPDX-License-Identifier: Apache-2.0
"""Shows the figures of the faults, also where the tests pass."""

from collections.abc import Callable

import pytest

from tests.faults.tally import Tally

Report = Callable[[str, Tally], None]


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Prints a line of figures past pytest's capture."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def say(what: str, tally: Tally) -> None:
        with capture.global_and_fixture_disabled():
            print("\n" + tally.line(what), end="")

    return say
