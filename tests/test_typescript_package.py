"""The npm package, made from each spec: it compiles, installs, is typed, and does in Node what it says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codegen.text.typescript import block, literal
from tests.conftest import REPO, USUAL
from tests.packages import BIN, Package, run
from tests.proved import GENERATED

HERE = Path(__file__).parent / "typescript"
SPECS = ("tiny", "hostile", "real")
MOVED = "the-data-set-is-now-the-package-linkcodes-dataset.js"
"""Where the entry points lead that the data set had."""


@pytest.fixture(scope="session")
def installed(package: Callable[[str], Package], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty application into which the package of the real spec is installed from its tarball."""
    application = tmp_path_factory.mktemp("application")
    (application / "package.json").write_text('{"private": true, "type": "module"}')
    install = ("npm", "install", "--offline", "--cache", application / "cache", package("real").tarball)
    run(*install, cwd=application)
    return application


@pytest.mark.parametrize("spec", ["tiny", "hostile"])  # `make test` runs all suites on the real package
def test_says_what_the_spec_says(
    package: Callable[[str], Package], rendered: Callable[[str], Path], spec: str
) -> None:
    document = rendered(spec) / "spec/linkcodes.json"
    env = {"LINKCODES_NPM_DIR": str(package(spec).folder), "LINKCODES_SPEC": str(document)}
    run("node", "--test", "every-spec.test.mjs", "rules.test.mjs", "snippets.test.mjs", cwd=HERE, env=env)


@pytest.mark.parametrize("spec", SPECS)
def test_tarball_holds_exactly_what_it_should(package: Callable[[str], Package], spec: str) -> None:
    built = package(spec)
    modules = [path.relative_to(built.folder / "src") for path in (built.folder / "src").rglob("*.ts")]
    compiled = {f"dist/{module.with_suffix(suffix)}" for module in modules for suffix in (".js", ".d.ts")}
    texts = {"package.json", "renames.json", "README.md", "LICENSE", "CHANGELOG.md", MOVED}
    assert built.packed() == sorted({*texts, *compiled})


@pytest.mark.parametrize("spec", SPECS)
def test_every_module_is_reachable(
    package: Callable[[str], Package], rendered: Callable[[str], Path], spec: str
) -> None:
    built = package(spec)
    exports: dict[str, Any] = json.loads((built.folder / "package.json").read_text())["exports"]
    files = {path for path, entry in exports.items() if isinstance(entry, str)}
    assert files == {"./package.json", "./renames.json", "./dataset/*"}
    targets = {entry["default"] for path, entry in exports.items() if path not in files}
    private = (
        "attempts behavior body-reader book classification classify code-reader conclude containers "
        "content counter decode deliveries event-key given guards headers hidden info jws jws-keys key-cache "
        "key-calls key-fetch nearly operating operation outcome outline parsed pasted pauses plan planning "
        "reader reading receive recognize redaction redaction-bytes redaction-cuts redaction-fields "
        "redaction-layers redaction-nodes redaction-rules redaction-shapes redaction-spans redaction-text "
        "result retry rulebook rules safely said sentence signatures situation state tables unpack "
        "validate values verify words"
    )
    document = json.loads((rendered(spec) / "spec/linkcodes.json").read_bytes())
    providers = [provider["id"] for provider in document["providers"]]
    internal = {f"./dist/{module}.js" for module in (*private.split(), *(f"{id}/texts" for id in providers))}
    modules = {f"./{path.relative_to(built.folder)}" for path in (built.folder / "dist").rglob("*.js")}
    of_parts = re.compile(r"/constants/|^./dist/\w+/(deliveries|situations)\.js$")
    parts = {path for path in modules if of_parts.search(path)}
    assert targets == modules - internal - parts


def test_no_module_names_a_map_that_is_not_there(package: Callable[[str], Package]) -> None:
    """Bundlers and debuggers would look for it; what is shipped reads like its source, so there is none."""
    built = package("tiny")
    modules = [path for path in (built.folder / "dist").rglob("*") if path.is_file()]
    assert {path.suffix for path in modules} == {".js", ".ts"}
    assert [path for path in modules if "sourceMappingURL" in path.read_text("utf-8")] == []


