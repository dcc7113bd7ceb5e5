"""Single changes in exported Word files, and what `juesuan-cli verify` has to say of each, also after another program
saved the file again.

edit_draft.py make SEED COUNT FOLDER FILE.docx…    writes COUNT files with a change each, of every kind in turn
edit_draft.py check CLI PROJECTS FOLDER FILES      compares the files of FILES with the projects, PROJECTS/NAME.json for
                                                   each NAME.docx
"""

import copy
import io
import json
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT = "word/document.xml"
AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def q(name):
    return f"{{{W}}}{name}"


def w(xml):
    """Elements of a document, from text."""
    root = etree.fromstring(f'<root xmlns:w="{W}" xmlns:r="{R}">{xml}</root>')
    return [copy.deepcopy(node) for node in root]


def plain(text):
    table = {0xFF10 + n: str(n) for n in range(10)} | {0xFF05: "%", 0xFF0E: "."}
    return re.sub(r"[\s\u00ad\u200b]", "", text.translate(table))


class Unfit(Exception):
    """The file has no place for a change of this kind."""


class File:
    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = etree.fromstring(self.parts[DOCUMENT])
        self.body = self.document.find(q("body"))

    def copy(self):
        other = object.__new__(File)
        other.parts = dict(self.parts)
        other.document = copy.deepcopy(self.document)
        other.body = other.document.find(q("body"))
        return other

    def write(self, path):
        self.parts[DOCUMENT] = etree.tostring(self.document, xml_declaration=True, encoding="UTF-8", standalone=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)

    def add_part(self, name, kind, content):
        """A part beside the document, such as footnotes."""
        self.parts[f"word/{name}.xml"] = content.encode()
        links = etree.fromstring(self.parts["word/_rels/document.xml.rels"])
        etree.SubElement(links, f"{{{PACKAGE}}}Relationship", Id="rIdAdded", Type=f"{R}/{kind}", Target=f"{name}.xml")
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(links)
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        space = etree.QName(types).namespace
        etree.SubElement(types, f"{{{space}}}Override", PartName=f"/word/{name}.xml", ContentType=f"{MAIN}.{kind}+xml")
        self.parts["[Content_Types].xml"] = etree.tostring(types)

    def paragraphs(self, style="Body"):
        return [p for p in self.body.findall(q("p")) if style_of(p) == style and text_of(p).strip()]

    def tables(self):
        return [table for table in self.body.findall(q("tbl")) if table.find(f".//{q('tblStyle')}") is not None
                and table.find(f".//{q('tblStyle')}").get(q("val")) == "TableGrid"]

    def rows(self):
        """Rows below the heads, with amounts and without cells over several rows."""
        found = []
        for table in self.tables():
            for row in table.findall(q("tr")):
                if row.find(f".//{q('tblHeader')}") is None and row.find(f".//{q('vMerge')}") is None:
                    if sum(bool(AMOUNT.fullmatch(text_of(cell))) for cell in row.findall(q("tc"))) > 0:
                        found.append(row)
        return found

    def charts(self):
        return sorted(name for name in self.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name))


def style_of(paragraph):
    style = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    return style.get(q("val")) if style is not None else ""


def text_of(node):
    return "".join(text.text or "" for text in node.iter(q("t")))


def runs_with(nodes, pattern):
    """Texts of runs that match as a whole, with their paragraphs."""
    found = []
    for node in nodes:
        for text in node.iter(q("t")):
            if re.fullmatch(pattern, text.text or ""):
                found.append((node, text))
    return found


def before(paragraph, text, count=6):
    """The letters that stand before a run in its paragraph."""
    letters = ""
    for one in paragraph.iter(q("t")):
        if one is text:
            return plain(letters)[-count:]
        letters += one.text or ""
    return plain(letters)[-count:]


def other_digit(text, dice, middle=False):
    places = [at for at, c in enumerate(text) if c.isdigit()]
    if middle and len(places) > 2:
        places = places[1:-1]
    at = dice.choice(places)
    return text[:at] + dice.choice([c for c in "0123456789" if c != text[at]]) + text[at + 1 :]


def pick(dice, things):
    if not things:
        raise Unfit
    return dice.choice(things)


def number(old, new, near, most=1):
    return {"kinds": ["number"], "old": old, "new": new, "near": near, "most": most, "number": True}


def told(kinds, old="", new="", near="", most=1, is_number=False):
    return {"kinds": kinds, "old": old, "new": new, "near": near, "most": most, "number": is_number}


NOTHING = {"kinds": []}
KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def an_amount(file, dice):
    return pick(dice, runs_with(file.paragraphs(), AMOUNT.pattern))


def set_text(text, value):
    text.text = value
    text.set(SPACE, "preserve")


def a_cell(file, dice, pattern=AMOUNT.pattern):
    """A cell of a table: its row, itself and its text."""
    cells = []
    for row in file.rows():
        for cell in row.findall(q("tc")):
            texts = list(cell.iter(q("t")))
            if len(texts) == 1 and re.fullmatch(pattern, texts[0].text or ""):
                cells.append((row, cell, texts[0]))
    return pick(dice, cells)


def name_of(row):
    """The longest words of a row."""
    texts = [plain(text_of(cell)) for cell in row.findall(q("tc"))]
    words = [text for text in texts if not re.fullmatch(r"[-\d.,%]*", text)]
    return max(words, key=len, default="")


# Numbers


