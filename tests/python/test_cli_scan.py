"""How `linkcodes scan` reads logs of any size: the bounds of its memory, its processes, its bar."""

from __future__ import annotations

import gzip
import io
import random
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import zstandard
from rich.progress import Progress

from tests.bench.logs import mixed_lines
from tests.python.conftest import Import
from tests.terminal import Terminal

LONGEST = 1 << 20


@pytest.fixture
def scan(real: Import) -> Any:
    return real("cli.scan")


def log_of(files: Any, content: bytes, size: int | None = None) -> Any:
    return files.Log(io.BytesIO(content), io.BytesIO(content), size)


def by_readline(content: bytes) -> list[tuple[bytes, bool]]:
    """Return each line, no more of it than is looked at, and whether that is less than all."""
    source, lines = io.BytesIO(content), []
    while text := source.readline(LONGEST):
        cut = len(text) == LONGEST and not text.endswith(b"\n")
        lines.append((text.removesuffix(b"\n"), cut))
        while cut and (rest := source.readline(LONGEST)) and not rest.endswith(b"\n"):
            pass
    return lines


def texts() -> list[bytes]:
    chance = random.Random(3)
    around = [LONGEST - 2, LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST, 1 << 18, (1 << 18) - 1]
    long = [
        b"A" * size + end
        for size in around
        for end in (b"\n", b"", b"\n\n", b"\nB\r\n", b"\n" + b"C" * LONGEST)
    ]
    mixed = [
        b"\n".join(chance.choices([b"", b"\r", b"\0\xff", b"D" * 90_000, b"E" * 1_500_000], k=30))
        for _ in range(5)
    ]
    return [b"", b"\n", b"x", b"x\n\n\n", *long, *mixed]


@pytest.mark.parametrize("text", texts(), ids=len)
def test_blocks_have_the_lines_that_were_read_one_by_one(real: Import, text: bytes) -> None:
    blocks = list(log_of(real("cli.files"), text).blocks())
    assert [(line, block.cut) for block in blocks for line in block.lines()] == by_readline(text)
    assert all(len(block.text) < 2 * LONGEST for block in blocks)


@pytest.mark.parametrize("size", [1, 7, 100, 4096])
def test_parts_of_a_log_are_the_whole(real: Import, tmp_path: Path, size: int) -> None:
    files, path, chance = real("cli.files"), tmp_path / "a.log", random.Random(size)
    lines = [b"x" * chance.choice((0, 0, 1, 5, 300)) + b"\n" for _ in range(400)]
    path.write_bytes(b"".join(lines) + b"last")
    found = []
    for part in files.parts(str(path), size):
        with files.opened(part) as log:
            found += [line for block in log.blocks() for line in block.lines()]
    assert [*(line[:-1] for line in lines), b"last"] == found


def test_what_is_no_plain_file_has_one_part(real: Import, tmp_path: Path) -> None:
    files, packed = real("cli.files"), tmp_path / "a.gz"
    packed.write_bytes(gzip.compress(random.Random(1).randbytes(5000)))
    for name in ("-", str(packed), str(tmp_path), str(tmp_path / "none")):
        assert files.parts(name, 100) == [files.LogPart(name)]


