# SPDX-License-Identifier: Apache-2.0
"""The command line: every sentence of it in one module each, no Qt but where pixels are drawn."""

from journey_studio.cli.running import main

__all__ = ["main"]
