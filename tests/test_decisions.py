"""The retry table: both packages give, for every combination of facts, what the table itself says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from codegen.targets.site import decides
from tests.conftest import REPO, SPECS
from tests.python.conftest import imported
from tests.sampling import seed_of_commit

sys.path.append(str(REPO / "site"))

from assemble import filled

Plan = list[Any]
"""decision, reason, delay, attempts left, whether a server may do it alone"""

TYPESCRIPT = """
import { classify, planRetry } from "linkcodes/runtime";
declare const CASES: readonly (readonly unknown[])[];
const nothing = classify("", null);
const plans = CASES.map(([fields, options]) => {
  const subject = fields === null ? 0 : { ...nothing, ...(fields as object) };
  const made = planRetry(subject, options as object);
  return [made.decision, made.reason, made.delay_s, made.attempts_left, made.unattended, made.connection];
});
console.log(JSON.stringify(plans));
"""


MANY = 100_000
"""From how many cases on a sample of them is asked for."""
FEW = 1_000
"""How many cases of one reason are all asked for."""


class DecisionCase(NamedTuple):
    """The fields of a classification (None: nothing was recognized), and what is known besides."""

    fields: dict[str, Any] | None
    options: dict[str, Any]


def read(spec: str, name: str) -> Any:
    return json.loads((SPECS[spec] / name).read_text(encoding="utf-8"))


def cases(taxonomy: Any) -> Iterator[DecisionCase]:
    """Yield every combination of what a classification says, each with some of what else decides."""
    policy = taxonomy["retry_policy"]
    attempts = sorted({1, policy["attempts_ordering"], policy["attempts_at_risk"], policy["attempts"]})
    options = [
        {"attempts": made, "unattended": alone, "retry_after_s": 7 if number in (1, 2, 5) else None}
        for number, (made, alone) in enumerate(product(attempts, (False, True)))
    ]
    yield from (DecisionCase(None, each) for each in options)
    fields: dict[str, list[Any]] = {
        "category": kinds(taxonomy["categories"], "lockout_risk", "outcome_uncertain"),
        "phase": [*ids(taxonomy, "phases"), None],
        "retry": [*ids(taxonomy, "retry_modes"), None],
        "actions": [[action] for action in kinds(taxonomy["actions"], "decision")[:-1]] + [[]],
        "actor": ids(taxonomy, "actors"),
        "effect": ids(taxonomy, "effects"),
        "situation": kinds(taxonomy["situations"], "envelope", "outcome_certain"),
    }
    rest = [
        {"partial": partial, "known": known, "confidence": confidence, "suspension_risk": risk}
        for (partial, known, confidence), risk in product(
            ((False, True, "H"), (True, True, "L"), (False, False, "L")), (False, True)
        )
    ]
    chance = Random(0)  # the same cases in each run
    ends = [*ids(taxonomy, "ends"), None]
    operations, second = kinds(taxonomy["operations"], "stored"), [[], *fields["actions"]]
    for values in product(*fields.values()):
        given = dict(zip(fields, values, strict=True))
        alone = given["effect"] == "read" and chance.random() < 0.5
        actions = given["actions"] and [*given["actions"], *chance.choice(second)]
        doing = {"actions": actions, "operation": chance.choice(operations), "ends": chance.choice(ends)}
        facts = {**given, **doing, "unattended_retry": alone, **chance.choice(rest)}
        yield DecisionCase(facts, chance.choice(options))


def drawn(asked: list[tuple[DecisionCase, Plan]]) -> list[tuple[DecisionCase, Plan]]:
    """Return what is asked of both packages, with what the tables say.

    Of very many cases a quarter, another one at each commit, but all of a reason that is rare.
    """
    if len(asked) <= MANY:
        return asked
    counts, chance = Counter(plan[1] for _, plan in asked), Random(seed_of_commit())
    return [each for each in asked if counts[each[1][1]] <= FEW or chance.random() < 0.25]


def ids(taxonomy: Any, axis: str) -> list[str]:
    return [term["id"] for term in taxonomy[axis]]


def kinds(terms: Any, *marks: str) -> list[str | None]:
    """Return `unknown` and a term of each kind, by what marks it; and none."""
    found = {tuple(item.get(mark) for mark in marks): item["id"] for item in reversed(terms)}
    unknown = [item["id"] for item in terms if item["id"] == "unknown"]
    return [*dict.fromkeys([*found.values(), *unknown]), None]


def expected(case: DecisionCase, taxonomy: Any, decisions: Any) -> Plan:
    """Return what the tables say, read in the plainest way."""
    item, policy = case.fields or dict.fromkeys(FIELDS), taxonomy["retry_policy"]
    made, asked = case.options["attempts"], case.options["retry_after_s"]
    facts = facts_of(case, item, taxonomy)
    row = next(row for row in decisions["retry"] if applies(row["when"], facts))
    word = next(word for word in decisions["words"]["decision"] if word["id"] == row["decision"])
    pauses = term(taxonomy, "retry_modes", item["retry"]).get("pauses", False)
    own = min(policy["first_delay_s"] * policy["factor"] ** (made - 1), policy["longest_delay_s"])
    waited = max(own if pauses else 0, asked or 0)
    delays = {"always": waited, "after_pause": waited if pauses else None, "if_asked": asked}
    reads = item["effect"] == "read"
    alone = {"always": True, "if_allowed": bool(item["unattended_retry"]), "if_read": reads}
    return [
        *(row["decision"], row["reason"], delays.get(word.get("delay"))),
        *(
            max(limit(facts, policy) - made, 0) if word.get("counts_attempts") else 0,
            alone.get(word.get("unattended"), False),
            connection_after(item, decisions),
        ),
    ]


def connection_after(item: dict[str, Any], decisions: Any) -> str:
    """Return what the table says of the connection; where nothing was recognized, nothing."""
    facts = {"situation": None, "scope": None, **item, "first": next(iter(item.get("actions") or []), None)}
    if "operation" not in facts:
        return "unknown"
    found: str = next(row["connection"] for row in decisions["connection"] if applies(row["when"], facts))
    return found


FIELDS = ("category", "phase", "retry", "actor", "effect", "unattended_retry")


def facts_of(case: DecisionCase, item: dict[str, Any], taxonomy: Any) -> dict[str, Any]:
    """Return the facts of a case; where nothing was recognized, only that."""
    category = term(taxonomy, "categories", item["category"])
    situation = term(taxonomy, "situations", item.get("situation"))
    actions: list[str] = item.get("actions") or []
    first, second, *_ = [*actions, None, None]
    operation = term(taxonomy, "operations", item.get("operation"))
    facts = {
        **item,
        "classified": case.fields is not None,
        "first": term(taxonomy, "actions", first).get("decision"),
        "next": term(taxonomy, "actions", second).get("decision"),
        "stored": item["effect"] == "read" and operation.get("stored", False),
        "envelope": situation.get("envelope", False),
        "sure": item.get("known", False) and item["confidence"] != "L",
        "unattended": case.options["unattended"],
        "outcome_uncertain": category.get("outcome_uncertain", False)
        and not situation.get("outcome_certain", False),
        "lockout_risk": category.get("lockout_risk", False) or item["effect"] == "sign_in",
    }
    return {**facts, "attempts_used_up": case.options["attempts"] >= limit(facts, taxonomy["retry_policy"])}


def limit(facts: dict[str, Any], policy: dict[str, int]) -> int:
    """Return how many attempts the policy allows."""
    at_risk = facts["lockout_risk"] or facts.get("suspension_risk", False)
    allowed = policy["attempts_at_risk" if at_risk else "attempts"]
    return min(policy["attempts_ordering"], allowed) if facts["effect"] == "order" else allowed


def term(taxonomy: Any, axis: str, id: str | None) -> dict[str, Any]:
    found: dict[str, Any] = taxonomy["by_id"][axis].get(id, {})
    return found


def with_index(taxonomy: Any) -> Any:
    """Return the taxonomy with its terms by axis and id, which each of 200,000 cases asks for."""
    axes = {axis: terms for axis, terms in taxonomy.items() if isinstance(terms, list)}
    by_id = {axis: {item["id"]: item for item in terms if "id" in item} for axis, terms in axes.items()}
    return {**taxonomy, "by_id": by_id}


def with_lists(decisions: Any) -> Any:
    """Return the decisions with each condition of the tables of plans as a list."""
    listed = {
        table: [
            {
                **row,
                "when": {name: one if isinstance(one, list) else [one] for name, one in row["when"].items()},
            }
            for row in decisions[table]
        ]
        for table in ("retry", "connection")
    }
    return {**decisions, **listed}


def applies(when: dict[str, list[Any]], facts: dict[str, Any]) -> bool:
    return all(facts[name] in allowed for name, allowed in when.items())


def by_python(tree: Path, asked: list[DecisionCase]) -> list[Plan]:
    with imported(tree) as package:
        runtime = package("runtime")
        nothing = runtime.classify("", None)
        subjects = (0 if fields is None else nothing._replace(**worded(fields)) for fields, _ in asked)
        plans = [
            runtime.plan_retry(subject, **case.options) for subject, case in zip(subjects, asked, strict=True)
        ]
    parts = attrgetter("decision", "reason", "delay_s", "attempts_left", "unattended", "connection")
    return [[*parts(plan)] for plan in plans]


def worded(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields as a classification of Python has them."""
    return {**fields, "actions": tuple(fields["actions"])}