@pytest.mark.follows_from(*GENERATED, "tools", "package.json")
@pytest.mark.parametrize("spec", SPECS)
def test_publint_accepts_it(package: Callable[[str], Package], spec: str) -> None:
    assert "All good!" in run(BIN / "publint", "--strict", ".", cwd=package(spec).folder)


# It takes most of a second an entry; of the real package, the two tests that follow ask the same.
@pytest.mark.follows_from(*GENERATED, "tools", "package.json")
@pytest.mark.parametrize("spec", ["tiny", "hostile"])
def test_attw_accepts_it(package: Callable[[str], Package], spec: str) -> None:
    built = package(spec)
    report = json.loads(
        run(BIN / "attw", "--profile", "esm-only", "--format", "json", built.tarball, cwd=built.folder)
    )
    kinds = {problem["kind"] for problem in report["analysis"]["problems"] if "esm" in str(problem).lower()}
    assert kinds <= {"CJSResolvesToESM"}, "an ESM-only package has no other answer for require()"
    lost = {
        problem["entrypoint"]
        for problem in report["analysis"]["problems"]
        if problem.get("resolutionKind") == "node10"
    }
    assert lost <= {"./package.json", "./renames.json"}, "programs that read no `exports` find all types"


def test_every_entry_leads_into_the_tarball(package: Callable[[str], Package]) -> None:
    built = package("real")
    packed = set(built.packed())
    for path, entry in built.exports().items():
        assert list(entry) == ["types", "default"], path
        assert entry["types"] == entry["default"].removesuffix(".js") + ".d.ts"
        assert {target.removeprefix("./") for target in entry.values()} <= packed, path


def test_each_pattern_for_programs_that_read_no_exports_leads_to_types(
    package: Callable[[str], Package],
) -> None:
    """`typesVersions` has the types of every entry; the compiler that is installed reads no such pattern."""
    built = package("real")
    packed = set(built.packed())
    [patterns] = json.loads((built.folder / "package.json").read_bytes())["typesVersions"].values()
    entries = [path.removeprefix("./") for path in built.exports() if path != "."]
    found = {
        entry: [target for target in patterns["*"] if f"{target.replace('*', entry)}.d.ts" in packed]
        for entry in entries
    }
    assert [entry for entry, targets in found.items() if not targets] == []
    assert {target for targets in found.values() for target in targets} == set(patterns["*"])
    # The types of the package itself are named by path.
    assert patterns == {"dist/*": ["dist/*"], "*": patterns["*"]}


@pytest.mark.parametrize("resolution", [("nodenext", "nodenext"), ("esnext", "bundler")])
def test_a_program_finds_the_types_of_every_entry(
    package: Callable[[str], Package], resolution: tuple[str, str], tmp_path: Path
) -> None:
    built = package("real")
    names = [path.replace(".", "linkcodes", 1) for path in built.exports()]
    lines = [f'export * as entry{number} from "{name}";' for number, name in enumerate(names)]
    (tmp_path / "program.ts").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/linkcodes").symlink_to(built.folder)
    shutil.copy(HERE / "consumer/tsconfig.json", tmp_path)
    module, module_resolution = resolution
    run(BIN / "tsc", "-p", ".", "--module", module, "--moduleResolution", module_resolution, cwd=tmp_path)


def test_installs_into_an_empty_folder(installed: Path) -> None:
    manifest = json.loads((installed / "node_modules" / "linkcodes" / "package.json").read_text())
    optional = {f"./{peer}" for peer in manifest["peerDependenciesMeta"]}
    paths = [
        path.replace(".", "linkcodes", 1)
        for path in manifest["exports"]
        if not path.endswith((".json", "*")) and path not in optional
    ]
    script = (
        "for (const path of process.argv.slice(1)) if (!Object.keys(await import(path)).length) throw path"
    )
    run("node", "--input-type=module", "-e", script, "--", *paths, cwd=installed)
    assert len(paths) > 10


