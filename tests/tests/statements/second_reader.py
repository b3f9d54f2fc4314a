"""Reads a statement with other programs than ours, and adds it up.

Usage: second_reader.py FILE ACCOUNT. Prints JSON: how many lines, what they add to the balance, and the balances at both ends.
"""

import csv
import datetime
import io
import json
import re
import sys
import zipfile
from decimal import Decimal

import mt940
import openpyxl
from lxml import etree
from pycamt.parser import Camt053Parser


def answer(lines, movement, opening=None, closing=None):
    shown = {"lines": lines, "movement": str(movement), "opening": opening, "closing": closing}
    print(json.dumps({name: value if value is None or isinstance(value, int) else str(value) for name, value in shown.items()}))


def plain(account):
    return re.sub(r"[^A-Z0-9]", "", account.upper())


def of_mt940(content, account):
    text = content.decode("utf-8", "replace")
    # This package knows no space before the type of an entry.
    text = re.sub(r"(?m)^(:61:.*\d) N", r"\1N", text)
    blocks = re.split(r"(?m)^(?=:20:)", text)[1:]
    lines, movement, opening, closing = 0, Decimal(0), None, None
    for block in blocks:
        named = re.search(r"(?m)^:25:(.*?)\s*$", block).group(1)
        # The account may have its currency behind it, or be the end of an IBAN.
        named, wanted = re.sub(r"[A-Z]{3}$", "", plain(named)), plain(account)
        if account and not (named.endswith(wanted) or wanted.endswith(named)):
            continue
        transactions = mt940.models.Transactions()
        transactions.parse(block)
        for transaction in transactions:
            data = transaction.data
            amount = abs(data["amount"].amount)
            movement += amount if data["status"] in ("C", "RD") else -amount
            lines += 1
        balances = transactions.data
        first = balances.get("final_opening_balance") or balances.get("intermediate_opening_balance")
        last = balances.get("final_closing_balance") or balances.get("intermediate_closing_balance")
        opening = first.amount.amount if opening is None else opening
        closing = last.amount.amount
    answer(lines, movement, opening, closing)


def local(element, path):
    return element.xpath("/".join(["."] + [f"*[local-name()='{name}']" for name in path.split("/")]))


def text(element, path):
    found = local(element, path)
    return found[0].text if found else None


def signed(element, amount):
    return amount if text(element, "CdtDbtInd") == "CRDT" else -amount


def of_documents(contents):
    """Balances by the codes that the standard has for them: for documents that `pycamt` does not know."""
    lines, movement, opening, closing = 0, Decimal(0), None, None
    for content in contents:
        root = etree.fromstring(content)
        more, moved = entries(root)
        lines, movement = lines + more, movement + moved
        for balance in root.iter("{*}Bal"):
            code, amount = text(balance, "Tp/CdOrPrtry/Cd"), signed(balance, Decimal(text(balance, "Amt")))
            if code in ("OPBD", "PRCD") and opening is None:
                opening = amount
            closing = amount if code == "CLBD" else closing
    answer(lines, movement, opening, closing)


def entries(root):
    lines, movement = 0, Decimal(0)
    for entry in root.iter("{*}Ntry"):
        transactions = local(entry, "NtryDtls/TxDtls")
        amounts = [local(transaction, "Amt") for transaction in transactions]
        lines += len(transactions) if len(transactions) > 1 and all(amounts) else 1
        if (text(entry, "Sts/Cd") or text(entry, "Sts")) == "BOOK":
            movement += signed(entry, Decimal(text(entry, "Amt")))
    return lines, movement


def of_camt(content, currency="EUR"):
    root = etree.fromstring(content)
    lines, movement = entries(root)
    # The balances by the other package, which knows of no prefixes.
    unprefixed = content.replace(b"<n:", b"<").replace(b"</n:", b"</").replace(b"xmlns:n=", b"xmlns=")
    statements = Camt053Parser(unprefixed).get_statement_info()
    closing = Decimal(statements[-1]["ClosingBalance"])
    in_currency = [balance for balance in root.iter("{*}Bal") if text(balance, "Tp/CdOrPrtry/Cd") == "CLBD"]
    is_ours = local(in_currency[-1], "Amt")[0].get("Ccy") == currency
    answer(lines, movement, Decimal(statements[0]["OpeningBalance"]), closing if is_ours else None)


def ticked(content):
    """The rows of a WeChat bill: values may hold commas and line feeds, but all begin with a backtick."""
    lines = content.decode("utf-8-sig").replace("\r\n", "\n")
    header, rest = lines.split("\n", 1)
    rows = re.split(r"\n(?=`|[^`\n]*总)", rest.split("\n总交易单数")[0].split("\n资金流水总笔数")[0])
    return [dict(zip(header.split(","), row.strip("\n")[1:].split(",`"))) for row in rows if row.startswith("`")]


