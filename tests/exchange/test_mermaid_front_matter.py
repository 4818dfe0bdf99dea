# SPDX-License-Identifier: Apache-2.0
"""The YAML block before a journey gives a title, and never more than that."""

import pytest

from journey_studio.exchange.mermaid.text import parse_journey
from journey_studio.exchange.refusal import MermaidError


def title(yaml: str) -> str:
    """The title of a journey that has none of its own below a block holding `yaml`."""
    return parse_journey(f"---\n{yaml}\n---\njourney\n T: 3: Me\n").title


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("title: Hello", "Hello"),
        ("title: 'It''s: here'", "It's: here"),
        ('title: "Tab\\there \\u00e9 \\ud83d\\ude00"', "Tab\there é 😀"),
        ("title:\tHello\tthere", "Hello there"),
        ("config:\n  theme: base\ntitle: Hello # note", "Hello"),
        ("title: >\n  one\n  two", "one two\n"),
        ("title: 2024", "2024"),
        ("title: 1.50", "1.5"),
        ("title: 0x1F", "31"),
        ("title: -.inf", "-Infinity"),
        ("title: yes", "yes"),
        ("title: 2024-01-31", "2024-01-31"),
        ("title: true", "true"),
        ("title: [a, 1.0, null]", "a,1,"),
        ("title: false", ""),
        ("title: 0", ""),
        ("title: ~", ""),
        ("title:", ""),
        ("- title: x", ""),
        ("just words", ""),
    ],
)
def test_the_title_reads_as_mermaid_writes_it_out(yaml: str, text: str) -> None:
    assert title(yaml) == text


def test_the_title_inside_the_diagram_wins_and_the_other_is_remarked() -> None:
    diagram = parse_journey("---\ntitle: Outer\n---\njourney\n title Inner\n")
    assert diagram.title == "Inner"
    assert [(remark.line, remark.key) for remark in diagram.remarks] == [(5, "second_title")]


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    diagram = parse_journey("---\ntitle: x\n\n---\n\n\njourney\n T: 3: Me\n")
    assert diagram.tasks[0].line == 8


@pytest.mark.parametrize(
    "text",
    [
        "  ---\n  title: x\n  config:\n    theme: base\n  ---\n  journey\n  T: 3: Me\n",
        "\t---\n\ttitle: x\n\t---\n\tjourney\n\tT: 3: Me\n",
        "---  \r\ntitle: x\r\n---\t\r\njourney\r\nT: 3: Me\r\n",
        "\ufeff---\ntitle: x\n---\njourney\nT: 3: Me\n",
        "---\n\n\ntitle: x\n---\n\n\njourney\nT: 3: Me\n",
    ],
)
def test_the_block_may_be_indented_and_have_blank_lines(text: str) -> None:
    diagram = parse_journey(text)
    assert (diagram.title, diagram.tasks[0].name) == ("x", "T")


def test_a_line_inside_that_looks_like_a_fence_of_another_indent_does_not_close_it() -> None:
    assert title("title: |\n  a\n  ---\n  b") == "a\n---\nb\n"


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("title: [x", 2),
        ("a: 1\ntitle: x\n\ttheme: y", 4),
        ("title: x\ntitle: y", 3),
        ("title: !!python/object/apply:os.system ['true']", 2),
        ("title: *nobody", 2),
        ('title: "\\UFFFFFFFF"', 2),
        ("title: 'open", 2),
        ("[" * 400, 2),
        ("[" * 30_000, 2),
        ("- " * 15_000, 2),
        ("? " * 15_000, 2),
        ("title: x # " + "y" * 66_000, 2),
    ],
)
def test_what_is_no_harmless_yaml_is_refused_with_its_line(yaml: str, line: int) -> None:
    with pytest.raises(MermaidError) as refusal:
        title(yaml)
    assert refusal.value.line == line
    assert "between the --- lines" in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["\n---\ntitle: x\n---\njourney\n", "---\ntitle: x\njourney\n", "---\n---\njourney\n"],
)
def test_a_block_not_at_the_start_or_not_closed_is_refused(text: str) -> None:
    with pytest.raises(MermaidError, match="first line and be closed"):
        parse_journey(text)


def test_many_references_to_one_another_do_no_harm() -> None:
    bomb = "\n".join(["a0: &a0 x", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60))])
    assert title(f"{bomb}\ntitle: *a59") == ""


def test_a_title_that_is_a_structure_is_remarked() -> None:
    diagram = parse_journey("---\ntitle: {a: 1}\n---\njourney\n")
    assert [remark.key for remark in diagram.remarks] == ["title_no_text"]
