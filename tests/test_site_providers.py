"""Pages of providers and payloads: nothing is missing, notes are true, checks of signatures run."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.output.render import Workshop
from codegen.read.load import load
from codegen.resolve.bodies import coded_fields
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider, ResolvedSpec
from codegen.targets.site.annotations import annotated, fits, located
from codegen.targets.site.diagrams import diagram_anchor, lines, state_diagram_view
from codegen.targets.site.payloads import as_json, payload_view
from codegen.targets.site.provider import provider_view, subpages
from codegen.targets.site.surfaces import surface_views, ways
from codegen.targets.site.target import TARGET
from codegen.views.book import Book, href
from tests.editing import edit
from tests.specs import resolved

WORKSHOP = Workshop(TARGET.folder)
EVERY_SPEC = pytest.mark.parametrize("name", ["tiny", "hostile", "real"])


@cache
def spec_of(name: str) -> ResolvedSpec:
    return resolved(name)


def page_of(spec: ResolvedSpec, provider: ResolvedProvider) -> str:
    """Return a provider's own page, and all that are beside it."""
    view = provider_view(Book(spec), provider.page, provider)
    templates = ["provider.md.jinja", *(item.template for item in subpages(provider))]
    return "\n".join(WORKSHOP.render(name, header="Made by a test.", view=view) for name in templates)


def section(page: str, anchor: str) -> str:
    """Return what is between a heading of the third level and the next heading."""
    return re.split(r"\n##", page.partition(f"{{ #{anchor} }}\n")[2])[0]


# ---------------------------------------------------------------- providers


@EVERY_SPEC
def test_each_surface_shows_all_its_vocabularies_and_payloads(name: str) -> None:
    spec = spec_of(name)
    for provider in spec.providers:
        page = page_of(spec, provider)
        assert provider.surfaces
        for surface in provider.surfaces:
            text = section(page, f"surface-{surface.id.replace('.', '-')}")
            parts = [spec.vocabularies[item].page for item in surface.vocabularies]
            parts += [item.page for item in provider.payloads if item.id in surface.payloads]
            missing = [part for part in parts if f"]({href(provider.page, part)})" not in text]
            assert missing == [], surface.id


@EVERY_SPEC
def test_a_provider_page_names_every_part(name: str) -> None:
    spec = spec_of(name)
    for provider in spec.providers:
        page = page_of(spec, provider)
        parts = [item.page for item in provider.vocabularies]
        parts += [item.page for item in provider.payloads]
        parts += [item.page for item in provider.methods]
        assert [part for part in parts if f"({href(provider.page, part)})" not in page] == []
        assert page.count("<svg ") == len(provider.flows)
        assert page.count('<div class="lc-states"') == len(provider.state_diagrams)
        anchors = re.findall(r"\{ #([\w-]+)|id=\"([\w-]+)\"", page)
        assert len(set(anchors)) == len(anchors) > 3


