# SPDX-License-Identifier: Apache-2.0
"""Counts faults, so that a run says how hard it tried and not only that it passed."""

from collections import Counter


class Tally(Counter[str]):
    """Names of outcomes and how often each was seen."""

    def line(self, what: str) -> str:
        """One line of figures."""
        counts = ", ".join(f"{name} {count}" for name, count in sorted(self.items()))
        return f"faults: {what}: {counts}"
