"""An OFD file becomes blocks: its pages' own text and tables, and by character recognition that of scanned pages.

Annotations, signatures and seals, tags and attachments are left out. Dates in the file's metadata are no date of
publication.
"""

from __future__ import annotations

from dataclasses import replace

from gongkai.documents.blocks import Content
from gongkai.documents.ofd.document import frame_of
from gongkai.documents.ofd.page import read_page
from gongkai.documents.ofd.scans import images_of
from gongkai.documents.package import Package
from gongkai.documents.pages.raw import MAX_CHARACTERS, MAX_PAGES
from gongkai.documents.sniff import media_type_of, words_for
from gongkai.errors import GongkaiError, warning


def read_ofd(data: bytes, name: str) -> Content:
    """The blocks of an OFD file in reading order.

    Raises GongkaiError: E050 encrypted, E051 damaged, E052 no pages, E053 too many, E054 it holds only images and
    character recognition is not installed, E057 it unpacks to too much, E058 too much on a page or in all.
    """
    from gongkai.documents.paged import content_of

    with Package(data, name, words_for("ofd")) as package:
        frame = frame_of(package)
        if len(frame.pages) > MAX_PAGES:
            raise GongkaiError("E053", name=name, pages=len(frame.pages), limit=MAX_PAGES)
        pages, total = {}, 0
        for number in range(1, len(frame.pages) + 1):
            pages[number] = page = read_page(package, frame, number)
            total += len(page.read.page.text)
            if total > MAX_CHARACTERS:
                raise GongkaiError("E058", name=name, why=f"it has over {MAX_CHARACTERS} characters")
        unknown: list[int] = []
        try:
            content = content_of(
                [page.read for page in pages.values()],
                lambda reads: images_of(package, pages, reads, unknown=unknown),
                name=name,
                media_type=media_type_of("ofd"),
            )
        except GongkaiError as error:
            if error.code == "E059" and unknown:
                raise package.damaged(
                    f"the images of page {unknown[0]} are of a kind that is not known"
                ) from error
            raise
    if not unknown:
        return content
    where = "page " + ", ".join(str(n) for n in unknown)
    return replace(content, problems=(*content.problems, warning("W017", count=len(unknown), where=where)))
