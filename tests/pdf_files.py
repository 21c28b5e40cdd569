"""PDFs for tests, written object by object."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

Placed = tuple[str, float, float, float]
"""Text, where it begins from the left and from below, and its size, in points."""

TOP, LEFT, STEP, SIZE = 740.0, 72.0, 14.0, 12.0


def pdf_file(*pages: Sequence[Placed]) -> bytes:
    """A PDF whose pages hold such lines."""
    return pdf_of([_drawn(page) for page in pages])


def pdf_of(contents: Sequence[bytes]) -> bytes:
    """A PDF whose pages are drawn so."""
    numbers = range(4, 4 + 2 * len(contents), 2)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % number for number in numbers), len(contents)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"
        objects[number] += b"/Contents %d 0 R>>" % (number + 1)
        objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    return _file(objects)


def set_lines(*texts: str, top: float = TOP, left: float = LEFT, size: float = SIZE) -> list[Placed]:
    """Lines one below another at the usual distance."""
    return [(text, left, top - STEP * number, size) for number, text in enumerate(texts)]


def locked(data: bytes, password: str) -> bytes:
    """A PDF that opens only with a password; with an empty one it opens for everybody, but is encrypted."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _drawn(page: Sequence[Placed]) -> bytes:
    return b"\n".join(
        b"BT /F %.1f Tf %.1f %.1f Td <%s> Tj ET" % (size, x, y, text.encode("cp1252").hex().encode())
        for text, x, y, size in page
    )


def _file(objects: dict[int, bytes]) -> bytes:
    file, places = bytearray(b"%PDF-1.7\n"), {}
    for number, inner in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, inner)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
    return bytes(file + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
