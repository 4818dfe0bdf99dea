# SPDX-License-Identifier: Apache-2.0
"""A file that does something, made as small as it goes while it still does it."""

from collections.abc import Callable


def smaller(data: bytes, still: Callable[[bytes], bool], tries: int = 300) -> bytes:
    """Leave out pieces, larger ones first; `still` says whether the rest does it, `tries` times."""
    size = max(len(data) // 2, 1)
    while tries > 0:
        place, was = 0, len(data)
        while place < len(data) and tries > 0:
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
