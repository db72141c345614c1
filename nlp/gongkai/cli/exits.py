"""Exit codes, and how errors are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from gongkai.errors import Problem

EXIT_OK: Final = 0
EXIT_DISAGREES: Final = 1
EXIT_FAILED: Final = 2
EXIT_INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
EXIT_BROKEN_PIPE: Final = 141  # 128 + SIGPIPE, as shells have it


def show_error(code: str, message: str, remedy: str | None) -> None:
    """One line on stderr: ``E004 what happened — what to do``."""
    click.echo(f"{code} {message}" + (f" — {remedy}" if remedy else ""), err=True)


def show_problem(problem: Problem, *, name: str, given: str) -> None:
    """The same for a problem of a Report, whose file ``name`` stands as it was ``given``, with its folders."""
    message = problem.message if given in problem.message else problem.message.replace(name, given, 1)
    show_error(problem.code, message, problem.remedy)
