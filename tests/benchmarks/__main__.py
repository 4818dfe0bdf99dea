# SPDX-License-Identifier: Apache-2.0
"""`python -m tests.benchmarks [NAME ...]`: measure, print a table, fail where a budget is not kept.

Each benchmark runs in a process of its own, so that none inherits another's caches or memory.
"""

import argparse
import importlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.measure import ROOT, Figure, surroundings

BENCHMARKS = (
    *("files", "edits", "history", "merging", "sharing", "layouts"),
    *("pdf", "png", "canvas", "canvas_200", "start"),
    *("formats_text", "formats_tables", "formats_json", "formats_pages"),
)


def main(given: Sequence[str] | None = None) -> int:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(BENCHMARKS))
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(given)
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    if asked.alone:
        found = importlib.import_module(f"tests.benchmarks.{asked.names[0]}").figures()
        print(json.dumps([asdict(figure) for figure in found]))
        return 0
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="journey-studio-bench-") as home:
        _run("project", "2000", "10000", home=Path(home))
        for name in asked.names or BENCHMARKS:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            said = _run("__main__", name, "--alone", home=Path(home))
            found = [Figure(**entry) for entry in json.loads(said)]
            print(table(found), flush=True)
            figures += found
    over = [figure.name for figure in figures if figure.over]
    print(f"\nOver budget: {', '.join(over)}" if over else "\nAll within budget.")
    return 1 if over else 0


def _run(module: str, *arguments: str, home: Path) -> bytes:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    environment = surroundings(home)
    return subprocess.run(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True
    ).stdout


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text."""
    return "\n".join(map(_line, figures))


def _line(figure: Figure) -> str:
    shown = f"{_number(figure.value)} {figure.unit}"
    ratio = floor = ""
    if figure.floor:
        floor = f"floor {_number(figure.floor)} {figure.unit}"
        ratio = f"= {figure.judged:.2f} x"
    verdict = ""
    if figure.budget is not None:
        limit = f"{figure.budget:g} {'x' if figure.floor else figure.unit}"
        verdict = f"{'OVER' if figure.over else 'ok'} (at most {limit})"
    line = f"  {figure.name:<58} {shown:>11} {floor:>16} {ratio:>10}  {verdict:<24} {figure.note}"
    return line.rstrip()


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


if __name__ == "__main__":
    sys.exit(main())
