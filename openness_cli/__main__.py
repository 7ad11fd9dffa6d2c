"""Run the tool as ``python -m openness_cli``."""

from openness_cli.cli.main import main

if __name__ == "__main__":
    main()
