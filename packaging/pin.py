# SPDX-License-Identifier: Apache-2.0
"""Writes packaging/requirements.txt anew: every package with its version and its hashes.

One list for Linux, macOS and Windows on every supported Python: what the program, its tests and
its build need. Needs uv on the path; names no registry, so any mirror can serve it.

    python packaging/pin.py [--upgrade]
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "packaging" / "requirements.txt"
HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# Made by packaging/pin.py from pyproject.toml: the program, its extra cjk, its tests, its build.
"""
# The first release that keeps its references; the next one does not (see pyproject.toml).
CHOSEN = ["PySide6-Essentials==6.11.3"]


def wanted() -> list[str]:
    """Everything pyproject.toml asks for, in any of its lists."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    extras = project["optional-dependencies"].values()
    return [
        *settings["build-system"]["requires"],
        *project["dependencies"],
        *(name for extra in extras for name in extra),
        *CHOSEN,
    ]


def main() -> None:
    """Resolve what is wanted, keeping the pins there are unless --upgrade is said."""
    command = ["uv", "pip", "compile", "-", "--universal", "--python-version", "3.11"]
    command += ["--no-config", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    command += ["--no-emit-index-url", "--output-file", str(PINS), *sys.argv[1:]]
    subprocess.run(command, input="\n".join(wanted()), text=True, check=True)
    PINS.write_text(HEADER + PINS.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