def test_a_provider_without_surfaces_still_shows_everything(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/surfaces", remove=True)
    spec = resolve(load(tiny_spec))
    (provider,) = spec.providers
    (view,) = surface_views(Book(spec), provider.page, provider)
    lines = [*view.outcomes, *view.words]
    assert sorted(line.link.text for line in lines) == [
        "Account level", "Link status", "Link step", "Method",
    ]  # fmt: skip
    assert len(view.payloads) == len(provider.payloads)
    assert ways(Book(spec), provider) == ()
    assert "## Who talks to whom" not in page_of(spec, provider)
    assert "surface=" not in page_of(spec, provider)


def test_a_provider_with_nothing_has_a_page() -> None:
    spec = spec_of("tiny")
    nothing = dict.fromkeys(
        ("vocabularies", "methods", "payloads", "surfaces", "flows", "state_diagrams", "signatures",
         "deliveries", "addresses", "scenarios", "gaps"), (),
    )  # fmt: skip
    provider = spec.providers[0].model_copy(update=nothing)
    page = page_of(spec.model_copy(update={"providers": (provider,)}), provider)
    assert re.findall(r"^## (\w+)", page, re.MULTILINE) == ["Sources"]
    assert "<svg " not in page


def test_a_surface_reaches_whoever_its_payloads_reach(tiny_spec: Path) -> None:
    book = Book(resolve(load(tiny_spec)))
    shown = [
        ([item.text for item in way.surfaces], way.receiver) for way in ways(book, book.spec.providers[0])
    ]
    assert shown == [
        (["Widget"], "Your page or app"), (["Widget"], "Your page"), (["Webhooks"], "Your server"),
    ]  # fmt: skip


def test_the_values_to_know_first_are_those_that_fail() -> None:
    spec = spec_of("real")
    fixable = {phase.id for phase in spec.taxonomy.phases if phase.wants_fix}
    lists = {item.page: item for item in spec.vocabularies.values()}
    for provider in spec.providers:
        for surface in surface_views(Book(spec), provider.page, provider):
            for line in surface.outcomes:
                page = next(page for page in lists if href(provider.page, page) == line.link.href)
                phases = [
                    code.effective_behavior.phase
                    for code in lists[page].codes
                    if code.effective_behavior and not code.deprecated
                ]
                failures = min(len([phase for phase in phases if phase in fixable]), 4)
                tones = [chip.tone.split() for chip in line.chips]
                shown = [tone for tone in tones if tone and tone[0].removeprefix("lc-") in fixable]
                assert len(shown) >= failures
                assert len(line.chips) + line.more == len(lists[page].codes)


# ---------------------------------------------------------------- diagrams


def test_each_way_between_two_states_is_told(tiny_spec: Path) -> None:
    second = {"source": "checking", "target": "ok", "label": "bank was asked before"}
    edit(tiny_spec, "providers/acme.json", "/state_diagrams/0/transitions/-", second)
    spec = resolve(load(tiny_spec))
    diagram = spec.providers[0].state_diagrams[0]
    boxes = state_diagram_view(Book(spec), "acme/index", diagram).states
    ways = {(box.label, way.label, way.value, way.target.text) for box in boxes for way in box.ways}
    assert {
        ("Acme asks the bank", what, "", "Connected") for what in ("bank accepts", second["label"])
    } <= ways
    assert ("Acme asks the bank", "wrong password", "bad-login", "Form on screen") in ways
    assert len(ways) == len(diagram.transitions)


@EVERY_SPEC
def test_each_diagram_has_its_codes_and_its_text_beside_it(name: str) -> None:
    spec = spec_of(name)
    for provider in spec.providers:
        page = page_of(spec, provider)
        for diagram in provider.state_diagrams:
            view = state_diagram_view(Book(spec), provider.page, diagram)
            text = section(page, view.anchor)
            codes = [state.code for state in diagram.states if state.code]
            codes += [transition.code for transition in diagram.transitions if transition.code]
            links = [f"({href(provider.page, spec.codes[code].page)})" for code in codes]
            assert [link for link in links if link not in text] == []
            assert text.count("<li") == len(diagram.states) + len(diagram.transitions)


@EVERY_SPEC
def test_a_provider_page_leads_to_the_flow_of_each_call(name: str) -> None:
    spec = spec_of(name)
    for provider in spec.providers:
        flows = (
            page_of(spec, provider).partition("{ #flows }")[2].partition("\n## ")[0].partition("\n### ")[0]
        )
        links = re.findall(r"\]\(([^)]+)\)", flows)
        wanted = [href(provider.page, item.page, "flow") for item in provider.methods if item.flow]
        assert links == (wanted if provider.flows else [])
    assert name != "real" or any(item.flow for provider in spec.providers for item in provider.methods)


def test_the_anchor_of_a_diagram_says_its_kind_once() -> None:
    once = r"(flow|states)-(?!flow-|states-)[a-z0-9_-]+"
    for provider in spec_of("real").providers:
        anchors = [diagram_anchor(item) for item in provider.flows]
        anchors += [diagram_anchor(item) for item in provider.state_diagrams]
        assert [anchor for anchor in anchors if not re.fullmatch(once, anchor)] == []


_DIAGRAM = "<svg (.*?)</svg>"


@EVERY_SPEC
def test_pictures_say_every_message_in_their_frame(name: str) -> None:
    for provider in spec_of(name).providers:
        found = re.findall(_DIAGRAM, page_of(spec_of(name), provider), re.DOTALL)
        for flow, source in zip(provider.flows, found, strict=True):
            said = [html.unescape(text) for text in re.findall(r"<text [^>]*>([^<]*)</text>", source)]
            text = "".join(said).replace(" ", "")
            parts = [part for step in flow.steps for part in (step.sender, step.receiver, step.message)]
            assert [part for part in parts if "".join(lines(part)).replace(" ", "") not in text] == []
            size = re.match(r'width="(\d+)" height="(\d+)"', source)
            assert size
            for way, most in zip("xy", map(int, size.groups()), strict=True):
                places = map(int, re.findall(rf' {way}="(\d+)"', source))
                assert all(0 < place < most for place in places), flow.id


# ---------------------------------------------------------------- annotated examples


def notes_of(spec: ResolvedSpec, payload: ResolvedPayload) -> Any:
    return annotated(Book(spec), payload.page, payload, as_json)


def test_an_accepted_example_is_shown_though_a_rejected_one_has_its_name() -> None:
    spec = spec_of("tiny")
    payload = next(payload for provider in spec.providers for payload in provider.payloads)
    accepted = next(item for item in payload.examples if item.verdict == "accept")
    rejected = replace(accepted, verdict="reject", value=[])
    [shown] = notes_of(spec, payload.model_copy(update={"examples": (accepted, rejected)}))
    assert json.loads(shown.text) == accepted.value


def at(value: Any, pointer: str) -> Any:
    """Return what a JSON pointer leads to."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def by_link(spec: ResolvedSpec, payload: ResolvedPayload) -> dict[str, list[str | int]]:
    """Return the values of the codes to whose page a link on the page of a payload leads."""
    found: dict[str, list[str | int]] = {}
    for code in spec.codes.values():
        found.setdefault(href(payload.page, code.page), []).append(code.value)
    return found


@pytest.mark.slow
@EVERY_SPEC
def test_notes_name_the_codes_that_stand_in_the_example(name: str) -> None:
    spec = spec_of(name)
    coded = 0
    for provider in spec.providers:
        for payload in provider.payloads:
            codes = by_link(spec, payload)
            for shown in notes_of(spec, payload):
                value, lines = json.loads(shown.text), shown.text.split("\n")
                for note in shown.notes:
                    found = at(value, note.pointer)
                    assert as_json(found) in lines[note.line - 1], (payload.id, note)
                    if note.code:
                        coded += 1
                        assert str(found) == note.code.code.text
                        assert codes[note.code.code.href] == [found]
    assert coded > {"tiny": 5, "hostile": 2, "real": 500}[name]


@EVERY_SPEC
def test_every_coded_value_of_an_example_has_a_note(name: str) -> None:
    spec = spec_of(name)
    for provider in spec.providers:
        for payload in provider.payloads:
            patterns = [item.pointer for item in coded_fields(payload.body)]
            for shown in notes_of(spec, payload):
                noted = {note.pointer for note in shown.notes}
                values = [
                    item for item in located(json.loads(shown.text)) if item.value not in (None, [], {})
                ]
                wanted = {
                    item.pointer for item in values if any(fits(each, item.pointer) for each in patterns)
                }
                assert wanted <= noted, payload.id
                assert {str(note.line) for note in shown.notes} == set(map(str, shown.lines))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_values_are_found_on_their_lines(value: Any) -> None:
    lines = as_json(value).split("\n")
    found = list(located(value))
    assert [item.line for item in found] == sorted({item.line for item in found})
    for item in found:
        assert at(value, item.pointer) == item.value
        assert lines[item.line - 1].removesuffix(",").endswith(as_json(item.value))


def test_a_star_stands_for_one_step() -> None:
    assert fits("/a/*/c", "/a/0/c")
    assert not fits("/a/*", "/a/0/c")
    assert not fits("/a/*/c", "/a/0/d")


def test_a_value_that_is_not_listed_is_shown_as_such() -> None:
    spec = spec_of("tiny")
    payload = spec.providers[0].payloads[0]
    changed = replace(payload.examples[0], value={"status": "NEW_ONE"}, verdict="accept")
    odd = payload.model_copy(update={"examples": (changed,)})
    (shown,) = notes_of(spec, odd)
    (note,) = shown.notes
    assert (note.line, note.pointer, note.value, note.code) == (2, "/status", "NEW_ONE", None)
    text = WORKSHOP.render("payload.md.jinja", header="Test.", view=payload_view(Book(spec), odd))
    assert "is not listed. Accept it and keep it." in text
    assert '<span class="hll">  <span class="nt">"status"</span>' in text
