"""`python -m tiekartta` is the same as the `tiekartta` command."""

from tiekartta.shell.commandline import main

if __name__ == "__main__":
    main()
