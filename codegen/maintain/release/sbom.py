"""The bill of materials of a release, in CycloneDX: its packages, what they may need, what built them."""

from __future__ import annotations

import base64
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from codegen.output.tree import sha256

_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_TYPES = {".whl": "pypi", ".gz": "pypi", ".tgz": "npm"}


def bill_of_materials(tree: Path, version: str, date: str, packages: Mapping[str, bytes]) -> bytes:
    """Return the bill of a release: the same bytes for the same packages, lock files and day."""
    product = Component(
        type=ComponentType.LIBRARY, name="linkcodes", version=version, bom_ref=f"linkcodes@{version}"
    )
    parts = [*_released(version, packages), *_python(tree), *_npm(tree)]
    bom = Bom(
        components=parts,
        metadata=BomMetaData(component=product, timestamp=datetime.fromisoformat(date).replace(tzinfo=UTC)),
        serial_number=uuid5(NAMESPACE_URL, "".join(map(sha256, packages.values()))),
    )
    bom.register_dependency(product, [part for part in parts if part.scope is ComponentScope.REQUIRED])
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    return f"{text}\n".encode()


def _released(version: str, packages: Mapping[str, bytes]) -> Iterator[Component]:
    for name, data in packages.items():
        kind, package = _TYPES[Path(name).suffix], name.partition(f"-{version}")[0].replace("_", "-")
        address = PackageURL(kind, name=package, version=version, qualifiers={"file_name": name})
        yield Component(
            type=ComponentType.LIBRARY,
            name=package,
            version=version,
            bom_ref=str(address),
            purl=address,
            scope=ComponentScope.REQUIRED,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256(data))],
        )


def _python(tree: Path) -> Iterator[Component]:
    """Yield what the lock file pins; only the extras of the package are more than tools."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = _names(item for items in project["optional-dependencies"].values() for item in items)
    for name, version in _LOCKED.findall((tree / "requirements.lock").read_text(encoding="utf-8")):
        yield _component("pypi", name, version, is_optional=name.lower() in extras)


def _npm(tree: Path) -> Iterator[Component]:
    peers = json.loads((tree / "generated/typescript/package.json").read_bytes())["peerDependencies"]
    locked = json.loads((tree / "package-lock.json").read_bytes())["packages"]
    found = {
        (path.rpartition("node_modules/")[2], item["version"]): item.get("integrity", "")
        for path, item in locked.items()
        if path
    }
    for (name, version), integrity in sorted(found.items()):
        yield _component("npm", name, version, is_optional=name in peers, integrity=integrity)


def _component(kind: str, name: str, version: str, *, is_optional: bool, integrity: str = "") -> Component:
    scope, _, short = name.rpartition("/")
    address = PackageURL(kind, scope or None, short, version)
    return Component(
        type=ComponentType.LIBRARY,
        name=name,
        version=version,
        bom_ref=str(address),
        purl=address,
        scope=ComponentScope.OPTIONAL if is_optional else ComponentScope.EXCLUDED,
        hashes=list(_hashes(integrity)),
    )


def _hashes(integrity: str) -> Iterator[HashType]:
    algorithm, _, digest = integrity.partition("-")
    if algorithm == "sha512":
        yield HashType(alg=HashAlgorithm.SHA_512, content=base64.b64decode(digest).hex())


def _names(requirements: Iterable[str]) -> set[str]:
    return {found[0].lower() for item in requirements if (found := _NAME.match(item))}
