"""Diffs: the same as difflib's of the whole files, but quick where little differs."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from codegen.output.emit import difference

lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "@@ -1 +1 @@\n", "- x\n"]), max_size=12)


def whole(old: list[str], new: list[str]) -> str:
    return "".join(difflib.unified_diff(old, new, "on disk/x", "generated/x", n=1))


@given(lines, lines)
def test_one_edit_is_shown_as_difflib_shows_it_in_the_whole_file(before: list[str], after: list[str]) -> None:
    old, new = [*before, "old\n", *after], [*before, "new\n", *after]
    assert difference("x", "".join(old).encode(), "".join(new)) == whole(old, new)


@given(lines, lines)
def test_a_difference_can_be_applied(old: list[str], new: list[str]) -> None:
    """The heads of the blocks name the right lines, wherever the files begin to differ."""
    text = difference("x", "".join(old).encode(), "".join(new))
    made, at = list[str](), 0
    for line in text.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            first, _, count = line.split(" ")[1][1:].partition(",")
            start = int(first) - (count != "0")
            made += old[at:start]
            at = start
        elif line[0] in " -":
            assert old[at] == line[1:]
            at += 1
        if line[0] in " +":
            made.append(line[1:])
    assert made + old[at:] == new


def test_a_word_in_a_long_file_is_one_block() -> None:
    old = [f"{number}\n" for number in range(100_000)]
    new = [*old[:70_000], "changed\n", *old[70_001:]]
    text = difference("x", "".join(old).encode(), "".join(new))
    assert text.splitlines()[2:] == ["@@ -70000,3 +70000,3 @@", " 69999", "-70000", "+changed", " 70001"]


def test_files_without_a_last_newline_and_of_other_encodings_are_shown() -> None:
    assert "-\N{REPLACEMENT CHARACTER}\n+a\n" in difference("x", b"\xff", "a\n")
    assert difference("x", b"", "a\n").endswith("@@ -0,0 +1 @@\n+a\n")
