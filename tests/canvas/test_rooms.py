# SPDX-License-Identifier: Apache-2.0
"""Whoever comes new to the canvas finds every module of it in one list."""

from pathlib import Path

from journey_studio import canvas


def test_the_package_names_every_module_and_no_other() -> None:
    folder = Path(str(canvas.__file__)).parent
    there = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    named = set((canvas.__doc__ or "").split("`")[1::2]) - {"tools", "tools/pulling"}
    assert named - {"tools.base.Canvas"} == there
