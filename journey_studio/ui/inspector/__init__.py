# SPDX-License-Identifier: Apache-2.0
"""The panel on the right: everything a map, a card or a persona holds, to read and edit."""