@kind
def digit(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    set_text(text, other_digit(old, dice, middle=True))
    return number(old, text.text, near)


@kind
def digit_of_percent(file, dice):
    paragraph, text = pick(dice, runs_with(file.paragraphs(), r"-?[\d,.]+%"))
    old, near = text.text, before(paragraph, text)
    set_text(text, other_digit(old, dice))
    return number(old, text.text, near)


@kind
def digit_of_year(file, dice):
    paragraph, text = pick(dice, runs_with(file.paragraphs(), r"20\d\d"))
    old, near = text.text, before(paragraph, text)
    set_text(text, other_digit(old, dice))
    return number(old, text.text, near)


@kind
def digits_exchanged(file, dice):
    amounts = [(p, t) for p, t in runs_with(file.paragraphs(), AMOUNT.pattern) if len(set(t.text[-2:])) == 2]
    paragraph, text = pick(dice, amounts)
    old, near = text.text, before(paragraph, text)
    set_text(text, old[:-2] + old[-1] + old[-2])
    return number(old, text.text, near)


@kind
def digit_taken_away(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    set_text(text, old[:-1])
    return number(old, text.text, near)


@kind
def point_moved(file, dice):
    amounts = [(p, t) for p, t in runs_with(file.paragraphs(), r"\d{2,}\.\d\d")]
    paragraph, text = pick(dice, amounts)
    old, near = text.text, before(paragraph, text)
    whole, rest = old.split(".")
    set_text(text, f"{whole[:-1]}.{whole[-1]}{rest}")
    return number(old, text.text, near)


@kind
def separators(file, dice):
    long = [(p, t) for p, t in runs_with(file.paragraphs(), AMOUNT.pattern) if len(t.text.split(".")[0]) > 3]
    paragraph, text = pick(dice, long)
    old, near = text.text, before(paragraph, text)
    new = old.replace(",", "") if "," in old else f"{float(old):,.2f}"
    set_text(text, new)
    return number(old, new, near)


@kind
def numbers_exchanged(file, dice):
    paragraph = pick(dice, [p for p in file.paragraphs() if len({t.text for _, t in runs_with([p], AMOUNT.pattern)}) > 1])
    texts = [text for _, text in runs_with([paragraph], AMOUNT.pattern)]
    first = dice.choice(texts)
    second = dice.choice([text for text in texts if text.text != first.text])
    old, new, near = first.text, second.text, before(paragraph, first)
    set_text(first, new)
    set_text(second, old)
    return number(old, new, near, most=2)


@kind
def number_gone(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    set_text(text, "")
    return number(old, "", near)


@kind
def number_added(file, dice):
    paragraph = pick(dice, file.paragraphs())
    last = list(paragraph.iter(q("t")))[-1]
    set_text(last, last.text + "其中本级支出12.34万元。")
    return told(["number"], "", "12.34", most=2, is_number=True)


@kind
def in_chinese(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    set_text(text, "一百二十三点四五")
    return number(old, "一百二十三点四五", near)


@kind
def sign_added(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    new = old.lstrip("-") if old.startswith("-") else f"-{old}"
    set_text(text, new)
    return number(old, new, near)


@kind
def sign_of_cell(file, dice):
    row, _, text = a_cell(file, dice)
    old = text.text
    new = old.lstrip("-") if old.startswith("-") else dice.choice(["-{}", "－{}", "({})", "（{}）"]).format(old)
    set_text(text, new)
    return number(old, new, name_of(row))


@kind
def unit(file, dice):
    texts = [(p, t) for p in file.paragraphs() for t in p.iter(q("t")) if (t.text or "").startswith("万元")]
    paragraph, text = pick(dice, texts)
    near = before(paragraph, text)
    set_text(text, dice.choice(["元", "亿元", "千元"]) + text.text[2:])
    return told(["words", "number"], near=near)


@kind
def unit_of_table(file, dice):
    texts = [(p, t) for p in file.body.iter(q("p")) for t in p.iter(q("t")) if "单位：万元" in (t.text or "")]
    texts = [(p, t) for p, t in texts if "图" not in text_of(p)]
    paragraph, text = pick(dice, texts)
    set_text(text, text.text.replace("万元", "元"))
    return told(["words", "cell"], "万", "")


@kind
def split_over_runs(file, dice):
    paragraph, text = an_amount(file, dice)
    run = text.getparent()
    parts = [text.text[:1], text.text[1:-1], text.text[-1:]]
    for part in parts:
        new = copy.deepcopy(run)
        set_text(new.find(q("t")), part)
        properties = new.find(q("rPr"))
        if properties is None:
            properties = etree.Element(q("rPr"))
            new.insert(0, properties)
        if part == parts[1]:
            properties.extend(w('<w:b/><w:color w:val="FF0000"/>'))
        run.addprevious(new)
    run.getparent().remove(run)
    return NOTHING


@kind
def split_and_changed(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    new = other_digit(old, dice)
    for part in [new[:2], new[2:]]:
        more = copy.deepcopy(run)
        set_text(more.find(q("t")), part)
        run.addprevious(more)
        run.addprevious(w('<w:proofErr w:type="spellStart"/>')[0])
        run.addprevious(w('<w:bookmarkStart w:id="900" w:name="_GoBack"/>')[0])
        run.addprevious(w('<w:bookmarkEnd w:id="900"/>')[0])
    run.getparent().remove(run)
    return number(old, new, near)


@kind
def full_width_digits(file, dice):
    paragraph, text = an_amount(file, dice)
    set_text(text, "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text.text))
    return NOTHING


@kind
def full_width_and_changed(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    new = other_digit(old, dice)
    set_text(text, "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in new))
    return number(old, new, near)


@kind
def other_blanks(file, dice):
    paragraph, text = an_amount(file, dice)
    set_text(text, dice.choice(["\u00a0{}\u00a0", "\u2009{}", "{}\u00ad", "\u200b{}", " {} ", "\u3000{}", "{}\u2060"]).format(text.text))
    return NOTHING


@kind
def line_break(file, dice):
    paragraph, text = an_amount(file, dice)
    text.addprevious(w(dice.choice(["<w:br/>", "<w:softHyphen/>", "<w:lastRenderedPageBreak/>", "<w:cr/>"]))[0])
    return NOTHING


@kind
def changed_in_control(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    set_text(text, other_digit(old, dice))
    control = w('<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent/></w:sdt>')[0]
    run.addprevious(control)
    control.find(q("sdtContent")).append(run)
    return number(old, text.text, near)


@kind
def changed_in_field(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    set_text(text, other_digit(old, dice))
    field = w('<w:fldSimple w:instr=" DOCPROPERTY Amount "/>')[0]
    run.addprevious(field)
    field.append(run)
    return number(old, text.text, near)


@kind
def in_formula(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    new = other_digit(old, dice)
    run = text.getparent()
    m = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = etree.fromstring(f'<m:oMath xmlns:m="{m}"><m:r><m:t>{new}</m:t></m:r></m:oMath>')
    run.addprevious(formula)
    run.getparent().remove(run)
    # Another program that saves it again may make a picture of it.
    return number(old, "", near)


@kind
def in_ruby(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    new = other_digit(old, dice)
    run = text.getparent()
    ruby = w("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>shu</w:t></w:r></w:rt>"
             f"<w:rubyBase><w:r><w:t>{new}</w:t></w:r></w:rubyBase></w:ruby></w:r>")[0]
    run.addprevious(ruby)
    run.getparent().remove(run)
    return number(old, new, near)


@kind
def hidden_number(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    hide(text.getparent())
    return number(old, "", near, most=2)


def hide(run):
    properties = run.find(q("rPr"))
    if properties is None:
        properties = etree.Element(q("rPr"))
        run.insert(0, properties)
    properties.extend(w("<w:vanish/>"))


@kind
def hidden_and_replaced(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    new = other_digit(old, dice)
    shown = copy.deepcopy(run)
    set_text(shown.find(q("t")), new)
    run.addprevious(shown)
    hide(run)
    return number(old, new, near, most=2)


@kind
def hidden_words_added(file, dice):
    paragraph = pick(dice, file.paragraphs())
    run = w("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部说明不公开</w:t></w:r>")[0]
    paragraph.append(run)
    return told(["hidden"], "", "内部说明不公开")


# Cells and tables


@kind
def digit_of_cell(file, dice):
    row, _, text = a_cell(file, dice)
    old = text.text
    set_text(text, other_digit(old, dice, middle=True))
    return number(old, text.text, name_of(row))


@kind
def digit_of_code(file, dice):
    row, _, text = a_cell(file, dice, r"\d{7}|\d{5}|\d{3}")
    old = text.text
    set_text(text, other_digit(old, dice))
    return number(old, text.text, name_of(row))


@kind
def name_in_cell(file, dice):
    row, _, text = a_cell(file, dice, r"[\u4e00-\u9fff]{5,}")
    near = plain(text.text)
    at = dice.randrange(1, len(text.text) - 1)
    new = text.text[:at] + "县" + text.text[at:]
    old = text.text
    set_text(text, new)
    return told(["cell"], old, new)


@kind
def separators_of_cell(file, dice):
    row, _, text = a_cell(file, dice, r"\d{4,}\.\d\d|\d[\d,]{4,}\.\d\d")
    old = text.text
    new = old.replace(",", "") if "," in old else f"{float(old):,.2f}"
    set_text(text, new)
    return number(old, new, name_of(row))


@kind
def cells_exchanged(file, dice):
    rows = []
    for row in file.rows():
        cells = row.findall(q("tc"))
        for left, right in zip(cells, cells[1:]):
            a, b = text_of(left), text_of(right)
            if AMOUNT.fullmatch(a) and AMOUNT.fullmatch(b) and a != b:
                rows.append((row, left, right))
    row, left, right = pick(dice, rows)
    first, second = left.find(f".//{q('t')}"), right.find(f".//{q('t')}")
    old, new = first.text, second.text
    set_text(first, new)
    set_text(second, old)
    return number(old, new, name_of(row), most=2)


@kind
def cell_to_next_column(file, dice):
    rows = []
    for row in file.rows():
        cells = row.findall(q("tc"))
        for left, right in zip(cells, cells[1:]):
            if AMOUNT.fullmatch(text_of(left)) and not text_of(right):
                rows.append((row, left, right))
    row, left, right = pick(dice, rows)
    run = left.find(f".//{q('r')}")
    old = text_of(left)
    right.findall(q("p"))[-1].append(run)
    return number(old, "", name_of(row), most=2)


@kind
def cell_emptied(file, dice):
    row, _, text = a_cell(file, dice)
    old = text.text
    set_text(text, "")
    return number(old, "", name_of(row))


@kind
def cell_filled(file, dice):
    rows = []
    for row in file.rows():
        for cell in row.findall(q("tc")):
            if not text_of(cell):
                rows.append((row, cell))
    row, cell = pick(dice, rows)
    cell.findall(q("p"))[-1].extend(w("<w:r><w:t>56.78</w:t></w:r>"))
    return number("", "56.78", name_of(row))


@kind
def cells_merged(file, dice):
    rows = []
    for row in file.rows():
        cells = row.findall(q("tc"))
        for left, right in zip(cells, cells[1:]):
            if AMOUNT.fullmatch(text_of(left)) and AMOUNT.fullmatch(text_of(right)):
                if left.find(f"{q('tcPr')}/{q('gridSpan')}") is None and right.find(f"{q('tcPr')}/{q('gridSpan')}") is None:
                    rows.append((row, left, right))
    row, left, right = pick(dice, rows)
    old = text_of(left)
    width = left.find(f"{q('tcPr')}/{q('tcW')}")
    span = w('<w:gridSpan w:val="2"/>')[0]
    width.addnext(span) if width is not None else left.find(q("tcPr")).insert(0, span)
    for paragraph in right.findall(q("p")):
        left.append(paragraph)
    row.remove(right)
    return number(old, "", name_of(row), most=2)


@kind
def row_gone(file, dice):
    row = pick(dice, file.rows())
    row.getparent().remove(row)
    return told(["row-missing"], name_of(row), "", is_number=True)


@kind
def row_twice(file, dice):
    row = pick(dice, file.rows())
    row.addnext(copy.deepcopy(row))
    return told(["row-added"], "", name_of(row), is_number=True)


@kind
def row_twice_elsewhere(file, dice):
    table = pick(dice, [table for table in file.tables() if len(table.findall(q("tr"))) > 8])
    rows = [row for row in file.rows() if row.getparent() is table]
    row = pick(dice, rows)
    dice.choice([other for other in rows if other is not row] or [row]).addnext(copy.deepcopy(row))
    return told(["row-added"], "", name_of(row), is_number=True)


@kind
def row_new(file, dice):
    row = pick(dice, file.rows())
    new = copy.deepcopy(row)
    for text in new.iter(q("t")):
        set_text(text, other_digit(text.text, dice) if re.search(r"\d", text.text or "") else "新增的项目")
    row.addnext(new)
    return told(["row-added"], "", plain(text_of(new.findall(q("tc"))[-1])) if text_of(new.findall(q("tc"))[-1]) else "", is_number=True)


@kind
def rows_exchanged(file, dice):
    rows = [row for row in file.rows() if row.getnext() in file.rows() and plain(text_of(row)) != plain(text_of(row.getnext()))]
    row = pick(dice, rows)
    near = name_of(row)
    other = name_of(row.getnext())
    row.getnext().addnext(row)
    return told(["row-moved"], most=1) | {"any": [near, other]}


@kind
def column_gone(file, dice):
    tables = []
    for table in file.tables():
        rows = table.findall(q("tr"))
        lengths = {len(row.findall(q("tc"))) for row in rows}
        if len(lengths) == 1 and table.find(f".//{q('gridSpan')}") is None and len(rows) > 3:
            tables.append(table)
    table = pick(dice, tables)
    for row in table.findall(q("tr")):
        row.remove(row.findall(q("tc"))[-1])
    return told(["number", "cell"], most=400, is_number=True)


@kind
def table_gone(file, dice):
    table = pick(dice, file.tables())
    table.getparent().remove(table)
    # What is printed as one may be several tables: then its rows are gone.
    return told(["table-missing", "row-missing"], most=40)


@kind
def table_added(file, dice):
    paragraph = pick(dice, file.paragraphs())
    paragraph.addnext(w("<w:p/>")[0])
    paragraph.addnext(w("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid><w:tr>"
        "<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr><w:p><w:r><w:t>补充说明</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tcPr><w:tcW w:w='2000' w:type='dxa'/></w:tcPr><w:p><w:r><w:t>99.87</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")[0])
    return told(["table-added", "row-added"], "", "99.87", is_number=True)


@kind
def tables_exchanged(file, dice):
    tables = file.tables()
    if len(tables) < 2:
        raise Unfit
    first = dice.choice(tables[:-1])
    second = tables[tables.index(first) + 1]
    place = etree.Element("here")
    first.addprevious(place)
    second.addprevious(first)
    place.addprevious(second)
    place.getparent().remove(place)
    return told(["table-missing", "table-added", "row-moved", "row-missing", "row-added", "number", "cell"], most=1000)


@kind
def table_title(file, dice):
    paragraphs = [p for p in file.body.iter(q("p")) if re.fullmatch(r".*决算(总)?表", plain(text_of(p))) and not style_of(p).startswith("TOC")]
    paragraph = pick(dice, paragraphs)
    texts = [t for t in paragraph.iter(q("t")) if "决算" in (t.text or "")]
    text = pick(dice, texts)
    set_text(text, text.text.replace("决算", "预算", 1))
    return told(["words", "heading", "cell"], "决", "预")


# Words


def long_words(file):
    words = []
    for paragraph in file.paragraphs():
        for text in paragraph.iter(q("t")):
            if len(text.text or "") > 14 and not re.search(r"[\d.…【】]", text.text):
                words.append((paragraph, text))
    return words


@kind
def word_added(file, dice):
    paragraph, text = pick(dice, long_words(file))
    at = dice.randrange(4, len(text.text) - 4)
    near = plain(text.text[:at])[-4:]
    set_text(text, text.text[:at] + "补充" + text.text[at:])
    return told(["words"], "", "补充", near)


@kind
def word_gone(file, dice):
    paragraph, text = pick(dice, long_words(file))
    at = dice.randrange(4, len(text.text) - 6)
    old, near = text.text[at : at + 2], plain(text.text[:at])[-4:]
    set_text(text, text.text[:at] + text.text[at + 2 :])
    return told(["words"], "", "", near)


@kind
def word_replaced(file, dice):
    paragraph, text = pick(dice, long_words(file))
    at = dice.randrange(4, len(text.text) - 6)
    near = plain(text.text[:at])[-4:]
    old = text.text[at : at + 2]
    set_text(text, text.text[:at] + "骉羴" + text.text[at + 2 :])
    return told(["words"], old, "骉羴", near)


@kind
def mark_replaced(file, dice):
    marks = [(p, t, at) for p, t in long_words(file) for at, c in enumerate(t.text) if c in "，、；" and at > 4]
    paragraph, text, at = pick(dice, marks)
    near = plain(text.text[:at])[-4:]
    set_text(text, text.text[:at] + "。" + text.text[at + 1 :])
    return told(["words"], text.text[at:at + 0], "。", near)


@kind
def growth_turned(file, dice):
    turns = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}
    texts = [(p, t, word) for p in file.paragraphs() for t in p.iter(q("t")) for word in turns if word in (t.text or "")]
    paragraph, text, word = pick(dice, texts)
    near = plain(text.text[: text.text.index(word)])[-3:]
    set_text(text, text.text.replace(word, turns[word], 1))
    return told(["words"], near=near)


@kind
def emphasised(file, dice):
    paragraph, text = pick(dice, long_words(file))
    run = text.getparent()
    at = len(text.text) // 2
    second = copy.deepcopy(run)
    set_text(second.find(q("t")), text.text[at:])
    set_text(text, text.text[:at])
    hidden = second.find(q("rPr"))
    if hidden is None:
        hidden = etree.Element(q("rPr"))
        second.insert(0, hidden)
    hidden.extend(w('<w:b/><w:highlight w:val="yellow"/>'))
    run.addnext(second)
    return NOTHING


@kind
def paragraph_gone(file, dice):
    paragraph = pick(dice, [p for p in file.paragraphs() if len(text_of(p)) > 20])
    old = plain(text_of(paragraph))
    paragraph.getparent().remove(paragraph)
    return told(["paragraph-missing"], old[:40], "", is_number=bool(re.search(r"\d", old)))


@kind
def paragraph_added(file, dice):
    paragraph = pick(dice, file.paragraphs())
    new = copy.deepcopy(paragraph)
    texts = list(new.iter(q("t")))
    for text in texts[1:]:
        text.getparent().getparent().remove(text.getparent()) if text.getparent().getparent() is new else set_text(text, "")
    set_text(texts[0], "另据统计，本部门当年新增固定资产765.43万元。")
    paragraph.addnext(new)
    return told(["paragraph-added"], "", "765.43", is_number=True)


@kind
def paragraph_twice(file, dice):
    paragraph = pick(dice, [p for p in file.paragraphs() if len(text_of(p)) > 20])
    paragraph.addnext(copy.deepcopy(paragraph))
    return told(["paragraph-added"], "", plain(text_of(paragraph))[:30], is_number=True)


@kind
def paragraph_divided(file, dice):
    paragraph, text = pick(dice, long_words(file))
    run = text.getparent()
    if run.getparent() is not paragraph:
        raise Unfit
    at = len(text.text) // 2
    new = etree.Element(q("p"))
    if paragraph.find(q("pPr")) is not None:
        new.append(copy.deepcopy(paragraph.find(q("pPr"))))
    second = copy.deepcopy(run)
    set_text(second.find(q("t")), text.text[at:])
    set_text(text, text.text[:at])
    new.append(second)
    for node in list(run.itersiblings()):
        new.append(node)
    paragraph.addnext(new)
    return told(["paragraph-divided"])


@kind
def paragraphs_joined(file, dice):
    pairs = [p for p in file.paragraphs() if p.getnext() is not None and p.getnext().tag == q("p") and style_of(p.getnext()) == "Body"
             and text_of(p.getnext()).strip()]
    paragraph = pick(dice, pairs)
    other = paragraph.getnext()
    for node in list(other):
        if node.tag != q("pPr"):
            paragraph.append(node)
    other.getparent().remove(other)
    return told(["paragraph-divided"])


@kind
def divided_and_changed(file, dice):
    paragraph, text = an_amount(file, dice)
    run = text.getparent()
    if run.getparent() is not paragraph or run.getprevious() is None:
        raise Unfit
    old = text.text
    near = before(paragraph, text)
    set_text(text, other_digit(old, dice))
    new = etree.Element(q("p"))
    if paragraph.find(q("pPr")) is not None:
        new.append(copy.deepcopy(paragraph.find(q("pPr"))))
    following = list(run.itersiblings())
    new.append(run)
    for node in following:
        new.append(node)
    paragraph.addnext(new)
    return number(old, text.text, near, most=2)


@kind
def paragraphs_exchanged(file, dice):
    pairs = [p for p in file.paragraphs() if p.getnext() in file.paragraphs() and len(text_of(p)) > 12 and len(text_of(p.getnext())) > 12]
    paragraph = pick(dice, pairs)
    words = [plain(text_of(paragraph))[:10], plain(text_of(paragraph.getnext()))[:10]]
    paragraph.getnext().addnext(paragraph)
    return told(["paragraph-moved"]) | {"any": words}


@kind
def sentences_exchanged(file, dice):
    found = []
    for paragraph, text in long_words(file):
        parts = re.split(r"(?<=[，、；])", text.text)
        if len(parts) > 2 and len(parts[0]) > 4 and len(parts[1]) > 4 and parts[0] != parts[1]:
            found.append((text, parts))
    text, parts = pick(dice, found)
    set_text(text, "".join([parts[1], parts[0]] + parts[2:]))
    return told(["words"], most=4) | {"any": [plain(parts[0])[:4], plain(parts[1])[:4]]}


# Headings, contents, sections


@kind
def heading_renumbered(file, dice):
    found = [(p, t) for style in ("Heading2", "Heading3") for p in file.paragraphs(style) for t in list(p.iter(q("t")))[:1]
             if re.match(r"[（(]?[一二三四五六七八九十]+[、）)]", t.text or "")]
    paragraph, text = pick(dice, found)
    old = re.search(r"[一二三四五六七八九十]+", text.text)[0]
    new = dice.choice([c for c in "一二三四五六七八九" if c not in old])
    near = plain(text_of(paragraph))[2:6]
    set_text(text, text.text.replace(old, new, 1))
    return told(["heading"], near=near)


@kind
def heading_level(file, dice):
    paragraph = pick(dice, file.paragraphs("Heading2"))
    paragraph.find(f"{q('pPr')}/{q('pStyle')}").set(q("val"), dice.choice(["Heading3", "Body", "Heading1"]))
    return told(["heading"], near=plain(text_of(paragraph))[:6], most=2)


@kind
def heading_words(file, dice):
    paragraph = pick(dice, file.paragraphs("Heading1") + file.paragraphs("Heading2"))
    text = list(paragraph.iter(q("t")))[-1]
    set_text(text, text.text + "补充")
    return told(["heading"], "", "补充")


@kind
def heading_gone(file, dice):
    paragraph = pick(dice, file.paragraphs("Heading2"))
    paragraph.getparent().remove(paragraph)
    return told(["paragraph-missing"], plain(text_of(paragraph)), "")


@kind
def section_moved(file, dice):
    headings = file.paragraphs("Heading2")
    pairs = []
    for first, second in zip(headings, headings[1:]):
        between = [first] + [n for n in first.itersiblings() if n in set_until(first, second)]
        if 1 < len(between) < 8 and all(n.tag == q("p") and n.find(f".//{q('sectPr')}") is None for n in between):
            pairs.append((between, second))
    between, second = pick(dice, pairs)
    end = second
    for node in second.itersiblings():
        if node.tag != q("p") or style_of(node).startswith("Heading") or node.find(f".//{q('sectPr')}") is not None:
            break
        end = node
    words = [plain(text_of(node)) for node in between if text_of(node)]
    words += [plain(text_of(second))]
    words += [plain(text_of(n)) for n in second.itersiblings() if n in set_until(second, end)] + [plain(text_of(end))]
    for node in reversed(between):
        end.addnext(node)
    return told(["paragraph-moved"], most=40) | {"any": [word[:8] for word in words if len(word) > 5]}


def set_until(first, second):
    found = []
    for node in first.itersiblings():
        if node is second:
            break
        found.append(node)
    return found


@kind
def contents_pages(file, dice):
    for paragraph in file.body.iter(q("p")):
        if style_of(paragraph).startswith("TOC"):
            texts = [t for t in paragraph.iter(q("t")) if (t.text or "").isdigit()]
            if texts:
                set_text(texts[-1], str(int(texts[-1].text) + dice.randrange(1, 30)))
    return NOTHING


@kind
def contents_words(file, dice):
    entries = [p for p in file.body.iter(q("p")) if style_of(p) == "TOC2" and len(text_of(p)) > 6]
    paragraph = pick(dice, entries)
    text = next(t for t in paragraph.iter(q("t")) if len(t.text or "") > 4)
    set_text(text, text.text + "补充")
    return told(["contents"], "", "补充")


@kind
def contents_entry_gone(file, dice):
    entries = [p for p in file.body.iter(q("p")) if style_of(p) == "TOC2"]
    paragraph = pick(dice, entries[1:-1])
    paragraph.getparent().remove(paragraph)
    return told(["contents"], plain(re.sub(r"\d+$", "", text_of(paragraph))), "")


@kind
def title_of_report(file, dice):
    first = [p for p in file.body.findall(q("p")) if text_of(p).strip()][0]
    text = list(first.iter(q("t")))[-1]
    set_text(text, text.text + "（修订）")
    return told(["words", "heading"], "", "修订")


# Beside the text


@kind
def footnote(file, dice):
    paragraph, text = an_amount(file, dice)
    text.getparent().addnext(w('<w:r><w:footnoteReference w:id="2"/></w:r>')[0])
    file.add_part("footnotes", "footnotes", f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        '<w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        "<w:t>其中含上年结转88.77万元。</w:t></w:r></w:p></w:footnote></w:footnotes>")
    return told(["paragraph-added"], "", "88.77", is_number=True, most=2)


@kind
def endnote(file, dice):
    paragraph, text = an_amount(file, dice)
    text.getparent().addnext(w('<w:r><w:endnoteReference w:id="2"/></w:r>')[0])
    file.add_part("endnotes", "endnotes", f'<w:endnotes xmlns:w="{W}"><w:endnote w:type="separator" w:id="-1"><w:p><w:r>'
        '<w:separator/></w:r></w:p></w:endnote><w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        '<w:continuationSeparator/></w:r></w:p></w:endnote><w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r><w:r>'
        "<w:t>其中含上年结转66.55万元。</w:t></w:r></w:p></w:endnote></w:endnotes>")
    return told(["paragraph-added"], "", "66.55", is_number=True, most=2)


SHAPE = """<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>
<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="114300" distR="114300"
simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="1800000" cy="500000"/><wp:wrapNone/><wp:docPr id="901" name="文本框 1"/><wp:cNvGraphicFramePr/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="500000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>另有专户资金55.66万元</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:140pt;height:40pt"><v:textbox>
<w:txbxContent><w:p><w:r><w:t>另有专户资金55.66万元</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
OLD_SHAPE = """<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:140pt;height:40pt"><v:textbox>
<w:txbxContent><w:p><w:r><w:t>另有专户资金55.66万元</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"""


@kind
def text_box(file, dice):
    paragraph = pick(dice, file.paragraphs())
    paragraph.append(w(dice.choice([SHAPE, OLD_SHAPE]))[0])
    return told(["paragraph-added"], "", "55.66", is_number=True)


@kind
def text_box_in_cell(file, dice):
    row, cell, text = a_cell(file, dice)
    cell.find(q("p")).append(w(dice.choice([SHAPE, OLD_SHAPE]))[0])
    return told(["paragraph-added", "number", "cell"], "", "55.66", is_number=True)


def margin(file, name, words):
    names = sorted(part for part in file.parts if re.fullmatch(rf"word/{name}\d*\.xml", part))
    if not names:
        raise Unfit
    for part in names:
        root = etree.fromstring(file.parts[part])
        root.findall(q("p"))[-1].extend(w(f"<w:r><w:t>{words}</w:t></w:r>"))
        file.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return told(["margin"], "", words, most=3)


@kind
def header(file, dice):
    return margin(file, "header", "某某局2022年度部门决算")


@kind
def footer(file, dice):
    return margin(file, "footer", "支出合计77.66万元")


def tracked(name, *content):
    node = w(f'<w:{name} w:id="910" w:author="审核人" w:date="2025-08-01T00:00:00Z"/>')[0]
    node.extend(content)
    return node


def as_deleted(run):
    for text in run.iter(q("t")):
        text.tag = q("delText")
    return run


@kind
def tracked_number(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    new = copy.deepcopy(run)
    set_text(new.find(q("t")), other_digit(old, dice))
    value = new.find(q("t")).text
    place = run.getprevious()
    parent, at = run.getparent(), list(run.getparent()).index(run)
    parent.remove(run)
    parent.insert(at, tracked("ins", new))
    parent.insert(at, tracked("del", as_deleted(run)))
    return number(old, value, near, most=2) | {"also": "tracked-changes"}


@kind
def tracked_deletion(file, dice):
    paragraph, text = an_amount(file, dice)
    old, near = text.text, before(paragraph, text)
    run = text.getparent()
    parent, at = run.getparent(), list(run.getparent()).index(run)
    parent.remove(run)
    parent.insert(at, tracked("del", as_deleted(run)))
    return number(old, "", near, most=2) | {"also": "tracked-changes"}


@kind
def tracked_paragraph(file, dice):
    paragraph = pick(dice, [p for p in file.paragraphs() if len(text_of(p)) > 20])
    old = plain(text_of(paragraph))
    mark = paragraph.find(q("pPr"))
    if mark is None:
        raise Unfit
    mark.extend(w('<w:rPr><w:del w:id="911" w:author="审核人" w:date="2025-08-01T00:00:00Z"/></w:rPr>'))
    for run in paragraph.findall(q("r")):
        at = list(paragraph).index(run)
        paragraph.remove(run)
        paragraph.insert(at, tracked("del", as_deleted(run)))
    return told(["paragraph-missing"], old[:30], "", most=2, is_number=True) | {"also": "tracked-changes"}


@kind
def tracked_row(file, dice):
    row = pick(dice, file.rows())
    properties = row.find(q("trPr"))
    if properties is None:
        properties = etree.Element(q("trPr"))
        row.insert(0, properties)
    properties.extend(w('<w:del w:id="912" w:author="审核人" w:date="2025-08-01T00:00:00Z"/>'))
    for cell in row.findall(q("tc")):
        for paragraph in cell.findall(q("p")):
            for run in paragraph.findall(q("r")):
                at = list(paragraph).index(run)
                paragraph.remove(run)
                paragraph.insert(at, tracked("del", as_deleted(run)))
    name = plain("".join(t.text or "" for t in row.iter(q("delText"))))
    return told(["row-missing"], "", "", most=2, is_number=True) | {"also": "tracked-changes"}


@kind
def tracked_move(file, dice):
    pairs = [p for p in file.paragraphs() if p.getnext() in file.paragraphs() and len(text_of(p)) > 20]
    paragraph = pick(dice, pairs)
    runs = paragraph.findall(q("r"))
    target = paragraph.getnext()
    new = etree.Element(q("p"))
    new.append(copy.deepcopy(paragraph.find(q("pPr")))) if paragraph.find(q("pPr")) is not None else None
    new.append(tracked("moveTo", *[copy.deepcopy(run) for run in runs]))
    for run in runs:
        paragraph.remove(run)
    paragraph.append(tracked("moveFrom", *runs))
    target.addnext(new)
    return told(["tracked-changes"], most=6)


@kind
def tracked_format(file, dice):
    paragraph = pick(dice, file.paragraphs())
    run = pick(dice, paragraph.findall(q("r")))
    properties = run.find(q("rPr"))
    if properties is None:
        properties = etree.Element(q("rPr"))
        run.insert(0, properties)
    properties.extend(w('<w:b/><w:rPrChange w:id="913" w:author="审核人" w:date="2025-08-01T00:00:00Z"><w:rPr/></w:rPrChange>'))
    return told(["tracked-changes"])


@kind
def comment(file, dice):
    paragraph, text = an_amount(file, dice)
    run = text.getparent()
    run.addprevious(w('<w:commentRangeStart w:id="1"/>')[0])
    run.addnext(w('<w:r><w:commentReference w:id="1"/></w:r>')[0])
    run.addnext(w('<w:commentRangeEnd w:id="1"/>')[0])
    file.add_part("comments", "comments", f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="分管领导" '
        'w:date="2025-08-01T00:00:00Z"><w:p><w:r><w:t>这个数再核一下</w:t></w:r></w:p></w:comment></w:comments>')
    return told(["comment"], "", "这个数再核一下")


# Charts


def in_chart(file, dice, pattern, change):
    name = pick(dice, file.charts())
    xml = file.parts[name].decode()
    places = list(re.finditer(pattern, xml))
    place = pick(dice, places)
    new = change(place)
    file.parts[name] = (xml[: place.start()] + new + xml[place.end() :]).encode()
    return told(["chart-data", "chart-label"], most=3, is_number=True)


@kind
def chart_value(file, dice):
    return in_chart(file, dice, r"(?<=<c:v>)-?\d+\.\d+(?=</c:v></c:pt>)", lambda m: other_digit(m[0], dice))


@kind
def chart_name(file, dice):
    return in_chart(file, dice, r"(?<=<c:v>)[^<>]*[\u4e00-\u9fff][^<>]*(?=</c:v>)", lambda m: m[0] + "等") | {"number": False}


@kind
def chart_label(file, dice):
    pattern = r"<a:fld [^>]*CELLRANGE(?:(?!</a:fld>).)*<a:t>([^<]*\d[^<]*)</a:t></a:fld>"
    return in_chart(file, dice, pattern, lambda m: f"<a:r><a:t>{other_digit(m[1], dice)}</a:t></a:r>")


@kind
def chart_title(file, dice):
    title = ("<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>2022年度支出443.21万元</a:t></a:r></a:p></c:rich></c:tx>"
             '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>')
    return in_chart(file, dice, r'<c:autoTitleDeleted val="1"/>', lambda m: title)


def in_workbook(file, dice, pattern, change):
    names = sorted(name for name in file.parts if name.startswith("word/embeddings/"))
    name = pick(dice, names)
    with zipfile.ZipFile(io.BytesIO(file.parts[name])) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    places = [(part, m) for part in parts if re.search(r"sheet\d+\.xml$|sharedStrings", part)
              for m in re.finditer(pattern, parts[part].decode())]
    part, place = pick(dice, places)
    xml = parts[part].decode()
    parts[part] = (xml[: place.start()] + change(place) + xml[place.end() :]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    file.parts[name] = out.getvalue()
    return told(["chart-data", "chart-label"], most=3, is_number=True)


@kind
def workbook_value(file, dice):
    return in_workbook(file, dice, r"(?<=<v>)-?\d+\.\d+(?=</v>)", lambda m: other_digit(m[0], dice))


@kind
def workbook_name(file, dice):
    return in_workbook(file, dice, r"(?<=<t>)[^<>]*(?:收入|支出|费|年度)[^<>]*(?=</t>)", lambda m: m[0] + "等") | {"number": False}


@kind
def chart_gone(file, dice):
    charts = [d for d in file.body.iter(q("drawing")) if d.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart") is not None]
    drawing = pick(dice, charts)
    drawing.getparent().remove(drawing)
    return told(["chart-missing"])


PICTURE = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx"
           b"\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82")
DRAWING = """<w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline><wp:extent cx="3000000" cy="2000000"/>
<wp:docPr id="920" name="图片 1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData
uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="920" name="图片 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def add_picture(file):
    file.parts["word/media/added.png"] = PICTURE
    links = etree.fromstring(file.parts["word/_rels/document.xml.rels"])
    etree.SubElement(links, f"{{{PACKAGE}}}Relationship", Id="rIdPicture", Type=f"{R}/image", Target="media/added.png")
    file.parts["word/_rels/document.xml.rels"] = etree.tostring(links)
    types = etree.fromstring(file.parts["[Content_Types].xml"])
    types.insert(0, etree.Element(f"{{{etree.QName(types).namespace}}}Default", Extension="png", ContentType="image/png"))
    file.parts["[Content_Types].xml"] = etree.tostring(types)


@kind
def chart_as_picture(file, dice):
    charts = [d for d in file.body.iter(q("drawing")) if d.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart") is not None]
    drawing = pick(dice, charts)
    add_picture(file)
    drawing.addprevious(w(DRAWING)[0])
    drawing.getparent().remove(drawing)
    return told(["chart-missing"], most=2)


@kind
def picture_added(file, dice):
    paragraph = pick(dice, file.paragraphs())
    add_picture(file)
    run = w("<w:r/>")[0]
    run.append(w(DRAWING)[0])
    paragraph.append(run)
    return told(["picture-added"])


@kind
def list_number(file, dice):
    paragraph, text = pick(dice, long_words(file))
    numbering = (f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="7"/><w:numFmt w:val="decimal"/>'
                 '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num></w:numbering>')
    if "word/numbering.xml" in file.parts:
        raise Unfit
    file.add_part("numbering", "numbering", numbering)
    properties = paragraph.find(q("pPr"))
    properties.find(q("pStyle")).addnext(w('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')[0])
    return told(["number"], "", "7", is_number=True)


def make(seed, count, folder, files):
    dice = random.Random(seed)
    originals = {path.stem: File(path) for path in files}
    names = sorted(originals)
    kinds = list(KINDS)
    expected = {}
    turn = 0
    while len(expected) < count:
        kind = kinds[turn % len(kinds)]
        turn += 1
        for _ in range(6):
            name = dice.choice(names)
            file = originals[name].copy()
            try:
                wanted = KINDS[kind](file, dice)
            except Unfit:
                continue
            out = f"{len(expected):04}-{kind}"
            file.write(folder / f"{out}.docx")
            expected[out] = wanted | {"change": kind, "of": name}
            break
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1))


def is_told(difference, wanted):
    texts = {name: plain(difference.get(name) or "") for name in ("expected", "found", "context")}
    around = texts["context"] + "|" + texts["expected"] + "|" + texts["found"]
    return (
        difference["kind"] in wanted["kinds"]
        and plain(wanted["old"]) in texts["expected"]
        and plain(wanted["new"]) in texts["found"]
        and plain(wanted["near"]) in around
        and (not wanted.get("any") or any(words in around for words in wanted["any"]))
    )


def check(cli, projects, folder, files):
    expected = json.loads((folder / "expected.json").read_text())
    faults, count, tally = [], 0, {}
    for name, wanted in expected.items():
        path = files / f"{name}.docx"
        count += 1
        answer = subprocess.run([cli, "verify", projects / f"{wanted['of']}.json", path, "--format", "json"],
                                capture_output=True, check=False)
        try:
            differences = json.loads(answer.stdout)["differences"]
        except (ValueError, KeyError):
            faults.append(f"{name} {wanted['of']}: no answer: {answer.stdout[:200]} {answer.stderr[:200]}")
            continue
        why = None
        if not wanted["kinds"]:
            why = "told of nothing" if differences else None
        elif not any(is_told(one, wanted) for one in differences):
            why = "LOST NUMBER" if wanted["number"] else "lost"
        elif len(differences) > wanted["most"]:
            why = "told of more"
        elif wanted.get("also") and not any(one["kind"] == wanted["also"] for one in differences):
            why = f"no {wanted['also']}"
        if why:
            tally[why] = tally.get(why, 0) + 1
            said = [(one["kind"], one["expected"][:60], one["found"][:60], one["context"][:30]) for one in differences[:5]]
            faults.append(f"{name} {wanted['of']}: {why}; wanted {wanted['kinds']} {wanted.get('old')!r} {wanted.get('new')!r} "
                          f"{wanted.get('near')!r} {wanted.get('any', '')}; told {len(differences)}: {said}")
    print(f"{count} single changes in {files.name}, {len(faults)} faults {tally}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    match command:
        case "make":
            seed, count, folder, *files = arguments
            make(int(seed), int(count), Path(folder), [Path(file) for file in files])
        case "check":
            cli, projects, folder, files = arguments
            check(cli, Path(projects), Path(folder), Path(files))
