# SPDX-License-Identifier: Apache-2.0
"""How far a writer is, told to whoever waits for its file.

Writers are functions without side effects, and most are done before anybody could ask. One that
takes long calls `told`; where nobody listens, that does nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[float], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def told(done: float) -> None:
    """Say that so much of the file is made, 0 to 1."""
    listener = _listener.get()
    if listener is not None:
        listener(done)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Listen to the writers that are called inside."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
