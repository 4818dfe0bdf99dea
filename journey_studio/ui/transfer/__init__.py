# SPDX-License-Identifier: Apache-2.0
"""What importing and exporting show alike: what came along, and what did not."""
