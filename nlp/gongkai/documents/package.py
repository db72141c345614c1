"""A zip package (Word, OFD) opened safely: nothing is written to disk, and every size has a limit.

Members are found by their path inside the package, as OPC and OFD do: without regard to case, ``/`` or ``\\`` between
folders, a leading one ignored. A member whose name leads out of the package is never found.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from types import TracebackType
from typing import Any, Final, Self

from gongkai.errors import GongkaiError

# The largest real reports have about 100 members and unpack to 30 MB, nearly all of it pictures and fonts.
MEMBERS: Final = 10_000
ALL_BYTES: Final = 500_000_000  # of all members, as declared; also of all that is read
MEMBER_BYTES: Final = 100_000_000  # of one member that is read
XML_BYTES: Final = 40_000_000  # of one member that is parsed; the tree takes about ten times that
RATIO: Final = 400  # inflated to packed; the most repetitive real document.xml has about 60, zeros have 1030
RATIO_FROM: Final = 4_000_000  # bytes; a smaller member may be packed as tightly as it likes
NODES: Final = 2_000_000  # tags of one member; a real report has 20,000
_CHUNK: Final = 1 << 20  # bytes
_ENCRYPTED: Final = 0x1  # bit of a member's flags
_UTF_16: Final = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARES: Final = (b"<!DOCTYPE", b"<!ENTITY")


class Package:
    """The members of a zip package.

    Attributes: ``name`` of the file and ``kind`` (the words for it), both for messages; ``paths``: the members' paths
    as the package writes them, in its order, without folders and without those that lead out of it.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Open the package. Raises GongkaiError E051 damaged or encrypted, E057 too much in it."""
        self.name, self.kind = name, kind
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise self.damaged(str(error) or type(error).__name__) from error
        infos = self._zip.infolist()
        if len(infos) > MEMBERS:
            raise GongkaiError("E057", name=name, limit=ALL_BYTES)
        if sum(info.file_size for info in infos) > ALL_BYTES:
            raise GongkaiError("E057", name=name, limit=ALL_BYTES)
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise self.damaged("its members are encrypted")
        # Of two members of one name the later one counts, as for every program that reads the directory at the end.
        self._members = {
            path: info for info in infos if (path := _plain(info.filename)) and not info.is_dir()
        }
        self.paths = tuple(info.filename for info in self._members.values())

    def __enter__(self) -> Self:
        """The package itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the file go."""
        self._zip.close()

    def damaged(self, why: str) -> GongkaiError:
        """Error E051 for this package, to raise."""
        return GongkaiError("E051", name=self.name, kind=self.kind, why=why)

    def has(self, path: str) -> bool:
        """Whether there is such a member."""
        return (plain := _plain(path)) is not None and plain in self._members

    def read(self, path: str) -> bytes:
        """The member's bytes. Raises GongkaiError E051 missing or damaged, E057 too large."""
        return self._inflate(path, MEMBER_BYTES)

    def xml(self, path: str) -> Any:
        """The root element (lxml) of the member; comments and processing instructions are left out.

        Raises GongkaiError E051 missing or no XML, E057 too large, E058 too deep, too many nodes, or a DTD.
        """
        return self.parse(self._inflate(path, XML_BYTES), path)

    def parse(self, data: bytes, what: str) -> Any:
        """The root element of XML out of this package; ``what`` names it in messages. Raises E051 or E058."""
        from lxml import etree

        encoding = next((encoding for head, encoding in _UTF_16 if data.startswith(head)), None)
        if encoding is not None:  # made UTF-8, so that the checks below see its characters
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise self.damaged(f"{what} is no text") from error
            start = text.find("?>") + 2 if text.startswith("<?xml") else 0
            data = text[start:].encode()
        if any(word in data for word in _DECLARES):
            raise GongkaiError("E058", name=self.name, why=f"{what} declares a document type of its own")
        if data.count(b"<") > NODES or data.count(b"=") > 4 * NODES:
            raise GongkaiError("E058", name=self.name, why=f"{what} has more than {NODES} tags")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,  # libxml2's own limits: 256 elements deep, 10 MB in one text
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
                raise GongkaiError("E058", name=self.name, why=f"{what}: {_short(error)}") from error
            raise self.damaged(f"{what} is no XML: {_short(error)}") from error
        # An encoding in which "<!" has other bytes (UTF-7) may have hidden one from the check above.
        if root.getroottree().docinfo.internalDTD is not None:
            raise GongkaiError("E058", name=self.name, why=f"{what} declares a document type of its own")
        return root

    def _inflate(self, path: str, limit: int) -> bytes:
        plain = _plain(path)
        if plain is None or plain not in self._members:
            raise self.damaged(f"{path} is missing")
        info = self._members[plain]
        dense = info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size)
        if dense or info.file_size > limit or self._read + info.file_size > ALL_BYTES:
            raise GongkaiError("E057", name=self.name, limit=limit)
        pieces = []
        try:
            # zipfile itself never gives more than the declared size, which was checked, and checks the CRC at the end.
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            NotImplementedError,
            EOFError,
            RuntimeError,
            ValueError,  # a member said to stand before the file's beginning
        ) as error:
            raise self.damaged(f"{path}: {error}") from error
        data = b"".join(pieces)
        if len(data) != info.file_size:
            raise self.damaged(f"{path} is cut off")
        self._read += len(data)
        return data


def resolve(base: str, target: str) -> str:
    """The path that ``target`` means when the member ``base`` names it: from the root, or from base's folder.

    ``Doc_0/Document.xml`` and ``../Res/1.png`` give ``Res/1.png``. A path out of the package stays one, and is no
    member.
    """
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    folder, slash, _ = base.replace("\\", "/").rpartition("/")
    path = _joined(f"{folder}{slash}{target}")
    return f"../{target}" if path is None else path


def _plain(path: str) -> str | None:
    """A path as members are looked up by; None for one that leads out of the package."""
    joined = _joined(path)
    return None if joined is None else joined.casefold()


def _joined(path: str) -> str | None:
    parts: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _short(error: Exception) -> str:
    return str(error).partition(", line")[0]
