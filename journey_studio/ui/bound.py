# SPDX-License-Identifier: Apache-2.0
"""Calls with values of their own, for signals that bring others."""

from collections.abc import Callable
from typing import Any


def bound(call: Callable[..., object], *values: Any) -> Callable[[], None]:
    """Calls with these values, whatever the signal brings; made in a loop, each keeps its own."""

    def deed() -> None:
        call(*values)

    return deed
