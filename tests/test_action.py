"""What users put into their repositories: the steps of the Action and the hook, run as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.blocks import blocks
from tests.conftest import PACKAGE, REPO

ACTION = yaml.safe_load((REPO / "action.yml").read_text("utf-8"))
[HOOK] = yaml.safe_load((REPO / ".pre-commit-hooks.yaml").read_text("utf-8"))
WRONG = "from linkcodes.flinks import ApiCode\nApiCode.INVALID_PASWORD\n"
RIGHT = "from linkcodes.flinks import ApiCode\nApiCode.INVALID_PASSWORD\n"


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A repository of a user, with folders that are called like ours."""
    folder = tmp_path / "repository"
    for name in ("linkcodes", "codegen", "typer"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise SystemExit('imported')")
    (folder / "app.py").write_text(RIGHT)
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """The folder in which the step `install` makes its tools; here they are those of the tests."""
    tools = tmp_path / "runner" / "linkcodes" / "bin"
    tools.mkdir(parents=True)
    (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tools / "python").chmod(0o755)
    return tmp_path / "runner"


def steps(inputs: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the steps that run with these inputs, but for the installation."""
    given = {name: inputs.get(name, known["default"]) for name, known in ACTION["inputs"].items()}
    for step in ACTION["runs"]["steps"]:
        if "if" in step:
            [name] = re.findall(r"^inputs\.(\w+) != ''$", step["if"])
            if given[name]:
                environment = {
                    key: given[re.findall(r"inputs\.(\w+)", text)[0]] for key, text in step["env"].items()
                }
                yield {**step, "env": environment}


def act(user: Path, runner: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the steps of the Action until one fails; return how the last one ended."""
    done = subprocess.CompletedProcess[str]([], 0, "", "")
    for step in steps(inputs):
        forge = {"GITHUB_ACTION_PATH": str(REPO), "RUNNER_TEMP": str(runner), "PATH": os.environ["PATH"]}
        command = [step["shell"], "-e", "-c", step["run"]]
        environment = {**forge, **step["env"], "HOME": str(runner)}
        done = subprocess.run(command, cwd=user, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            break
    return done


def test_sources_are_checked(user: Path, runner: Path) -> None:
    assert act(user, runner).returncode == 0
    (user / "app.py").write_text(WRONG)
    done = act(user, runner, path="app.py")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=app.py,line=2,col=1,title=linkcodes unknown-code::")
    assert act(user, runner, path="").returncode == 0


def test_no_module_of_the_repository_is_imported(user: Path, runner: Path) -> None:
    done = act(user, runner)
    assert "imported" not in done.stdout + done.stderr


def test_a_path_is_no_option_and_no_command(user: Path, runner: Path) -> None:
    for path in ("--help", "$(touch forged)", "; touch forged"):
        done = act(user, runner, path=path)
        assert done.returncode == 2
        assert "no such file or folder" in done.stderr
    assert not (user / "forged").exists()


@pytest.mark.slow
def test_an_overlay_is_checked(user: Path, runner: Path) -> None:
    (user / "mine.json").write_text('{"id": "mine"}')
    done = act(user, runner, overlay="mine.json")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=")


def test_the_step_about_changes_calls_the_generator(user: Path, runner: Path) -> None:
    [*_, step] = steps({"version": "0.1.0"})
    assert step["env"] == {"LINKCODES_VERSION": "0.1.0"}
    script = (REPO / "tools/action.sh").read_text("utf-8")
    assert 'changes) python -m codegen diff --format github --against "$1" ;;' in script


def test_what_is_installed_is_pinned_and_is_enough() -> None:
    """The lock of the Action has the same versions as that of the tests, which run its steps."""
    everything = set(pins("requirements.lock"))
    wanted = pins("requirements-action.lock")
    assert {"cryptography", "jinja2", "pydantic", "rich", "typer"} <= {name for name, _ in wanted}
    assert set(wanted) - everything == set()
    assert "--require-hashes --only-binary :all:" in (REPO / "tools/action.sh").read_text("utf-8")


def test_the_tools_of_the_build_have_the_versions_of_the_tests() -> None:
    assert set(pins("requirements-build.lock")) - set(pins("requirements.lock")) == set()


def pins(name: str) -> list[tuple[str, str]]:
    return re.findall(r"^([\w.-]+)==(\S+)", (REPO / name).read_text("utf-8"), re.MULTILINE)


# what the guide shows


def test_the_guide_shows_a_step_and_a_hook_that_exist() -> None:
    hooks, steps = (yaml.safe_load(block.text) for block in blocks("yaml"))
    [step], [repository] = steps, hooks["repos"]
    assert set(step) == {"uses", "with"} and set(step["with"]) == set(ACTION["inputs"])
    assert [hook["id"] for hook in repository["hooks"]] == [HOOK["id"]]


# the hook


def test_the_hook_is_one_that_pre_commit_reads() -> None:
    command = [str(Path(sys.executable).parent / "pre-commit"), "validate-manifest"]
    subprocess.run([*command, str(REPO / ".pre-commit-hooks.yaml")], check=True)
    assert HOOK["additional_dependencies"] == [".[cli]"], "the command needs them"


def test_pre_commit_runs_the_hook(user: Path, tmp_path: Path) -> None:
    """As in a user's repository, but with the packages of the tests in the place of an installation."""
    entry = HOOK["entry"].replace("linkcodes", f"{sys.executable} -P -m linkcodes.cli", 1)
    here = {key: value for key, value in HOOK.items() if key != "additional_dependencies"}
    hook = {**here, "entry": entry, "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (user / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (user / "notes.md").write_text(WRONG)
    assert committed(user, tmp_path).returncode == 0
    (user / "app.py").write_text(WRONG)
    done = committed(user, tmp_path)
    assert done.returncode == 1
    assert "ApiCode.INVALID_PASWORD" in done.stdout


def committed(user: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Stage everything and run the hooks."""
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home / "cache"), "COLUMNS": "200"}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, PACKAGE))
    subprocess.run(["git", "init", "-q"], cwd=user, check=True)
    subprocess.run(["git", "add", "-A"], cwd=user, check=True)
    command = [str(Path(sys.executable).parent / "pre-commit"), "run", "--color", "never"]
    return subprocess.run(command, cwd=user, env=environment, capture_output=True, text=True, check=False)
