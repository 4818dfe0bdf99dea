# SPDX-License-Identifier: Apache-2.0
"""The build hook: makes faces and icons, and puts the resources into the wheel.

In a wheel the resources lie in journey_studio/resources. An editable install reads them from the
checkout, and a source archive carries none of the made ones: its wheel makes them again.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildResources(BuildHookInterface[Any]):
    """Called by hatchling before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is not there yet; `version` is "standard" or "editable"."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path[:0] = paths = [str(root / "packaging"), str(root)]
        try:
            from build_fonts import build_fonts
            from build_icons import build_icons
        finally:
            del sys.path[: len(paths)]

        built = root / "resources" / "built"
        build_fonts(built / "fonts", root / "build" / "fonts")
        build_icons(built / "icons.json")
        if version == "standard":
            build_data["force_include"][str(root / "resources")] = "journey_studio/resources"
