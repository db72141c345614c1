"""`gongkai init`: a project directory of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli.exits import EXIT_OK


@click.command(short_help="Make a project directory of your own.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(folder: Path) -> int:
    """Make a project directory: own metrics, gold, models and decisions, laid over what ships."""
    from gongkai.project import init_project

    for path in init_project(folder):
        click.echo(f"made {path}")
    click.echo(
        f"\nNext: open {folder / 'codebook' / 'own.yaml'} and take the comment signs from its example, then\n"
        f"  gongkai --project {folder} codebook volunteers.registered\n"
        f"  gongkai --project {folder} extract PATH..."
    )
    return EXIT_OK
