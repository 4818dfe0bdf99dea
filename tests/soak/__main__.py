# SPDX-License-Identifier: Apache-2.0
"""Run the soak: `python -m tests.soak [SEED ...]`, or only `syncthing` or `fuzz [FORMAT ...]`.

Ten people make ten thousand edits each through a shared folder in which everything goes wrong, once
for each seed; then two people work through two real Syncthing programs. Two runs go on at a time.
Each says what was injected, survived and lost; the result is an error where anything was. Then
every reader of foreign files gets twenty thousand of them that were changed by chance.
"""

import sys

import tests.conftest  # noqa: F401 - a home of its own, so that nobody's settings are touched
from tests.soak import fuzzing, people, syncthing


def main(words: list[str]) -> int:
    """The number of runs that failed."""
    if "fuzz" in words:
        return fuzzing.main(words)
    failed = people.main([int(word) for word in words if word.isdigit()] if words else people.SEEDS)
    if not words or "syncthing" in words:
        failed += not syncthing.main(people.SEEDS[0])
    if not words:
        failed += fuzzing.main(())
    print(f"soak: {failed} failed" if failed else "soak: nothing was lost, nobody fell over")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
