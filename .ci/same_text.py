"""Compares the words of the Word file, or of the web page, with those of the PDF of the same report; blanks, page numbers,
the mark of a draft and the contents are left out, and so are heads of tables that a page repeats.

Usage: same_text.py FILE.docx|FILE.html FILE.pdf. Exit code 1: something is in one of them and not in the other. Text must be the
same in the same order. Cells of a table are read row by row from the one and by place from the other: there the same
characters must be.
"""

import re
import subprocess
import sys
import zipfile
from collections import Counter

from lxml import etree, html

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def squeeze(text):
    return re.sub(r"[\s\u200b]", "", text)


def chart_words(package, target):
    """The titles, names and labels of a chart."""
    part = etree.fromstring(package.read("word/" + target))
    return {squeeze(node.text) for node in part.iter(A + "t", C + "v") if node.text}


def pieces(docx):
    """What the Word file holds, in order: kind and words."""
    package = zipfile.ZipFile(docx)
    links = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {link.get("Id"): link.get("Target") for link in links}
    body = etree.fromstring(package.read("word/document.xml"))
    labels = {}
    for paragraph in body.iter(W + "p"):
        chart = next(paragraph.iter(C + "chart"), None)
        if chart is not None:
            yield "chart", chart_words(package, targets[chart.get(R + "id")])
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        style = style.get(W + "val") if style is not None else ""
        text = squeeze("".join(part.text or "" for part in paragraph.iter(W + "t")))
        if not text or style.startswith("TOC") or style == "ContentsTitle":
            continue
        row = next((parent for parent in paragraph.iterancestors(W + "tr")), None)
        is_head = row is not None and row.find(f"{W}trPr/{W}tblHeader") is not None
        if row is None or is_head:
            yield "text" if row is None else "head", text
            continue
        cell = next(paragraph.iterancestors(W + "tc"))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(W + "val") != "restart":
            yield "cell", text
            continue
        # The label of several rows stands again where a page cuts them.
        spans = [other.find(f"{W}tcPr/{W}gridSpan") for other in cell.itersiblings(W + "tc", preceding=True)]
        place = row.getparent(), sum(1 if span is None else int(span.get(W + "val")) for span in spans)
        if labels.get(place) != text:
            labels[place] = text
            yield "label", text


def web_pieces(page):
    """What the web page holds, in order: kind and words."""
    body = html.parse(page, html.HTMLParser(encoding="utf-8")).getroot().find("body")
    for element in body.iter():
        if element.tag == "figure":
            yield "figure", squeeze(element.text_content())
        if element.tag not in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "caption", "th", "td"):
            continue
        lines = [""]
        for part in element.xpath(".//text() | .//br"):
            if isinstance(part, str):
                lines[-1] += part
            else:
                lines.append("")
        row = next((parent for parent in element.iterancestors("thead", "tbody")), None)
        kind = "text" if row is None else "head" if row.tag == "thead" else "cell"
        if kind == "cell" and element.getparent().xpath("th[@scope='col']"):
            kind = "head"
        elif kind == "cell" and element.get("rowspan"):
            kind = "label"
        lines = [squeeze("".join(lines))] if kind != "text" else [squeeze(line) for line in lines]
        yield from ((kind, line) for line in lines if line and line not in ("目录", "草稿，未定稿，请勿公开"))


def printed(pdf):
    """The text of the PDF."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    pages = []
    for page in text.split("\f"):
        lines = [squeeze(line) for line in page.split("\n")]
        lines = [line for line in lines if line and not re.fullmatch(r"—\d+—|草稿|草|稿", line)]
        if not any("····" in line for line in lines):
            pages.append("".join(lines))
    return "".join(pages)


class Between:
    """What stands between two texts."""

    def __init__(self):
        self.last = None
        self.cells, self.heads, self.charts, self.figures, self.labels = Counter(), [], set(), "", []

    def add(self, kind, words):
        if kind == "chart":
            self.charts |= words
            return
        if kind == "figure":
            self.figures += words
            return
        if self.charts:
            # The list below a native chart stands beside the picture.
            self.charts.add(words.removesuffix("万元"))
            return
        if words == "■":
            # The key of a list, a square in the picture.
            return
        self.cells.update(words)
        if kind == "head":
            if self.last != "head":
                self.heads.append(Counter())
            self.heads[-1].update(words)
        self.last = kind
        if kind == "label":
            self.labels.append(Counter(words))

    def fault(self, gap):
        # A chart as a picture says what the native one says.
        for words in sorted(self.charts, key=len, reverse=True):
            gap = gap.replace(words, "")
        if self.figures:
            # What a picture in the PDF says is said below that of the page, in a sentence of more words.
            numbers = lambda text: set(re.findall(r"\d[\d,]*\.\d\d%?|\d+(?:\.\d+)?%", text))
            lacking = numbers(self.figures) - numbers(gap)
            more = numbers(gap) - numbers(self.figures)
            strange = set(gap) - set(self.figures) - set("；：（）占全部为年度单位")
            if lacking or more or strange:
                return f"the picture differs: {lacking} {more} {strange}"
            return None
        rest = Counter(gap)
        lacking = self.cells - rest
        rest.subtract(self.cells)
        rest = +rest
        if lacking:
            return f"the PDF lacks {''.join(lacking.elements())}"
        # Heads come again, and labels, these perhaps elsewhere than in Word.
        for again in sorted(self.heads + self.labels, key=lambda count: -count.total()):
            while again and not again - rest:
                rest.subtract(again)
                rest = +rest
        return f"the PDF has more: {''.join(rest.elements())}" if rest else None


def main(other, pdf):
    text, at, count, faults = printed(pdf), 0, 0, []
    between = Between()
    held = web_pieces(other) if other.endswith(".html") else pieces(other)
    for kind, words in [*held, ("end", "")]:
        if kind not in ("text", "end"):
            between.add(kind, words)
            continue
        found = text.find(words, at) if kind == "text" else len(text)
        if found < 0:
            faults.append(f"the PDF does not say, behind {text[max(at - 20, 0):at]}: {words}")
            continue
        fault = between.fault(text[at:found])
        if fault:
            faults.append(f"before {words[:30] or 'the end'}: {fault}")
        between, at, count = Between(), found + len(words), count + 1
    for fault in faults[:20]:
        print(f"{pdf}: {fault}")
    print(f"{pdf}: {count - 1} texts compared with {other}, {len(faults)} differ")
    return 1 if faults or count < 50 else 0


sys.exit(main(*sys.argv[1:]))
