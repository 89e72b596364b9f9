"""Entry point of ``dalil`` and ``python -m dalil``."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from dalil.cli.main import run

    run()


if __name__ == "__main__":
    main()
