# SPDX-License-Identifier: Apache-2.0
"""The faces that come with the program, as its list of them says; nothing here opens a font."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from journey_studio import assets


class Face(NamedTuple):
    """One font file; measures are font units, the descent is negative.

    `member` is the number of the face within a collection (.ttc), 0 for a plain file.
    """

    key: str
    family: str
    style: str
    path: Path
    weight: int
    italic: bool
    units_per_em: int
    ascent: int
    descent: int
    member: int = 0


@cache
def built_faces() -> dict[str, Face]:
    """The faces by their keys, in the order in which a sign looks for its face."""
    folder = assets.path("built/fonts")
    listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))["faces"]
    return {
        entry["key"]: Face(
            **{k: v for k, v in entry.items() if k != "file"}, path=folder / entry["file"]
        )
        for entry in listed
    }
