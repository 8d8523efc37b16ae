"""`python child.py COMMAND...`: run a command; print its seconds, peak memory in MiB and seconds of CPU.

What the command prints goes to standard error, so that it can be read when it fails.

A child's peak is at least the size of the process that forks it.
So this one is started in between, and is small.
"""

from __future__ import annotations

import os
import sys
import time

_UNITS_OF_A_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


def main(command: list[str]) -> int:
    """Print the three figures; return the status of the command."""
    started = time.perf_counter()
    printed = [(os.POSIX_SPAWN_DUP2, 2, 1)]
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=printed)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - started
    print(seconds, usage.ru_maxrss / _UNITS_OF_A_MIB, usage.ru_utime + usage.ru_stime)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