def of_trade_bill(content):
    movement = Decimal(0)
    rows = ticked(content)
    for row in rows:
        if row["交易状态"] == "SUCCESS":
            movement += Decimal(row["应结订单金额"]) - Decimal(row["手续费"])
        elif row["退款状态"] == "SUCCESS":
            movement -= Decimal(row["退款金额"]) + Decimal(row["手续费"])
    answer(len(rows), movement)


def of_fund_bill(content):
    rows = ticked(content)
    steps = [Decimal(row["收支金额(元)"]) * (1 if row["收支类型"] == "收入" else -1) for row in rows]
    balances = [Decimal(row["账户结余(元)"]) for row in rows]
    answer(len(rows), sum(steps), balances[0] - steps[0], balances[-1])


def of_alipay(content):
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        parts = [book.read(name).decode("gbk") for name in book.namelist()]
        content = next(part for part in parts if "业务明细列表" in part)
    else:
        content = content.decode("gbk")
    rows = list(csv.DictReader(line for line in content.splitlines() if not line.startswith("#")))
    movement = Decimal(0)
    for row in rows:
        # What is charged stands below zero, what is given back above.
        movement += Decimal(row["商家实收（元）"]) + Decimal(row["服务费（元）"])
    answer(len(rows), movement)


def of_unionpay(content):
    widths = [3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2]
    lines = content.decode("gbk").splitlines()
    movement = 0
    for line in lines:
        fields, left = [], 0
        for width in widths:
            fields.append(line[left:left + width].strip())
            left += width + 1
        settled = int(fields[16][1:])
        movement += settled if fields[19] == "01" else -settled
    answer(len(lines), Decimal(movement) / 100)


def of_bank_table(text, delimiter, header, last, amounts, balance, exact):
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))[header:last]
    steps = [sum(sign * exact(row[column]) for column, sign in amounts) for row in rows]
    balances = [exact(row[balance]) for row in rows]
    answer(len(rows), sum(steps), balances[0] - steps[0], balances[-1])


def of_table(content, name):
    if name.endswith("bank-de.csv"):
        exact = lambda text: Decimal(re.sub(r"[^0-9,-]", "", text).replace(",", "."))
        of_bank_table(content.decode("cp1252"), ";", 4, -1, [(4, 1)], 5, exact)
    elif name.endswith("bank-cn.csv"):
        exact = lambda text: Decimal(re.sub(r"[^0-9.-]", "", text) or 0)
        of_bank_table(content.decode("gb18030"), ",", 3, -2, [(4, 1), (3, -1)], 5, exact)
    elif name.endswith("bank.csv"):
        rows = list(csv.reader(io.StringIO(content.decode("gbk")), delimiter=";"))[2:-1]
        steps = [Decimal(row[3].replace(",", "")) * (1 if row[2] == "贷" else -1) for row in rows]
        balances = [Decimal(row[4].replace(",", "")) for row in rows]
        answer(len(rows), sum(steps), balances[0] - steps[0], balances[-1])
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        settled = [row for row in rows if row["status"] == "settled"]
        steps = [Decimal(row["amount"]) * (1 if row["direction"] == "in" else -1) - Decimal(row["fee"] or 0) for row in settled]
        answer(len(rows), sum(steps))


def of_workbook(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    # Rows of a date: what stands above and below is none.
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], datetime.datetime)]
    rows = [row[:1] + tuple(cell for cell in row[1:] if not isinstance(cell, str)) for row in rows]
    exact = lambda number: Decimal(repr(number or 0)).quantize(Decimal("0.01"))
    steps = [exact(row[1]) - exact(row[2]) for row in rows]
    balances = [exact(row[3]) for row in rows]
    answer(len(rows), sum(steps), balances[0] - steps[0], balances[-1])


def main():
    name, account = sys.argv[1], sys.argv[2]
    with open(name, "rb") as file:
        content = file.read()
    if name.endswith(".sta"):
        of_mt940(content, account)
    elif name.endswith(".zip") and "camt053" in name:
        book = zipfile.ZipFile(io.BytesIO(content))
        of_documents([book.read(part) for part in book.namelist()])
    elif name.endswith(".xml") and "/banks/" in name:
        of_documents([content])
    elif name.endswith(".xml"):
        of_camt(content)
    elif "All2026" in name:
        of_trade_bill(content)
    elif "Fund2026" in name:
        of_fund_bill(content)
    elif "alipay" in name:
        of_alipay(content)
    elif "INN" in name:
        of_unionpay(content)
    elif name.endswith(".xlsx"):
        of_workbook(content)
    else:
        of_table(content, name)


main()
