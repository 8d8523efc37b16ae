"""What Hatch asks while it builds the wheel: who wrote it, where it lives, what its page says."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import project, readme


class ProjectMetadata(MetadataHookInterface):
    """Fills the authors and links of the one setting, the keywords of the npm package, and the page."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what is known to the metadata."""
        known = project.setting(Path(self.root) / "pyproject.toml")
        manifest = json.loads((Path(self.root) / "generated/typescript/package.json").read_bytes())
        page = readme.composed(Path(self.root) / "generated", Path(self.root) / "packages/python/README.md")
        metadata |= {"readme": {"content-type": "text/markdown", "text": page}}
        metadata |= {
            "authors": known["authors"],
            "urls": project.urls(known),
            "keywords": manifest["keywords"],
        }
