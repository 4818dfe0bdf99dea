# SPDX-License-Identifier: Apache-2.0
"""Drawing programs: draw.io and Excalidraw, out, and in where a drawing holds our data."""