def by_typescript(tree: Path, asked: list[DecisionCase], folder: Path) -> list[Plan]:
    bundle = ["node", str(REPO / "tests/typescript/bundle.mjs"), str(tree)]
    made = subprocess.run(bundle, input=TYPESCRIPT, capture_output=True, text=True, check=True)
    program = folder / "plans.mjs"
    head = 'import { readFileSync } from "node:fs";\nconst CASES = JSON.parse(readFileSync(0, "utf-8"));\n'
    program.write_text(head + made.stdout, encoding="utf-8")
    done = subprocess.run(
        ["node", program], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    plans: list[Plan] = json.loads(done.stdout)
    return plans


@pytest.mark.parametrize(
    # The words of the real spec give 200,000 combinations, of which a quarter is asked for.
    "spec",
    [pytest.param(spec, marks=() if spec == "hostile" else pytest.mark.slow) for spec in SPECS],
)
def test_every_combination_of_facts_is_planned_as_the_table_says_in_both_languages(
    spec: str, rendered: Callable[[str], Path], tmp_path: Path
) -> None:
    taxonomy = with_index(read(spec, "spec.json")["taxonomy"])
    decisions = with_lists(read(spec, "decisions.json"))
    every = [(case, expected(case, taxonomy, decisions)) for case in cases(taxonomy)]
    asked, wanted = zip(*drawn(every), strict=True)
    assert spec != "real" or {plan[1] for plan in wanted} == set(ids(decisions["words"], "reason"))
    for plans in (by_python(rendered(spec), asked), by_typescript(rendered(spec), asked, tmp_path)):
        wrong = [found for found in zip(asked, plans, wanted, strict=True) if found[1] != found[2]]
        assert not wrong, f"{len(wrong)} of {len(asked)} differ, such as {wrong[0]}"


PAGES = [f"{page}.md" for page in decides.PAGES]


@pytest.mark.parametrize("spec", SPECS)
def test_the_page_shows_every_row_and_every_word(spec: str, rendered: Callable[[str], Path]) -> None:
    pieces = {f"pieces/{page}": (rendered(spec) / "site/pieces" / page).read_bytes() for page in PAGES}
    by_hand = {page: (REPO / "site/docs" / page).read_bytes() for page in PAGES}
    pages, left = filled(by_hand, {**pieces, "other.md": b""})
    assert set(left) == {"other.md"}
    lines = [line for page in PAGES for line in pages[page].decode("utf-8").splitlines()]
    assert not any("<!-- generated" in line for line in lines)
    decisions = read(spec, "decisions.json")
    decided = [found.groups() for line in lines if (found := re.search(r" \| `(\w+)` \| `(\w+)` \|$", line))]
    rows = decided[decided.index(("decision", "reason")) + 1 :]
    wanted = [(row["decision"], row["reason"]) for row in decisions["retry"]]
    assert rows[: len(wanted)] == wanted
    for kind, words in decisions["words"].items():
        assert all(any(line.startswith(f"| `{word['id']}` |") for line in lines) for word in words), kind


SLOT = "<!-- generated: gone -->\n"


@pytest.mark.parametrize(("page", "piece"), [("", "gone"), (SLOT, "other"), (SLOT, "")])
def test_a_page_and_its_pieces_must_agree(page: str, piece: str) -> None:
    pieces = f"Head.\n\n<!-- generated: {piece} -->\n\nText.\n" if piece else "Head.\n"
    with pytest.raises(SystemExit, match=r"page\.md.*gone"):
        filled({"page.md": page.encode()}, {"pieces/page.md": pieces.encode()})


def test_a_piece_takes_the_place_of_its_marker() -> None:
    page, pieces = b"Before.\n\n<!-- generated: it -->\n\nAfter.\n", b"<!-- generated: it -->\n\nA `\\1`.\n"
    pages, _ = filled({"page.md": page}, {"pieces/page.md": pieces})
    assert pages["page.md"] == b"Before.\n\nA `\\1`.\n\nAfter.\n"
