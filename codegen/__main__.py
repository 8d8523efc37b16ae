"""`python -m codegen`."""

import gc
import io
import sys

from codegen.command.cli import main
from codegen.output.beside import allow

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        # A terminal that cannot show a character shows its number instead of an error.
        stream.reconfigure(errors="backslashreplace")
allow()
gc.disable()  # a run is short and keeps nearly all it makes; looking for garbage would only cost time
status = main()
gc.freeze()  # nor at the end, when Python would look through everything once more
sys.exit(status)
