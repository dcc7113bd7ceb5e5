#!/usr/bin/env python3
"""Checks the parts of .docx and .xlsx files against the schemas of ECMA-376 (transitional).

Usage: OOXML_XSD=folder validate_ooxml.py FILE…
The folder holds wml.xsd, dml-chart.xsd and sml.xsd with what they import. Workbooks inside a document are checked too.
"""
import io
import os
import re
import sys
import zipfile

from lxml import etree

SCHEMAS = {
    "wml.xsd": r"word/(document|styles|settings|fontTable|numbering|footnotes|(header|footer)\d+)\.xml",
    "dml-chart.xsd": r"(word|xl)/charts/chart\d+\.xml",
    "dml-spreadsheetDrawing.xsd": r"xl/drawings/drawing\d+\.xml",
    "sml.xsd": r"xl/(workbook|styles|sharedStrings|worksheets/sheet\d+|tables/table\d+)\.xml",
}
loaded = {}


def schema(name):
    if name not in loaded:
        loaded[name] = etree.XMLSchema(etree.parse(os.path.join(os.environ["OOXML_XSD"], name)))
    return loaded[name]


def check(label, content):
    """Returns how many parts were checked and the faults."""
    count, faults = 0, []
    package = zipfile.ZipFile(io.BytesIO(content))
    for name in package.namelist():
        data = package.read(name)
        if name.endswith(".xlsx"):
            inner, more = check(f"{label}!{name}", data)
            count += inner
            faults += more
            continue
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        tree = etree.fromstring(data)
        fitting = [schema for schema, pattern in SCHEMAS.items() if re.fullmatch(pattern, name)]
        for chosen in fitting:
            count += 1
            rules = schema(chosen)
            if not rules.validate(tree):
                messages = sorted({re.sub(r"\{[^}]*\}", "", error.message)[:200] for error in rules.error_log})
                faults.append(f"{label}!{name}: " + "; ".join(messages[:5]))
    return count, faults


def main():
    if "OOXML_XSD" not in os.environ:
        sys.exit("set OOXML_XSD to the folder of the schemas")
    total, faults = 0, []
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            count, more = check(os.path.basename(path), file.read())
        if count == 0:
            more.append(f"{path}: no part that a schema describes")
        total += count
        faults += more
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"schemas: {total} parts in {len(sys.argv) - 1} files, {len(faults)} faulty")
    sys.exit(1 if faults else 0)


main()
