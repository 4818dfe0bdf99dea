# SPDX-License-Identifier: Apache-2.0
"""The life of a map: a slider through it, its named versions, what happened to each card.

- `past` reads the log beside the work; `moments` picks from it what a map has seen
- `looking` is the one place that knows which moment is on show, and brings things back
- `bar`, with its `slider`, lies under the canvas; `tab` is the page of the team panel, made of the
  lists in `versions`, `sittings` and `deeds`
- `naming` asks for the name of a version; `words` says everything in words
"""
