"""The command group, and the one place where exit codes, errors and broken pipes are dealt with."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from gongkai.cli.exits import EXIT_BROKEN_PIPE, EXIT_FAILED, EXIT_INTERRUPTED, show_error
from gongkai.errors import GongkaiError
from gongkai.version import __version__

COMMANDS: Final = {
    "extract": "gongkai.cli.extract:extract",
    "check": "gongkai.cli.check:check",
    "codebook": "gongkai.cli.codebook:codebook",
    "demo": "gongkai.cli.demo:demo",
    "init": "gongkai.cli.init:init",
    "evaluate": "gongkai.cli.evaluate:evaluate",
    "gold": "gongkai.cli.gold:gold",
    "train": "gongkai.cli.train:train",
    "models": "gongkai.cli.models:models",
}
"""Command name to where it is, in the order of the help."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 nothing wrong; 1 something disagrees (check, evaluate); 2 could not be done.",
)
@click.version_option(__version__, prog_name="gongkai")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Project directory (default: the current folder when it holds a gongkai.toml, else what ships).",
)
@click.pass_context
def gongkai(ctx: click.Context, project: Path | None) -> None:
    """Read Chinese open-government annual reports (政府信息公开工作年度报告).

    Takes the statutory tables and the figures of the prose out of a report, each with the characters
    that say it, and shows what in it disagrees. `gongkai demo` shows the whole job on sample reports.
    """
    ctx.obj = project


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    _speak_utf8()
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; give the exit code."""
    try:
        code = gongkai.main(args, prog_name="gongkai", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        return EXIT_BROKEN_PIPE
    except GongkaiError as error:
        show_error(error.code, error.message, error.remedy)
        return EXIT_FAILED
    except OSError as error:  # a full disk, a terminal that is gone
        failed = GongkaiError("E013", path=error.filename or "the output", why=error.strerror or error)
        show_error(failed.code, failed.message, failed.remedy)
        return EXIT_FAILED
    except click.ClickException as error:
        error.show()
        return EXIT_FAILED
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped", err=True)
        return EXIT_INTERRUPTED
    return code if isinstance(code, int) else 0


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: the reports are Chinese, and JSON is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _abandon_stdout() -> None:
    """Let the interpreter flush into nothing: the reader of the pipe is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
