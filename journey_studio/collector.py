# SPDX-License-Identifier: Apache-2.0
"""Rest for the garbage collector while very many lasting objects are made.

Python looks for rings of dead objects whenever enough new ones have been made, and now and then
among all there are. A map of ten thousand cards is some hundred thousand objects in no rings:
searching them in vain took half of the time of a layout.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_VERY_MANY = 1_000  # new objects


@contextmanager
def resting(lasting: bool = False) -> Iterator[None]:
    """The collector rests inside; what has gathered is its work afterwards.

    What is `lasting` and very many is left alone afterwards, like all that `settle` finds. Rings
    that happen to be about just then wait for the end of the project.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if lasting and gc.get_count()[0] > _VERY_MANY:
                gc.freeze()
            gc.enable()


def settle() -> None:
    """The collector leaves alone what there is, and looks for rings only among what comes later.

    For the moment in which a project has been opened and laid out: its records, which last until it
    is closed, are in no rings. A search among all of them takes a sixth of a second, and it used to
    come in the middle of gestures, since every board that a gesture shows is many new objects.
    """
    gc.freeze()


def unsettle() -> None:
    """The collector minds everything again: a project is closed, and its window may be a ring."""
    gc.unfreeze()
