# SPDX-License-Identifier: Apache-2.0
"""A file that does something, made as small as it goes while it still does it."""

import time
from collections.abc import Callable

_SECONDS = 5.0  # that it may take


def smaller(data: bytes, still: Callable[[bytes], bool], tries: int = 200) -> bytes:
    """Leave out pieces, larger ones first, as long as there is time.

    `still` says whether the rest does it; it is asked so many times at most.
    """
    end = time.monotonic() + _SECONDS
    size = max(len(data) // 2, 1)
    while tries > 0 and time.monotonic() < end:
        place, was = 0, len(data)
        while place < len(data) and tries > 0 and time.monotonic() < end:
            rest = data[:place] + data[place + size :]
            tries -= 1
            if still(rest):
                data = rest
            else:
                place += size
        if size == 1 and len(data) == was:
            break
        size = max(size // 2, 1)
    return data
