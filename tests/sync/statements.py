# SPDX-License-Identifier: Apache-2.0
"""Which numbered statements of docs/sync.md a test proves."""

from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])


def proves(*_statements: str) -> Callable[[Test], Test]:
    """Marks a test; tests/docs/test_sync_spec.py finds statements that no test proves."""

    def same(test: Test) -> Test:
        return test

    return same
