"""All that is measured, in the order in which it is shown."""

from __future__ import annotations

from bench import diff, explorer, frames, generator, lighthouse, node, python_package, scan, signatures
from bench.run import Measurement

MEASUREMENTS: list[Measurement] = [
    generator.check_process,
    generator.edits,
    generator.check_growth,
    generator.generation,
    diff.comparison,
    python_package.imports,
    python_package.classification,
    python_package.decoding,
    python_package.validation,
    frames.joins,
    frames.growth,
    signatures.verification,
    scan.scanning,
    node.calls,
    node.sizes,
    explorer.typing,
    lighthouse.scores,
]
