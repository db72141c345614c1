"""The command line. Commands import what they need when they run, so that help comes at once."""

from gongkai.cli.group import gongkai, main

__all__ = ["gongkai", "main"]
