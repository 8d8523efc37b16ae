"""What Hatch asks while it builds the wheel: who wrote it, where it lives, what it is about."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import project


class ProjectMetadata(MetadataHookInterface):
    """Fills `authors` and the links, from the one setting, and the keywords of the npm package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what is known to the metadata."""
        known = project.setting(Path(self.root) / "pyproject.toml")
        manifest = json.loads((Path(self.root) / "generated/typescript/package.json").read_bytes())
        metadata |= {
            "authors": known["authors"],
            "urls": project.urls(known),
            "keywords": manifest["keywords"],
        }
