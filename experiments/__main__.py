"""`python -m experiments`: the command line where no `flashpoint` is on the path."""

from experiments.cli.app import main

if __name__ == "__main__":
    main()
