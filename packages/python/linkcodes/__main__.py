"""`python -m linkcodes`: the command, for those who have several Pythons."""

from linkcodes.cli import main

if __name__ == "__main__":
    main()
