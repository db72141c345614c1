"""Coded errors and warnings: one table of what can go wrong, each entry with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# code -> (what happened, what to do); the fields in braces are filled from keyword arguments.
ERRORS: Final[dict[str, tuple[str, str]]] = {
    "E001": ("{path} does not exist", "check the path; folders and globs work too"),
    "E002": (
        "{name} is empty",
        "fetch the file again: the download probably broke off; on standard input, see whether the command "
        "before the pipe wrote anything",
    ),
    "E003": (
        "{name} is binary data of an unknown kind",
        "give the report as PDF, HTML, Word, OFD, a scan (PNG, JPEG, TIFF) or a text file",
    ),
    "E004": (
        "{name} is {kind}, which is not read",
        "unpack it or save the report from it as PDF, Word or plain text, and extract that",
    ),
    "E005": (
        "{name} is text in no encoding that is known here",
        "save it as UTF-8; UTF-8, UTF-16, GB18030 and Big5 are recognised",
    ),
    "E006": (
        "{name} has {size} bytes, more than the {limit} that such a file may have",
        "cut the report out of the file",
    ),
    "E007": (
        "{name} is no annual report: {why}",
        "give the report itself; an interpretation (解读), a notice or a news item has no statutory tables",
    ),
    "E008": ("{path} cannot be read: {why}", "check that the file is there and that you may read it"),
    "E009": ("{name} could not be processed: {why}", "please report this, with the file if it is public"),
    "E010": ("codebook {path}: {why}", "correct the entry; `gongkai codebook` prints the valid ones"),
    "E011": ("project {path}: {why}", "correct gongkai.toml, or make a new project with `gongkai init DIR`"),
    "E012": ("{path} already exists and is not empty", "choose another folder, or empty it first"),
    "E013": (
        "{path} cannot be written: {why}",
        "check that the folder is there and that you may write to it",
    ),
    "E014": ("the codebook has no entry {id}", "{similar}; `gongkai codebook` lists all of them"),
    "E020": (
        "gold {path}: {why}",
        "correct the gold file; the format is described in tests/reports/README.md",
    ),
    "E021": (
        "{path} is no Report JSON: {why}",
        "write it with `gongkai extract FILE --json -o report.jsonl`",
    ),
    "E022": (
        "no documents for the gold in {path}",
        "put each document beside its gold file or one folder above",
    ),
    "E023": (
        "floors {path}: {why}",
        "write `gold:` or `sentences:` with `at_least:` and `at_most:` by measure",
    ),
    "E024": (
        "annotations {path}: {why}",
        "correct the annotation; guidelines.en.md beside it says what belongs where",
    ),
    "E030": ("nothing to do: no file matches {paths}", "give at least one file, folder or glob"),
    "E040": (
        "no version {version} of the {name} (there is: {known})",
        "list them with `gongkai models list`; make one with `gongkai train {name}`",
    ),
    "E041": (
        "no version of the {name} was promoted",
        "promote one with `gongkai models promote {name} VERSION`",
    ),
    "E042": (
        "{name} {version} and the codebook do not fit together: {why}",
        "train it again with `gongkai train {name}`, or go back with `gongkai models rollback {name}`",
    ),
    "E043": ("model file {path}: {why}", "train the model again, or remove the folder"),
    "E044": ("configuration {path}: {why}", "correct it; the keys and their defaults are: {known}"),
    "E045": (
        "nothing to train on in {path}: {why}",
        "annotate reports, and name their hands in splits.json under `train`",
    ),
    "E046": (
        "{path} belongs to the installation and stays as it is",
        "make a project with `gongkai init DIR`, and give the command `--project DIR`",
    ),
    "E047": (
        "{what} needs {package}, which is not installed",
        "pip install 'gongkai[{extra}]', then run the command again",
    ),
    "E050": ("{name} is encrypted", "open it with its password and save it without one (print to PDF)"),
    "E051": (
        "{name} is a damaged {kind}: {why}",
        "fetch the file again, or open it in its program and save it anew",
    ),
    "E052": ("{name} has no pages", "fetch the file again: it holds nothing"),
    "E053": (
        "{name} has {pages} pages, more than the {limit} that a report may have",
        "cut the report out of the file; the longest real ones have about 60 pages",
    ),
    "E054": (
        "{name} holds images and no text, and character recognition is not installed",
        "pip install 'gongkai[ocr]', then run the command again",
    ),
    "E055": (
        "{name} is {kind}, which is read by way of LibreOffice, and `soffice` was not found",
        "install LibreOffice (its Writer is enough), or save the file as .docx or PDF",
    ),
    "E056": (
        "{name} could not be converted by LibreOffice: {why}",
        "open it in a word processor and save it as .docx or PDF",
    ),
    "E057": (
        "{name} unpacks to more than the {limit} bytes that a report may have",
        "do not trust the file; if it is a report, save it anew without its pictures",
    ),
    "E058": (
        "{name} is too complex: {why}",
        "save it anew from its program, or as plain text",
    ),
    "E059": (
        "{name} shows no text",
        "look at the image: is it a page of the report, upright and sharp enough to read?",
    ),
}

WARNINGS: Final[dict[str, str]] = {
    "W001": "table {table} is not in the document",
    "W002": "table {table}: no value found for {count} of {total} cells ({fields})",
    "W003": "table {table}: line {line} has values but no label that is known here: {text}",
    "W004": "table {table}: row {row} has {found} values for {expected} columns and nothing says which are absent",
    "W005": "table {table}: cell {field} says {text!r}, which is not a number",
    "W006": "no section heading of the statutory form was found",
    "W007": "the reporting year is not stated",
    "W008": "the issuer is not stated",
    "W009": "the form is older than 2019: figures of the prose only, no tables",
    "W010": "several lines seem to be the title; the first one counts",
    "W011": "decoded as {encoding} with {count} characters that could not be read",
    "W012": "prose says {printed} in a report about {year}: the year may be a left-over",
    "W013": "the document came on one line; it was cut into {count} lines at headings and gaps",
    "W014": "table {table}: both forms are mixed in it; each row was read by its own labels",
    "W015": "no figure was found in the prose",
    "W016": "table {table}: the columns {columns} are not in its header",
    "W017": "{count} large picture(s) on the page, not read: a table may be one of them ({where})",
    "W018": "tracked changes: read as if accepted ({inserted} insertions, {deleted} deletions)",
    "W019": "page(s) {pages} are images; read by character recognition",
    "W020": "page(s) {pages} are images and were not read: character recognition is not installed (gongkai[ocr])",
    "W021": "table {table}: {count} cell(s) were recognised with little confidence ({fields})",
    "W022": "{count} character(s) have no code in the file and could not be read (page(s) {pages})",
    "W023": "{count} character(s) of invisible text were left out (page(s) {pages})",
    "W024": "the page links to attachments that may hold the report: {names}",
    "W025": "the page declares the encoding {declared}; it was read as {encoding}",
    "W026": "converted by LibreOffice",
    "W027": "page(s) {pages} are images; the invisible text behind them was read, as character recognition is not "
    "installed (gongkai[ocr])",
}


class GongkaiError(Exception):
    """Something that cannot be done, with a code and what to do about it.

    Attributes: code (``E0nn``), message (what happened), remedy (what the user can do).
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        what, remedy = ERRORS[code]
        self.code = code
        self.message = what.format(**facts)
        self.remedy = remedy.format(**facts)
        super().__init__(f"{code} {self.message} — {self.remedy}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """A warning or an error as data, the way it stands in a Report."""

    code: str
    message: str
    remedy: str | None = None


def warning(code: str, /, **facts: object) -> Problem:
    """The warning of that code, its text filled with the facts. Texts are for people: ``line`` counts from 1 in them."""
    if isinstance(line := facts.get("line"), int):
        facts["line"] = line + 1
    return Problem(code=code, message=WARNINGS[code].format(**facts))


def problem(error: GongkaiError) -> Problem:
    """The error as data, for ``Report.error``."""
    return Problem(code=error.code, message=error.message, remedy=error.remedy)
