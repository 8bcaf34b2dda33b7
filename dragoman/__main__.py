"""The command line."""

from __future__ import annotations

import typer

app = typer.Typer(name="dragoman", no_args_is_help=True)


@app.callback()
def dragoman() -> None:
    """The yearbook of international organisations that reads the news itself."""


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
