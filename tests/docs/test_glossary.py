# SPDX-License-Identifier: Apache-2.0
"""The glossary has a word for everything a map is made of."""

import re
from pathlib import Path
from typing import get_args

from journey_studio.model.kinds import LaneKind
from journey_studio.model.records import KINDS, DividerLine


def test_every_kind_of_record_and_of_lane_has_its_word(project: Path) -> None:
    page = (project / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = {
        word.lower() for word in re.findall(r"\*\*([^*]+)\*\*|`([a-z_]+)`", page) for word in word
    }
    wanted = {*KINDS, *get_args(LaneKind)}
    missing = {word for word in wanted if word not in words and f"{word}s" not in words}
    assert missing == set()
    for line in get_args(DividerLine):
        assert f"line of {line}".replace("internal", "internal interaction") in words


def test_a_word_is_told_once(project: Path) -> None:
    page = (project / "docs" / "glossary.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| \*\*([^*]+)\*\*", page, re.MULTILINE)
    assert len(told) == len(set(told))
