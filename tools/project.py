"""usage: project.py npm PACKAGE_JSON | releasable TAG VERSION

Where the project lives and who wrote it, from `[tool.linkcodes]` in pyproject.toml, in the forms that others
take. `npm` fills the fields of a package.json; `releasable` says whether a release can be traced to its
source, and ends with 1 where it cannot.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[1] / "pyproject.toml"
_PLACE = "pyproject.toml, [tool.linkcodes]"


def setting(file: Path = _FILE) -> dict[str, Any]:
    """Return the setting: `repository`, `site` and `authors`; addresses without a slash at the end."""
    found: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))["tool"]["linkcodes"]
    return {key: value.rstrip("/") if isinstance(value, str) else value for key, value in found.items()}


def urls(project: dict[str, Any]) -> dict[str, str]:
    """Return the links of the wheel; none while nothing is known."""
    repository, site = project["repository"], project["site"]
    links = {"Homepage": site or repository, "Documentation": site}
    if repository:
        links |= {"Repository": repository, "Issues": f"{repository}/issues"}
        links |= {"Changelog": f"{repository}/blob/main/CHANGELOG.md"}
    return {name: link for name, link in links.items() if link}


def npm_fields(project: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of `package.json`; npm refuses provenance where `repository` is another one."""
    repository, fields = project["repository"], {}
    if home := project["site"] or repository:
        fields["homepage"] = home
    if repository:
        fields["repository"] = {"type": "git", "url": f"git+{repository}.git"}
        fields["bugs"] = {"url": f"{repository}/issues"}
    if project["authors"]:
        fields["contributors"] = project["authors"]
    return fields


def toml_lines(project: dict[str, Any], keywords: list[str]) -> str:
    """Return what belongs in the table `[project]` of a pyproject.toml that has no hook."""
    people = [
        ", ".join(f"{key} = {json.dumps(value)}" for key, value in who.items()) for who in project["authors"]
    ]
    lines = [
        f"keywords = {json.dumps(keywords)}",
        f"authors = [{', '.join(f'{{ {who} }}' for who in people)}]",
    ]
    lines += [f"urls.{name} = {json.dumps(link)}" for name, link in urls(project).items()]
    return "".join(f"{line}\n" for line in lines)


def hindrances(project: dict[str, Any], tag: str, version: str, runs_in: str) -> list[str]:
    """Return why a release cannot be made; `runs_in` is the repository that would publish it."""
    found = []
    if not project["repository"]:
        found.append(f"{_PLACE}: `repository` is empty; write the address of the public repository there")
    elif runs_in and project["repository"] != runs_in:
        found.append(f"{_PLACE}: `repository` is {project['repository']}, but this runs in {runs_in}")
    if not project["authors"]:
        found.append(f"{_PLACE}: `authors` is empty; name at least one")
    if tag != f"v{version}":
        found.append(f"the tag is {tag!r}, but the version in spec/spec.json is {version}; tag v{version}")
    return found


def fill(package: Path) -> None:
    """Add the fields to a `package.json`."""
    content = json.loads(package.read_bytes()) | npm_fields(setting())
    package.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _check(tag: str, version: str) -> None:
    server, name = os.environ.get("GITHUB_SERVER_URL", ""), os.environ.get("GITHUB_REPOSITORY", "")
    if found := hindrances(setting(), tag, version, f"{server}/{name}" if name else ""):
        raise SystemExit("\n".join(f"not releasable: {reason}" for reason in found))


def _main(verb: str, *words: str) -> None:
    if verb == "npm":
        fill(Path(words[0]))
    elif verb == "releasable":
        _check(*words)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    _main(*sys.argv[1:] or ("help",))
