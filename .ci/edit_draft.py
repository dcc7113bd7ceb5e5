"""Single changes in an exported Word file, and what `juesuan-cli verify` has to say of each, also after another program
saved the file again.

edit_draft.py make FILE.docx FOLDER          writes a file for each change, and what has to be found
edit_draft.py check CLI PROJECT FOLDER FILES compares the files of FILES with the project
"""

import json
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

OF_EACH = 2
DOCUMENT = "word/document.xml"


def other_digit(text, dice):
    at = dice.choice([at for at, c in enumerate(text) if c.isdigit()])
    return text[:at] + dice.choice([c for c in "0123456789" if c != text[at]]) + text[at + 1 :]


def replaced(xml, span, new):
    return xml[: span[0]] + new + xml[span[1] :]


def words(xml):
    """The texts of an element, without those within tables."""
    tables = [table.span() for table in re.finditer(r"<w:tbl>.*?</w:tbl>", xml)]
    body = lambda at: not any(start <= at < end for start, end in tables)
    return [text for text in re.finditer(r"(?<=>)([^<>]+)(?=</w:t>)", xml) if body(text.start())]


def number(xml, dice):
    text = dice.choice([text for text in words(xml) if re.fullmatch(r"\d+\.\d\d", text[0])])
    new = other_digit(text[0], dice)
    return replaced(xml, text.span(), new), {"kind": "number", "expected": text[0], "found": new}


def cell(xml, dice):
    table = dice.choice(list(re.finditer(r"<w:tbl>(?:(?!</w:tbl>).)*TableGrid.*?</w:tbl>", xml)))
    numbers = list(re.compile(r"(?<=>)\d+\.\d\d(?=</w:t>)").finditer(xml, *table.span()))
    if not numbers:
        return cell(xml, dice)
    text = dice.choice(numbers)
    new = other_digit(text[0], dice)
    return replaced(xml, text.span(), new), {"kind": "number", "expected": text[0], "found": new}


def word(xml, dice):
    long = [text for text in words(xml) if len(text[0]) > 30 and not re.search(r"[\d.…]", text[0])]
    text = dice.choice(long)
    at = dice.randrange(5, len(text[0]) - 5)
    return replaced(xml, (text.start() + at,) * 2, "补充"), {"kind": "words", "expected": "", "found": "补充"}


def paragraph(xml, dice):
    text = dice.choice([text for text in words(xml) if len(text[0]) > 60])
    start, end = xml.rfind("<w:p>", 0, text.start()), xml.find("</w:p>", text.end()) + len("</w:p>")
    return replaced(xml, (start, end), ""), {"kind": "paragraph-missing"}


def row(xml, dice):
    rows = [row for row in re.finditer(r"<w:tr>.*?</w:tr>", xml) if re.search(r">\d{7}<", row[0]) and "vMerge" not in row[0]]
    return replaced(xml, dice.choice(rows).span(), ""), {"kind": "row-missing"}


def chart_value(xml, dice):
    text = dice.choice(list(re.finditer(r"(?<=<c:v>)\d+\.\d+(?=</c:v>)", xml)))
    return replaced(xml, text.span(), other_digit(text[0], dice)), {"kind": "chart"}


def chart_label(xml, dice):
    field = dice.choice(list(re.finditer(r"<a:fld [^>]*CELLRANGE.*?<a:t>([^<]*)</a:t></a:fld>", xml)))
    label = f"<a:r><a:t>{other_digit(field[1], dice)}</a:t></a:r>"
    return replaced(xml, field.span(), label), {"kind": "chart"}


CHANGES = [number, cell, word, paragraph, row, chart_value, chart_label]


def make(file, folder):
    dice = random.Random(2024)
    parts = {}
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    charts = sorted(name for name in parts if name.startswith("word/charts/chart"))
    expected = {}
    for change in CHANGES:
        for count in range(OF_EACH):
            name = dice.choice(charts) if change.__name__.startswith("chart") else DOCUMENT
            xml, found = change(parts[name].decode(), dice)
            out = f"{change.__name__}-{count}"
            with zipfile.ZipFile(folder / f"{out}.docx", "w", zipfile.ZIP_DEFLATED) as package:
                for part, content in parts.items():
                    package.writestr(part, xml.encode() if part == name else content)
            expected[out] = found
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False))


def is_told(difference, wanted):
    if wanted["kind"] == "chart":
        return difference["kind"].startswith("chart")
    return all(difference[name] == value for name, value in wanted.items())


def check(cli, project, folder, files):
    expected = json.loads((folder / "expected.json").read_text())
    faults = []
    for name, wanted in expected.items():
        answer = subprocess.run(
            [cli, "verify", project, files / f"{name}.docx", "--format", "json"], capture_output=True, check=False
        )
        told = json.loads(answer.stdout)["differences"]
        most = 2 if wanted["kind"] == "chart" else 1
        if answer.returncode != 1 or len(told) > most or not any(is_told(one, wanted) for one in told):
            faults.append(f"{name}: {wanted} is told as {[(one['kind'], one['expected'], one['found']) for one in told]}")
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(expected)} single changes in {files.name}: each found, nothing else told")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    match command:
        case "make":
            make(Path(arguments[0]), Path(arguments[1]))
        case "check":
            cli, project, folder, files = arguments
            check(cli, project, Path(folder), Path(files))
