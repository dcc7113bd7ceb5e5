"""Has the formulas of a workbook computed anew by LibreOffice.

Usage: workbook.py forget FILE.xlsx COPY.xlsx   writes a copy without the stored results of its formulas
       workbook.py same FILE.xlsx COMPUTED.xlsx exit code 1: a value is another in the second
       workbook.py data FILE.docx FOLDER        writes the workbooks behind its charts into the folder
       workbook.py charts FILE FOLDER           exit code 1: a chart of FILE.docx or FILE.xlsx repeats an amount or a label
                                                that is not in its cells as FOLDER has them computed anew
"""

import os
import re
import sys
import zipfile

from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def forget(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                sheet = etree.fromstring(content)
                for cell in sheet.iter(S + "c"):
                    value = cell.find(S + "v")
                    if cell.find(S + "f") is not None and value is not None:
                        cell.remove(value)
                content = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)


def values(file):
    """Each cell that holds something: its value, and whether a formula gives it."""
    package = zipfile.ZipFile(file)
    texts = [
        "".join(part.text or "" for part in item.iter(S + "t"))
        for item in etree.fromstring(package.read("xl/sharedStrings.xml")).iter(S + "si")
    ]
    links = {link.get("Id"): link.get("Target") for link in etree.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
    found = {}
    for sheet in etree.fromstring(package.read("xl/workbook.xml")).iter(S + "sheet"):
        target = links[sheet.get(R + "id")].lstrip("/")
        target = target if target.startswith("xl/") else "xl/" + target
        for cell in etree.fromstring(package.read(target)).iter(S + "c"):
            value = cell.find(S + "v")
            if value is None or value.text is None:
                continue
            content = texts[int(value.text)] if cell.get("t") == "s" else value.text
            found[sheet.get("name"), cell.get("r")] = content, cell.find(S + "f") is not None
    return found


def same(first, second):
    before, after = values(first), values(second)
    other = []
    for place, (value, _) in before.items():
        computed = after.get(place, ("nothing", False))[0]
        try:
            equal = abs(float(value) - float(computed)) < 1e-6
        except ValueError:
            equal = value == computed
        if not equal:
            other.append(f"{place[0]}!{place[1]}: {value} stored, {computed} computed")
    print("\n".join(other[:20]), end="\n" if other else "")
    formulas = sum(is_formula for _, is_formula in before.values())
    print(f"{first}: {len(before)} cells, {formulas} formulas computed anew, {len(other)} others")
    return 1 if other or not formulas else 0


C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


def data(file, folder):
    package = zipfile.ZipFile(file)
    for name in package.namelist():
        if name.startswith("word/embeddings/"):
            with open(os.path.join(folder, os.path.basename(name)), "wb") as target:
                target.write(package.read(name))


def column(cells, reference):
    """The values of `Sheet!$B$2:$B$5`."""
    sheet, first, last = re.fullmatch(r"'?([^'!]+)'?!\$([A-Z]+\$\d+)(?::\$([A-Z]+\$\d+))?", reference).groups()
    (letter, begin), (_, end) = first.split("$"), (last or first).split("$")
    return [cells.get((sheet, f"{letter}{row}"), ("", False))[0] for row in range(int(begin), int(end) + 1)]


def charts(file, folder):
    package, linked, wrong = zipfile.ZipFile(file), 0, []
    for name in package.namelist():
        found = re.fullmatch(r"(?:word|xl)/charts/(chart\d+)\.xml", name)
        if not found:
            continue
        data = found[1] if file.endswith(".docx") else os.path.basename(file).removesuffix(".xlsx")
        cells = values(os.path.join(folder, data + ".xlsx"))
        part = etree.fromstring(package.read(name))
        for kind, cache in [("numRef", "numCache"), ("strRef", "strCache")]:
            for link in part.iter(C + kind):
                compare(cells, link.find(C + "f"), link.find(C + cache), f"{file} {name}", wrong)
        for link in part.iter(C15 + "datalabelsRange"):
            linked += 1
            compare(cells, link.find(C15 + "f"), link.find(C15 + "dlblRangeCache"), f"{file} {name}", wrong)
    print("\n".join(wrong[:20]), end="\n" if wrong else "")
    print(f"{file}: {linked} series with labels from cells, {len(wrong)} texts or amounts that are not there")
    return 1 if wrong or not linked else 0


def compare(cells, formula, cache, where, wrong):
    stored = {int(point.get("idx")): point.find(C + "v").text for point in cache.iter(C + "pt")}
    for place, computed in enumerate(column(cells, formula.text)):
        value = stored.get(place, "")
        try:
            equal = abs(float(value) - float(computed)) < 1e-9
        except ValueError:
            equal = value == computed
        if not equal:
            wrong.append(f"{where}: {formula.text} {place}: {value} in the chart, {computed} in its cell")


command, *files = sys.argv[1:]
sys.exit({"forget": forget, "same": same, "data": data, "charts": charts}[command](*files))
