# SPDX-License-Identifier: Apache-2.0
"""Long runs that look for lost edits: `make soak`. Plain pytest does not collect them."""
