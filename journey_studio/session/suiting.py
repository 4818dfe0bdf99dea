# SPDX-License-Identifier: Apache-2.0
"""Whether a folder is one to share a project through, in words before anything is written."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_cache_path, user_config_path, user_data_path, user_state_path

from journey_studio.i18n import t
from journey_studio.store.lying import Facts, lying_of
from journey_studio.store.places import APPLICATION


class Suit(NamedTuple):
    """Whether a folder can be used, and a sentence about it: what is in the way, a doubt, or how
    others will get it. `doubtful` says that one had better think twice.
    """

    usable: bool
    words: str
    doubtful: bool = False


def suit_of(folder: Path, facts: Facts | None = None) -> Suit:
    """What speaks for or against sharing through `folder`. Writes nothing."""
    with suppress(OSError, RuntimeError):
        folder = folder.resolve()
    if not folder.is_dir():
        return Suit(False, t("sharing.folder.gone"), True)
    if any(folder == own or own in folder.parents for own in _of_the_program()):
        return Suit(False, t("sharing.folder.ours"), True)
    if not os.access(folder, os.W_OK | os.X_OK):
        return Suit(False, t("sharing.folder.read_only"), True)
    lying = lying_of(folder / "x", facts)
    if lying is not None:
        return Suit(True, t(f"sharing.folder.{lying.kind}", service=lying.service))
    temporary = Path(tempfile.gettempdir()).resolve()
    if folder == temporary:
        return Suit(True, t("sharing.folder.temporary"), True)
    if folder in (Path(folder.anchor), _home()):
        return Suit(True, t("sharing.folder.all"), True)
    return Suit(True, t("sharing.folder.plain"))


def _home() -> Path | None:
    with suppress(RuntimeError):
        return Path.home()
    return None


def _of_the_program() -> Iterator[Path]:
    """The folders in which the program keeps what is its own."""
    for place in (user_data_path, user_state_path, user_config_path, user_cache_path):
        yield place(APPLICATION, appauthor=False).resolve()