@pytest.mark.slow
def test_all_cores_find_what_one_finds(
    real: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work, counts = real("cli.scan_work"), real("cli.counts")
    names = [str(tmp_path / name) for name in ("a.log", "none", "b.log.gz", "c.log")]
    for number, name in enumerate(names):
        lines = [line.encode() for line in islice(mixed_lines(number), 2000)]
        if number != 1:
            content = b"\n".join([*lines, *(b'{"FlinksCode": "NEW_%d"}' % n for n in range(number, 900))])
            Path(name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    told: list[Any] = []
    found = []
    for worth, cores in ((1, 2), (1 << 40, 2), (1, 1)):
        monkeypatch.setattr(work, "WORTH", worth)
        monkeypatch.setattr(work, "PART", 100_000)
        monkeypatch.setattr(work, "_cores", lambda cores=cores: cores)
        counted = counts.Counts()
        assert not work.scan_logs(names, "flinks", counted, lambda *of: told.append(of))
        found.append((counted.codes.most_common(), counted.lines, counted.empty, capsys.readouterr().err))
    assert found[0] == found[1] == found[2]
    assert "none: no such file" in found[0][-1]


def test_no_code_is_lost_between_parts(real: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work, counts, path = real("cli.scan_work"), real("cli.counts"), tmp_path / "a.log"
    monkeypatch.setattr(work, "MOST_CODES", 10)
    monkeypatch.setattr(counts, "MOST_CODES", 10)
    path.write_bytes(b"".join(b'{"FlinksCode": "NEW_%d"}\n' % (n % 40) for n in range(100)))
    found = counts.Counts()
    for part in real("cli.files").parts(str(path), 500):
        for each in work.scan_part(part, "flinks").counts:
            found.merge(each)
    assert {key.code: count for key, count in found.codes.items()} == {
        **{f"NEW_{n}": 3 if n < 20 else 2 for n in range(10)}, "…": 70,
    }  # fmt: skip


def packed(content: bytes) -> bytes:
    """Compress by Zstandard, in two frames."""
    pack, half = zstandard.ZstdCompressor().compress, len(content) // 2
    return pack(content[:half]) + pack(content[half:])


@pytest.mark.parametrize("content", [b"", b"x\n", b"line of text\n" * 100_000, b"\n" * 5_000_000])
def test_zstandard_is_read(real: Import, content: bytes) -> None:
    reader, found = real("cli.zst").ZstReader(io.BytesIO(packed(content))), b""
    while text := reader.read(1 << 18):
        assert len(text) <= 1 << 18
        found += text
    assert found == content


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda raw: raw[:-3], "the compressed data ends early"),
    (lambda raw: raw + b"no frame", "the compressed data is damaged"),
])  # fmt: skip
def test_zstandard_that_is_not_whole_is_read_as_far_as_it_is(
    real: Import, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Any, said: str
) -> None:
    path, lines = tmp_path / "a.zst", [line.encode() for line in islice(mixed_lines(), 5000)]
    path.write_bytes(spoil(packed(b"\n".join(lines))))
    counts = real("cli.counts").Counts()
    assert not real("cli.scan_work").scan_logs([str(path)], None, counts, lambda *_: None)
    assert said in capsys.readouterr().err
    assert counts.lines > 1000


def test_without_its_package_zstandard_is_not_read(
    real: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.zst"
    path.write_bytes(packed(b"x"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    real("cli.scan_work").scan_logs([str(path)], None, real("cli.counts").Counts(), lambda *_: None)
    assert capsys.readouterr().err.endswith('one more package: pip install "linkcodes[zst]"\n')


def test_invented_codes_do_not_fill_the_memory(real: Import) -> None:
    module, beyond = real("cli.counts"), 25
    classify, counts = real("runtime").classify, module.Counts()

    def count(*numbers: int) -> None:
        one = module.Counts()
        one.add(1, False, [module.keys_of(classify("acme", f"INVENTED_{number}") for number in numbers)])
        counts.merge(one)

    for number in range(module.MOST_CODES + beyond):
        count(number)
    count(0)
    counted = {key.code: number for key, number in counts.codes.items()}
    assert len(counted) == module.MOST_CODES + 1
    assert counted["…"] == beyond
    assert counted["INVENTED_0"] == 2  # what is counted already keeps counting
    assert counted[f"INVENTED_{module.MOST_CODES - 1}"] == 1
    assert counts.codes.total() == counts.lines == module.MOST_CODES + beyond + 1


LINES = 20_000
"""So many that each log has several blocks."""


@pytest.mark.parametrize("lengths", [(40, 40, 40), (30, 80, 40), (80, 30, 30)])
def test_the_bar_shows_the_bytes_of_all_logs(
    lengths: tuple[int, ...], scan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = [tmp_path / f"{number}.log" for number in range(len(lengths))]
    for path, length in zip(logs, lengths, strict=True):
        path.write_text(("x" * length + "\n") * LINES)
    places = moves(monkeypatch)
    with pytest.raises(SystemExit):  # there is no code in them
        scan.scan([str(path) for path in logs], None, scan.Format.JSON)
    ends = [sum(path.stat().st_size for path in logs[: number + 1]) for number in range(len(logs))]
    assert places == sorted(set(places))
    assert len(places) >= 3 * len(logs)
    assert set(ends) < set(places)
    assert places[-1] == ends[-1]


def moves(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Pretend that there is a terminal; return the list to which each place of the bar is added."""
    places: list[int] = []
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(Progress, "update", lambda self, task, *, completed: places.append(completed))
    return places
