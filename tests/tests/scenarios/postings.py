"""Reads an export of postings by nothing but Python's own library, and adds it up.

Usage: postings.py FILE. Prints JSON: the sums of both sides by currency, how many lines, whether anything is a formula,
and the merchants' names.
"""

import csv
import io
import json
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def of_table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def of_workbook(content):
    book = zipfile.ZipFile(io.BytesIO(content))
    shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    strings = ["".join(part.text or "" for part in item.iter(SHEET + "t")) for item in shared]
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(SHEET + "row"):
        cells = {}
        for cell in row.iter(SHEET + "c"):
            if cell.find(SHEET + "f") is not None:
                raise SystemExit("a formula in " + cell.get("r"))
            column = "".join(letter for letter in cell.get("r") if letter.isalpha())
            value = cell.findtext(SHEET + "v") or ""
            cells[column] = strings[int(value)] if cell.get("t") == "s" else value
        rows.append(cells)
    names = rows[0]
    return [{name: row.get(column, "") for column, name in names.items()} for row in rows[1:]]


def main():
    with open(sys.argv[1], "rb") as file:
        content = file.read()
    lines = of_workbook(content) if content.startswith(b"PK") else of_table(content)
    sums = {}
    for line in lines:
        debit, credit = sums.setdefault(line["currency"], [Decimal(0), Decimal(0)])
        sums[line["currency"]] = [debit + Decimal(line["debit"] or 0), credit + Decimal(line["credit"] or 0)]
    print(json.dumps({
        "lines": len(lines),
        "debit": {currency: str(sides[0]) for currency, sides in sums.items()},
        "credit": {currency: str(sides[1]) for currency, sides in sums.items()},
        "formulas": sum(1 for line in lines for text in line.values() if text.startswith(("=", "+", "-", "@"))),
        "merchants": sorted({line["merchant_name"] for line in lines}),
    }))


main()
