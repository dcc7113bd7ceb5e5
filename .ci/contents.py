"""Compares the page numbers printed in the contents of a Word file with the pages that its headings stand on.

Usage: contents.py FILE.docx FILE.pdf, the second as LibreOffice makes it of the first. Exit code 1: they differ.
"""

import re
import subprocess
import sys
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squeeze(text):
    return re.sub(r"\s", "", text)


def entries(docx):
    """What the contents say: words and page."""
    body = etree.fromstring(zipfile.ZipFile(docx).read("word/document.xml"))
    for paragraph in body.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(W + "val").startswith("TOC"):
            texts = [text.text for text in paragraph.iter(W + "t")]
            yield squeeze("".join(texts[:-1])), texts[-1]


def pages(pdf):
    """The lines of each page with its printed number."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for page in text.split("\f"):
        lines = [squeeze(line) for line in page.split("\n")]
        number = [line[1:-1] for line in lines if re.fullmatch(r"—\d+—", line)]
        yield number[-1] if number else "", lines


def has_heading(lines, words):
    """Whether a heading stands there, over several lines where it is long."""
    return any(line and "".join(lines[at : at + 4]).startswith(words) for at, line in enumerate(lines))


def main(docx, pdf):
    sheets = list(pages(pdf))
    # The headings come behind the contents, in the same order.
    at = max(place for place, (_, lines) in enumerate(sheets) if any("....." in line for line in lines)) + 1
    listed, wrong = list(entries(docx)), 0
    for words, page in listed:
        while at < len(sheets) and not has_heading(sheets[at][1], words):
            at += 1
        if at == len(sheets):
            sys.exit(f"{docx}: no page has the heading {words}")
        if sheets[at][0] != page:
            wrong += 1
            print(f"{docx}: {words}: the contents say {page}, it stands on {sheets[at][0]}")
    print(f"{docx}: {len(listed)} entries in the contents, {wrong} with a wrong page")
    return 1 if wrong or not listed else 0


sys.exit(main(*sys.argv[1:]))
