"""What Hatch asks while it builds the wheel: who wrote it, where it lives, which data set it carries."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools import dataset, project


class ProjectMetadata(MetadataHookInterface):
    """Fills `authors` and the links, from the one setting."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add what is known to the metadata."""
        known = project.setting(Path(self.root) / "pyproject.toml")
        metadata |= {"authors": known["authors"], "urls": project.urls(known)}


class DatasetFiles(BuildHookInterface[Any]):
    """Puts the data set into the wheel, as `linkcodes/dataset/`."""

    _folder: tempfile.TemporaryDirectory[str]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the data set beside the build; an editable install does without it."""
        self._folder = tempfile.TemporaryDirectory()
        if version == "standard":
            dataset.write(Path(self.root) / "generated", Path(self._folder.name))
            build_data["force_include"][self._folder.name] = "linkcodes/dataset"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        self._folder.cleanup()
