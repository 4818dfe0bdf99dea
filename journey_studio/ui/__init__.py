# SPDX-License-Identifier: Apache-2.0
"""Windows, panels, dialogs and the table of actions."""
