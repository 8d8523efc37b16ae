"""The rows of the explorer, in one file a provider, which its page asks for when they are needed.

Each file is a script, since a page that was opened from disk can load nothing else. It hands its lists to a
function of `site/app/explorer/parts.ts`, which has the names of the cells.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from codegen.targets.site.explorer import EXPLORER_PAGE, ExplorerList, ExplorerRow, ExplorerView

_T = TypeVar("_T")


def explorer_parts(view: ExplorerView) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file."""
    for provider, lists in groupby(view.lists, key=lambda group: group.provider_id):
        data = json.dumps([provider, *_part(tuple(lists))], ensure_ascii=False, separators=(",", ":"))
        yield f"assets/{EXPLORER_PAGE}/{provider}.js", f"lcRows({data});\n"


def _part(lists: tuple[ExplorerList, ...]) -> list[object]:
    """Return texts that many rows have, each once, and the lists, whose rows name them by number."""
    entries = [entry for group in lists for entry in group.entries]
    reads = _numbers((entry.read_title, entry.read_body) for entry in entries)
    advice = _numbers(entry.next for entry in entries)
    made = [
        [group.id, group.href, group.home, [_cells(entry, group, reads, advice) for entry in group.entries]]
        for group in lists
    ]
    return [lists[0].provider, list(reads), list(advice), made]


def _numbers(items: Iterable[_T]) -> dict[_T, int]:
    return {item: number for number, item in enumerate(dict.fromkeys(items))}


def _cells(
    entry: ExplorerRow, group: ExplorerList, reads: dict[tuple[str, str], int], advice: dict[str, int]
) -> list[object]:
    folder = group.href.rpartition("/")[0]
    return [
        entry.value,
        entry.page.removeprefix(f"{folder}/"),
        entry.context_id,
        entry.context_label,
        entry.deprecated + 2 * entry.unattended,
        entry.summary,
        reads[entry.read_title, entry.read_body],
        advice[entry.next],
        entry.tone,
        entry.hidden_text,
        *(" ".join(ids) for key, ids in entry.marks.items() if key not in {"provider", "vocabulary"}),
    ]