@pytest.mark.parametrize(
    ("kind", "program", "says"),
    [
        ("module", "import 'linkcodes/dataset/codes.json'", "npm install linkcodes-dataset, then import"),
        ("module", "import table from 'linkcodes/dataset/codes.json' with { type: 'json' }", MOVED),
        ("commonjs", "require('linkcodes/dataset/codes.json')", MOVED),
        ("commonjs", "console.log(require.resolve('linkcodes/dataset/codes.sqlite')); throw 1", MOVED),
    ],
)
def test_a_program_that_imports_the_data_set_is_told_where_it_is(
    installed: Path, kind: str, program: str, says: str
) -> None:
    command = ["node", f"--input-type={kind}", "-e", program]
    done = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert says in done.stdout + done.stderr


@pytest.mark.parametrize("resolution", [("nodenext", "nodenext"), ("esnext", "bundler")])
def test_types_say_what_they_should(installed: Path, resolution: tuple[str, str]) -> None:
    shutil.copytree(HERE / "consumer", installed, dirs_exist_ok=True)
    module, module_resolution = resolution
    run(BIN / "tsc", "-p", ".", "--module", module, "--moduleResolution", module_resolution, cwd=installed)


@pytest.mark.parametrize("types", [[], ["--types", "node", "--typeRoots", str(REPO / "node_modules/@types")]])
def test_types_need_no_browser(installed: Path, types: list[str]) -> None:
    shutil.copytree(HERE / "consumer", installed, dirs_exist_ok=True)
    run(BIN / "tsc", "-p", "tsconfig.server.json", *types, cwd=installed)


@pytest.mark.parametrize("spec", SPECS)
def test_examples_of_the_readme_compile(package: Callable[[str], Package], spec: str, tmp_path: Path) -> None:
    built = package(spec)
    blocks = re.findall(
        r"```ts\n(.*?)```", (built.folder / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert blocks
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "linkcodes").symlink_to(built.folder)
    shutil.copy(HERE / "consumer" / "tsconfig.json", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "readme.ts").write_text(
        "declare const iframe: HTMLIFrameElement;\n" + "\n".join(blocks), encoding="utf-8"
    )
    run(BIN / "tsc", "-p", ".", cwd=tmp_path)


@pytest.mark.parametrize("spec", SPECS)
def test_every_generated_source_names_its_origin(rendered: Callable[[str], Path], spec: str) -> None:
    tree = USUAL["files"] if spec == "real" else rendered(spec)
    for path in (tree / "typescript" / "src").rglob("*.ts"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("// Generated by codegen from "), path


@pytest.mark.slow
def test_next_knows_that_the_hooks_are_of_the_client(installed: Path, tmp_path: Path) -> None:
    """A page of the App Router is built; a hook on the server gets Next's own message, not React's fault."""
    application = tmp_path / "next"
    shutil.copytree(HERE / "next", application)
    modules = application / "node_modules"
    modules.mkdir()
    for path in (REPO / "node_modules").iterdir():
        if path.name != "linkcodes":
            (modules / path.name).symlink_to(path)
    (modules / "linkcodes").symlink_to(installed / "node_modules" / "linkcodes")
    build = ("node", REPO / "node_modules/next/dist/bin/next", "build", "--webpack")
    run(*build, cwd=application, env={"NEXT_TELEMETRY_DISABLED": "1"})
    pages = application / ".next/server/app"
    assert "nothing yet, 0 seconds" in (pages / "index.html").read_text(encoding="utf-8")
    assert "useLinkOutcome() from the server" in (pages / "server.html").read_text(encoding="utf-8")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("__proto__"), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(json_values, max_size=40))
def test_any_value_becomes_code_that_means_it(values: list[Any]) -> None:
    code = f"console.log(JSON.stringify([{literal(values)}, {block(values)}]))"
    output = subprocess.run(
        ["node", "-"], input=code, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(output.stdout) == [values, values]
