"""How soon `make serve` shows an edit."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import PYTHON, output
from tests.bench.results import BudgetRow, Finding
from tests.bench.tree import copied_tree

_FOLLOW = r"""
import json, re, sys, time
from pathlib import Path
sys.path.insert(0, "site")
from serve import Follower

def shown():
    started = time.perf_counter()
    follower.rebuild()
    return time.perf_counter() - started

follower = Follower()
follower.rebuild()
page = Path("site/docs/about.md")
page.write_text(page.read_text(encoding="utf-8") + "\nA word.\n", encoding="utf-8")
times = [shown()]
files = sorted(Path("spec/providers").rglob("*.json"))
file = next(path for path in files if '"codes"' in path.read_text(encoding="utf-8"))
before, codes, after = file.read_text(encoding="utf-8").partition('"codes"')
edited = re.sub(r'("summary": ")(\w+)', r"\g<1>\g<2> word", after, count=1)
file.write_text(before + codes + edited, encoding="utf-8")
times.append(shown())
started = time.perf_counter()
while not follower.generator.is_done:
    time.sleep(0.1)
follower.rebuild()
print(json.dumps([*times, times[-1] + time.perf_counter() - started]))
"""


def edits() -> Iterator[Finding]:
    """From an edit that `make serve` has noticed to the page that it shows."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied_tree(Path(folder))
        last = output([PYTHON, "-c", _FOLLOW], cwd=tree).splitlines()[-1]
    page, word, everything = json.loads(last)
    what = "an edit shown by `make serve`"
    yield BudgetRow(f"{what}: a page", "1.5 s", f"{page:.1f} s", page <= 1.5)
    yield BudgetRow(f"{what}: a word of the spec, on its own page", "3 s", f"{word:.1f} s", word <= 3)
    yield BudgetRow(f"{what}: all that follows from the word", "", f"{everything:.1f} s", None)
