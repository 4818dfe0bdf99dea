# SPDX-License-Identifier: Apache-2.0
"""A reader of files that do what no file must be able to do, for processes that are to bear it.

`plant` puts it among the formats of its own process. `sitecustomize` is a file that plants it in
any Python that finds it; run as a module, this is the process of the fuzzing with it planted.
"""

import os
import re
import sys
import time
import types
from pathlib import Path

from journey_studio.errors import JourneyError
from journey_studio.exchange import registry
from journey_studio.exchange.formats import Choices, Found
from journey_studio.exchange.registry import Format
from journey_studio.model.builder import Builder

NAME = "hurting"
FORMAT = Format(NAME, (".hurt",), NAME, writes=False)
_MEGABYTE = bytes(1 << 20)


def recognises(data: bytes) -> bool:
    """Whether a file is meant for this reader."""
    return data.startswith(b"hurt ")


def read(data: bytes, _name: str, _choices: Choices) -> Found:
    """Do what the file says."""
    word = data.partition(b" ")[2].split(b"\n")[0].decode("ascii", "replace")
    if word == "abort":
        os.abort()
    if word == "loop":
        while True:
            pass
    if word == "wait":
        time.sleep(600)
    if word == "pattern":  # in C, which no other thread can interrupt
        re.match(r"(a+)+$", "a" * 60 + "b")
    if word == "eat":
        eaten = []
        while True:
            eaten.append(bytearray(_MEGABYTE))
    if word == "raise":
        raise KeyError(word)
    if word == "print":
        print("x" * 100_000)
        os.write(1, b"x" * 100_000)
    if word.startswith("write "):
        with Path(word.removeprefix("write ")).open("wb", buffering=0) as file:
            file.write(b"x")
    if word == "refuse":
        raise JourneyError("This file is refused.")
    made = Builder()
    made.add("map", title="Whole")
    return Found(made.snapshot())


def plant() -> None:
    """Put the reader among the formats of this process."""
    module = types.ModuleType(f"journey_studio.exchange.{NAME}")
    module.recognises, module.read = recognises, read  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    registry.FORMATS = (FORMAT, *registry.FORMATS)


def sitecustomize(folder: Path) -> None:
    """A file in that folder that plants it in every Python that looks for modules there."""
    root = Path(__file__).parents[2]
    (folder / "sitecustomize.py").write_text(
        f"import sys\nsys.path.insert(0, {str(root)!r})\n"
        "from tests.exchange.hurting import plant\nplant()\n"
    )


if __name__ == "__main__":
    from tests.soak import fuzzed

    plant()
    sys.exit(fuzzed.main(sys.argv[1:]))
