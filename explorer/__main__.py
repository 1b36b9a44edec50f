"""``python -m explorer``: the command ``tumen``."""

from explorer.cli.main import main

if __name__ == "__main__":
    main(prog_name="python -m explorer")
