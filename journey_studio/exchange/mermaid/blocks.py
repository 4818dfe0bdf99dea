# SPDX-License-Identifier: Apache-2.0
"""The Mermaid diagrams in a markdown file.

Blocks are found by a CommonMark parser, so fences in lists and quotes count and examples inside a
longer fence do not. Azure DevOps writes `:::mermaid`, which is read as one more kind of fence.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LANGUAGE = "mermaid"
_MAY_INTERRUPT = ["paragraph", "reference", "blockquote", "list"]


class Block(NamedTuple):
    """One diagram: the number of lines of the file above its first line, its text, and the first
    line of the file, counted from 0, that is no part of it again.
    """

    offset: int
    text: str
    end: int


def around(markdown: str, found: Sequence[Block]) -> list[tuple[int, str]]:
    """What stands before, between and after blocks: the first line, from 1, of each passage that
    says something, and its words.
    """
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    passages, at = [], 0
    for start, end in [*((each.offset - 1, each.end) for each in found), (len(lines), 0)]:
        words = "\n".join(lines[at:start])
        if words.strip():
            blank = words[: len(words) - len(words.lstrip())].count("\n")
            passages.append((at + blank + 1, words.strip()))
        at = end
    return passages


def diagrams(markdown: str) -> list[Block]:
    """Every block of `markdown` that is marked as Mermaid, of whatever kind, in order."""
    found = []
    for token in _parser().parse(markdown):
        if token.type == "fence" and token.map and _is_mermaid(token.info):
            found.append(Block(token.map[0] + 1, token.content, token.map[1]))
    return found


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # most files are no markdown
    from markdown_it.rules_block.fence import make_fence_rule

    # Only blocks are of interest: without the inline pass the work stays in step with the length.
    parser = MarkdownIt("commonmark").disable(["inline", "reference"])
    colons = make_fence_rule(markers=(":",), disallow_marker_in_info=())
    parser.block.ruler.before("fence", "colon_fence", colons, {"alt": _MAY_INTERRUPT})
    return parser


def _is_mermaid(info: str) -> bool:
    """Whether an info string names Mermaid: `mermaid title`, `{mermaid}`, `{.mermaid}`."""
    words = info.strip().removeprefix("{").removeprefix(".").replace("}", " ").split(maxsplit=1)
    return bool(words) and words[0].lower() == _LANGUAGE
