"""Small files that people might bring: pictures, and PDFs with something in them."""

import io
import struct
import zlib
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)


def png() -> bytes:
    """A picture of one dot."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    dot = zlib.compress(b"\x00\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    """What begins and ends like a photograph."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


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


__all__ = ["action", "jpeg", "loop", "pdf", "png", "with_action_in_page", "with_file", "with_password"]


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


def with_something_said_twice() -> bytes:
    """A PDF that opens with a harmless action for one reader, and starts a program for another."""
    content = pdf(OpenAction=action("GoTo", Two="launch"))
    return content.replace(b"/Two (launch)", b"/S    /Launch")
