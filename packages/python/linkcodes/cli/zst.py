# ruff: noqa: PLC0415
"""Reads what Zstandard compressed, by a package that only those need who have such files."""

from __future__ import annotations

from typing import Any, BinaryIO

_STEP = 512
"""Bytes that are decompressed at a time: they become 16 MB at most, so no file fills the memory."""


class MissingZst(OSError):  # noqa: N818
    """The package that decompresses is not installed."""


class BadZstFile(OSError):  # noqa: N818
    """The compressed data is damaged."""


class ZstReader:
    """Decompresses frame after frame, as far as they are whole."""

    def __init__(self, source: BinaryIO) -> None:
        try:
            import zstandard
        except ImportError:
            raise MissingZst from None
        self._source, self._package = source, zstandard
        self._frame: Any = None
        """What decompresses the current frame."""
        self._given = self._ready = b""
        """What is to be decompressed, and what was and is to be returned."""
        self._at = 0
        """How much of the latter was returned."""

    def read(self, size: int, /) -> bytes:
        """Return some bytes, at most `size`; none at the end."""
        while self._at == len(self._ready):
            self._given = self._given or self._source.read(_STEP)
            if not self._given and self._frame:
                raise EOFError
            if not self._given:
                return b""
            self._ready, self._at = self._decompressed(), 0
        found = self._ready[self._at : self._at + size]
        self._at += len(found)
        return found

    def _decompressed(self) -> bytes:
        self._frame = self._frame or self._package.ZstdDecompressor().decompressobj()
        try:
            found: bytes = self._frame.decompress(self._given)
        except self._package.ZstdError:
            raise BadZstFile from None
        self._given = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame = None
        return found
