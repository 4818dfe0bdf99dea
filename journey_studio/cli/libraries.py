# SPDX-License-Identifier: Apache-2.0
"""The libraries of the system that Qt needs, by the Debian packages that hold them."""

import ctypes
import sys

# As in packaging/setup.sh; a test compares the two.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libbrotlidec.so.1": "libbrotli1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def package_of(message: str) -> str | None:
    """The Debian package of the library that the text of an ImportError names."""
    name = message.partition(":")[0].strip()
    return DRAWING.get(name)


def missing() -> list[str]:
    """The libraries that cannot be loaded here; none on Windows and macOS, where Qt brings all."""
    if not sys.platform.startswith("linux"):
        return []
    return [name for name in DRAWING if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
