"""Small files that people might bring: pictures, and PDFs with something in them."""

import hashlib
import io
import re
import struct
import zlib
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture of one dot, whatever its head says."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """What begins and ends like a photograph and says a size, with a small picture of its own before it."""

    def segment(marker: int, content: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content

    small = segment(0xE1, b"Exif\x00\x00\xff\xd8\xff\xc0\x00\x11\x08\x00\x01\x00\x01")
    size = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    return b"\xff\xd8" + small + b"\xff" + size + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x00\xff\xd9"


def pdf(**catalogue: Any) -> bytes:
    """An empty page; what is named stands in the catalogue, in an object stream where nobody reads it by eye."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    for name, value in catalogue.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    """The bytes of a PDF."""
    found = io.BytesIO()
    writer.write(found)
    return found.getvalue()


def action(kind: str, **more: str) -> DictionaryObject:
    """Something that a PDF does by itself."""
    pairs = {NameObject("/S"): NameObject(f"/{kind}"), NameObject("/Type"): NameObject("/Action")}
    return DictionaryObject(
        pairs | {NameObject(f"/{name}"): TextStringObject(value) for name, value in more.items()}
    )


def with_file() -> bytes:
    """A PDF that holds another file."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("x.exe", b"MZ")
    return written(writer)


def with_image(width: int, height: int, content: bytes = b"", *filters: str) -> bytes:
    """A PDF with a picture that says that it is so large, and its packed content."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    image = StreamObject()
    image.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(width),
            NameObject("/Height"): NumberObject(height),
        }
    )
    image.set_data(content)
    if filters:
        image[NameObject("/Filter")] = ArrayObject([NameObject(f"/{one}") for one in filters])
    images = DictionaryObject({NameObject("/Im0"): writer._add_object(image)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    return written(writer)


def jpx(width: int, height: int) -> bytes:
    """The head of a picture of JPEG 2000."""
    return b"\xff\x4f\xff\x51" + struct.pack(">HHIIII", 41, 0, width, height, 0, 0) + b"\x00" * 20


def without_place(content: bytes) -> bytes:
    """A PDF of which the last version does not say where it begins: every program looks for that itself."""
    return re.sub(rb"startxref\n[0-9]+\n%%EOF\n?\Z", b"startxref\n0\n%%EOF\n", content)


def changed(content: bytes, **catalogue: Any) -> bytes:
    """A PDF that was changed later: what is new is written behind what was there, which nobody sees any more."""
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    page = writer.pages[0]
    page[NameObject("/Rotate")] = NumberObject(int(page.get("/Rotate", 0)) + 90)
    for name, value in catalogue.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return written(writer)


def signed(content: bytes, *, field: str = "Sig", digest: bool = True) -> bytes:
    """The same with what an electronic signature writes behind it. It vouches for all but its own value, as long as it holds the
    `digest` of it; a `field` of another kind is none for signatures."""
    places = (111_111_111, 222_222_222, 333_333_333)
    signature = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/Filter"): NameObject("/Adobe.PPKLite"),
            NameObject("/ByteRange"): ArrayObject([NumberObject(0), *map(NumberObject, places)]),
            NameObject("/Contents"): ByteStringObject(b"\x00" * 48),
        }
    )
    place = DictionaryObject({NameObject("/FT"): NameObject(f"/{field}"), NameObject("/V"): signature})
    before = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"].get("/AcroForm", {}).get("/Fields", [])  # type: ignore[union-attr]
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([*before, place])})
    made = changed(content, AcroForm=form)
    hole = made.rindex(b"/Contents <") + len("/Contents ")
    after = made.index(b">", hole) + 1
    for one, number in zip(places, (hole, after, len(made) - after), strict=True):
        made = made.replace(str(one).encode(), str(number).zfill(9).encode())
    if not digest:
        return made
    covered = hashlib.sha256(made[:hole] + made[after:]).digest()
    value = b"\x30\x2d" + bytes.fromhex("06092a864886f70d010702") + covered
    return made[: hole + 1] + value.ljust(48, b"\x00").hex().encode() + made[after - 1 :]


def for_the_web(*, says_so: bool = True, again: bool = False) -> bytes:
    """A PDF whose first part ends like a version and is none: its place is 0, as programs write it for the web. `again`: something of
    the first part is said once more behind it."""
    parts = [
        b"%PDF-1.7\n" + (b"9 0 obj\n<< /Linearized 1 >>\nendobj\n" if says_so else b""),
        b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"startxref\n0\n%%EOF\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n",
    ]
    parts += [parts[1]] if again else []
    starts = [sum(map(len, parts[:number])) for number in (1, 2, 4)]
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    body = b"".join(parts)
    return body + table + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def with_password() -> bytes:
    """A PDF that opens with a password."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    return written(writer)


def with_action_in_page(kind: str) -> bytes:
    """A PDF of which a page acts when it is opened."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): writer._add_object(action(kind)),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    return written(writer)


def loop() -> bytes:
    """A PDF whose pages contain themselves."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    content = written(writer)
    return content.replace(b"/Kids [ 4 0 R ]", b"/Kids [ 1 0 R ]").replace(
        b"/Kids [ 3 0 R ]", b"/Kids [ 1 0 R ]"
    )


def with_action_of_a_field() -> bytes:
    """A PDF with a field that acts, which no list of fields names: only its widget on the page leads to it."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    acts = DictionaryObject({NameObject("/K"): action("JavaScript", JS="app.alert(1)")})
    field = DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject("/AA"): acts})
    widget = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Parent"): writer._add_object(field),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(widget)])
    return written(writer)


def with_action_behind_bytes() -> bytes:
    """A PDF with a field that acts, behind bytes for which a reader needs to know UTF-16."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    acts = DictionaryObject({NameObject("/K"): action("JavaScript", JS="app.alert(1)")})
    pairs = {
        NameObject("/Type"): NameObject("/Annot"),
        NameObject("/Subtype"): NameObject("/Widget"),
        NameObject("/T"): DictionaryObject({NameObject("/U"): ByteStringObject(b"\x00" * 20)}),
        NameObject("/AA"): acts,
    }
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(DictionaryObject(pairs))])
    return written(writer)


def with_something_said_twice() -> bytes:
    """A PDF that opens with a harmless action for one reader, and starts a program for another."""
    content = pdf(OpenAction=action("GoTo", Two="launch"))
    return content.replace(b"/Two (launch)", b"/S    /Launch")
