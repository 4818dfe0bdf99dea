# SPDX-License-Identifier: Apache-2.0
"""The only door to the files that come with the program.

In a checkout they lie in ./resources, in an installed wheel in journey_studio/resources; fonts and
icons are made at build and lie under `built/` in either place.
"""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder of the resources of this installation."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def path(name: str) -> Path:
    """Where resource `name` ("themes/light.json") lies."""
    return root() / name


def read_text(name: str) -> str:
    """The text of resource `name`, UTF-8."""
    return path(name).read_text(encoding="utf-8")
