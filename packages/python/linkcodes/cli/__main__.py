"""`python -m linkcodes.cli` is the same as `linkcodes`."""

from linkcodes.cli import main

if __name__ == "__main__":
    main()
