"""Makes the statements in this folder. They follow the facts of each channel; every number, name and account in them is made up.

Usage: python3 make.py [FOLDER]. The same files come out each time.
"""

import io
import pathlib
import sys
import zipfile
from decimal import Decimal

TRADE = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,"
    "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
TRADE_SUMS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
FUND = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号"
FUND_SUMS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额"
ALIPAY = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,"
    "支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,"
    "服务费（元）,分润（元）,备注"
)


def ticked(values):
    return ",".join("`" + str(value) for value in values)


def wechat_trade():
    rows, sums = [], [Decimal(0)] * 6
    for number in range(1, 13):
        is_refund = number % 4 == 0
        paid = Decimal(100 * number + 7) / 100
        fee = (paid * 6 / 1000).quantize(Decimal("0.01"))
        amounts = [Decimal(0), paid, Decimal(0), -fee, Decimal(0), paid] if is_refund else [paid, Decimal(0), Decimal(0), fee, paid, Decimal(0)]
        sums = [total + amount for total, amount in zip(sums, amounts)]
        state = "PROCESSING" if number == 8 else "SUCCESS"
        goods = "茶叶,礼盒" if number == 2 else "两行的\n商品" if number == 3 else "茶叶"
        rows.append(ticked([
            f"2026-03-01 {8 + number:02}:05:07", "wx0000000000000000", "1900000109", "0", "", f"42000000002026030100000{number:05}",
            f"T20260301{number:04}", f"o-payer-{number}", "JSAPI", "REFUND" if is_refund else "SUCCESS", "OTHERS", "CNY",
            f"{amounts[0]:.2f}", "0.00", f"5030000000202603010000{number:06}" if is_refund else "0",
            f"R20260301{number:04}" if is_refund else "0", f"{amounts[1]:.2f}", "0.00", "ORIGINAL" if is_refund else "",
            state if is_refund else "", goods, "", f"{amounts[3]:.5f}", "0.60%", f"{amounts[4]:.2f}", f"{amounts[5]:.2f}", "",
        ]))
    total = [len(rows), f"{sums[0]:.2f}", f"{sums[1]:.2f}", f"{sums[2]:.2f}", f"{sums[3]:.5f}", f"{sums[4]:.2f}", f"{sums[5]:.2f}"]
    return ("\ufeff" + "\r\n".join([TRADE, *rows, TRADE_SUMS, ticked(total)]) + "\r\n").encode()


def wechat_fund():
    kinds = [
        ("交易", "交易", "收入"), ("扣除交易手续费", "扣除交易手续费", "支出"), ("退款", "退款", "支出"), ("商家转账", "商家转账", "支出"),
        ("商家转账退回", "商家转账", "收入"), ("提现", "提现", "支出"),
    ]
    balance, rows, count, sums = Decimal("1000.00"), [], {"收入": 0, "支出": 0}, {"收入": Decimal(0), "支出": Decimal(0)}
    for number in range(1, 19):
        name, kind, way = kinds[number % len(kinds)]
        amount = Decimal(37 * number + 1) / 100
        balance += amount if way == "收入" else -amount
        count[way] += 1
        sums[way] += amount
        rows.append(ticked([
            f"2026-03-01 {5 + number:02}:15:00", f"42000000002026030100000{number:05}", f"50300000002026030100{number:08}", name, kind, way,
            f"{amount:.2f}", f"{balance:.2f}", "1900000109API", "手续费 0.01 元;含备注", f"F20260301{number:04}",
        ]))
    total = [len(rows), count["收入"], f"{sums['收入']:.2f}", count["支出"], f"{sums['支出']:.2f}"]
    return ("\n".join([FUND, *rows, FUND_SUMS, ticked(total)]) + "\n").encode()


def alipay_details():
    rows, count, sums = [], [0, 0], [Decimal(0), Decimal(0)]
    for number in range(1, 10):
        is_refund = number % 3 == 0
        received = Decimal(1234 * number + 5) / 100 * (-1 if is_refund else 1)
        fee = -(received * 6 / 1000).quantize(Decimal("0.01"))
        count[is_refund] += 1
        sums[is_refund] += received
        rows.append(",".join([
            f"2026030122001400000000000{number:03}\t", f"A20260301{number:04}\t", "退款\t" if is_refund else "交易\t", "龙井茶",
            f"2026-03-01 {9 + number:02}:00:00", f"2026-03-01 {9 + number:02}:00:30", "\t", "\t", "\t", "\t", "*某(138****00)\t",
            f"{received:.2f}", f"{received:.2f}", "0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00\t", "0.00",
            f"RA20260301{number:04}\t" if is_refund else "\t", f"{fee:.2f}", "0.00", "春季" if number == 2 else "",
        ]))
    lines = [
        "#支付宝业务明细查询", "#账号：[20880000000000010156]", "#起始日期：[2026年03月01日 00:00:00]   终止日期：[2026年03月02日 00:00:00]",
        "#-----------------------------------------业务明细列表----------------------------------------", ALIPAY, *rows,
        "#-----------------------------------------业务明细列表结束------------------------------------",
        f"#交易合计：{count[0]}笔，商家实收共{sums[0]:.2f}元，商家优惠共0.00元",
        f"#退款合计：{count[1]}笔，商家实收退款共{sums[1]:.2f}元，商家优惠退款共0.00元", "#导出时间：[2026年03月02日 10:11:12]",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def alipay_sums():
    lines = [
        "#支付宝业务汇总查询", "#账号：[20880000000000010156]", "#起始日期：[2026年03月01日 00:00:00]   终止日期：[2026年03月02日 00:00:00]",
        "#-----------------------------------------业务汇总列表----------------------------------------",
        "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）", "合计\t,\t,6\t,3\t,0.00,0.00",
        "#----------------------------------------业务汇总列表结束-------------------------------------", "#导出时间：[2026年03月02日 10:11:12]",
    ]
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def archive(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts:
            info = zipfile.ZipInfo(name, (2026, 3, 2, 10, 11, 12))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            book.writestr(info, part)
    return content.getvalue()


def unionpay():
    lines = []
    for number, (kind, charged) in enumerate([("01", 1), ("01", 1), ("04", -1), ("12", 1), ("01", 0)], 1):
        amount, fee = 1000 * number + 5, abs(charged) * (6 * number)
        comes_in = kind == "01"
        settled = amount - fee * charged if comes_in else amount + fee * charged
        fields = [
            ("S22" if comes_in else "S30", 3), ("00010000", 11), ("00010000", 11), (f"{number:06}", 6), (f"0301{9 + number:02}0507", 10),
            (f"621483******{number:04}", 19), (f"{amount:012}", 12), ("5411", 4), ("07", 2), (f"0126030109{number:011}", 21), ("", 2),
            (f"U20260301{number:04}", 32), ("01", 2), ("000000", 6), ("0000000000", 10), (f"D{fee:012}", 13),
            (f"{'C' if comes_in else 'D'}{settled:012}", 13), ("0001", 4), ("", 15), (kind, 2), ("01", 2), ("000201", 6), ("01", 2), ("", 4),
            ("", 32), ("0", 1), ("", 21), ("898111472980125", 15), ("0", 1), ("", 15), ("", 32), ("D000000000000", 13), ("D000000000000", 13),
            ("", 8), ("", 32), ("", 13), ("", 13), ("", 12), ("00", 2), ("0", 1), ("", 131),
        ]
        lines.append(" ".join(value.ljust(width) for value, width in fields))
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


BANK = [
    ("2026-03-01", "09:05:07", "贷", "1,280.00", "6,280.00", "杭州某某茶业有限公司", "330100000000000001", "货款", "B0001"),
    ("2026-03-01", "10:00:00", "借", "500.50", "5,779.50", "李某", "621483000000000001", "代付 P0001", "B0002"),
    ("2026-03-01", "18:20:01", "借", "2.00", "5,777.50", "", "", "手续费", "B0003"),
    ("2026-03-02", "08:00:00", "贷", "500.50", "6,278.00", "李某", "621483000000000001", "退汇 P0001", "B0004"),
]


def bank_csv():
    lines = ["账户交易明细;;;;;;;;", "交易日期;交易时间;借贷标志;交易金额;账户余额;对方户名;对方账号;摘要;流水号"]
    lines += [";".join(row) for row in BANK]
    lines.append("合计;;;;;;;;4")
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def ledger_csv():
    lines = ["order_number,kind,direction,amount,fee,currency,time,status,counterparty,note"]
    lines += [
        'P0001,payout,out,500.50,2.00,CNY,2026-03-01T10:00:00+08:00,settled,"Li, Mou","first line',
        'second line"',
        "P0002,payout,out,12.00,,CNY,2026-03-01T11:00:00+08:00,failed,,",
        "T0001,receipt,in,1280.00,,CNY,2026-03-01T01:05:07Z,settled,,",
    ]
    return ("\n".join(lines) + "\n").encode()


def bank_xlsx():
    texts, cells = [], []

    def shared(text):
        if text not in texts:
            texts.append(text)
        return texts.index(text)

    def cell(column, row, value):
        place = f'r="{column}{row}"'
        if isinstance(value, Decimal):
            # As spreadsheets write it: the float next to it, with 17 digits.
            return f'<c {place}><v>{float(value):.17g}</v></c>'
        if isinstance(value, tuple):
            return f'<c {place} s="1"><v>{value[0]}</v></c>'
        return f'<c {place} t="s"><v>{shared(value)}</v></c>'

    rows = [["交易时间", "收入", "支出", "余额", "对方户名", "备注", "商户订单号"]]
    balance = Decimal("5000.00")
    for number, (came_in, went_out, name, note) in enumerate([
        (Decimal("1280.1"), None, "某某茶业", "货款 & 运费"), (None, Decimal("19.99"), "李某", "代付"), (None, Decimal("0.1"), "", "手续费"),
    ], 1):
        balance += (came_in or 0) - (went_out or 0)
        rows.append([(46082 + number / 8,), came_in, went_out, balance, name, note, f"X20260301{number:04}"])
    for number, row in enumerate(rows, 1):
        filled = [cell("ABCDEFG"[index], number, value) for index, value in enumerate(row) if value not in (None, "")]
        cells.append(f'<row r="{number}">{"".join(filled)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    items = "".join(f"<si><t>{text.replace('&', '&amp;')}</t></si>" for text in texts)
    return archive([
        ("[Content_Types].xml", f'{head}<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
         f'<Default Extension="rels" ContentType="{kind}-package.relationships+xml"/>'
         f'<Override PartName="/xl/workbook.xml" ContentType="{kind}-officedocument.spreadsheetml.sheet.main+xml"/>'
         f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}-officedocument.spreadsheetml.worksheet+xml"/>'
         f'<Override PartName="/xl/styles.xml" ContentType="{kind}-officedocument.spreadsheetml.styles+xml"/>'
         f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'),
        ("_rels/.rels", f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'{head}<workbook {main} xmlns:r="{relations}"><sheets><sheet name="明细" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/styles.xml", f'{head}<styleSheet {main}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'),
        ("xl/sharedStrings.xml", f'{head}<sst {main}>{items}</sst>'),
        ("xl/worksheets/sheet1.xml", f'{head}<worksheet {main}><sheetData>{"".join(cells)}</sheetData></worksheet>'),
    ])


def camt053():
    """Version 8: a batch with its transactions, a return, a charge within the amount, an entry that is not booked, sums."""

    def entry(amount, way, rest, status="BOOK"):
        return (f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>'
                f"<BookgDt><Dt>2026-03-02</Dt></BookgDt>{rest}</Ntry>")

    def code(family, sub):
        return f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"

    def party(who, name):
        return f"<RltdPties><{who}><Pty><Nm>{name}</Nm></Pty></{who}><{who}Acct><Id><IBAN>DE02100100100006820101</IBAN></Id></{who}Acct></RltdPties>"

    def transaction(number, amount):
        return (f'<TxDtls><Refs><EndToEndId>P{number}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
                f"{party('Cdtr', 'Payee ' + str(number))}</TxDtls>")

    def balance(kind, amount, date):
        return (f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
                f"<Dt><Dt>{date}</Dt></Dt></Bal>")

    batch = "".join(transaction(number, amount) for number, amount in [(1, "10.00"), (2, "20.50"), (3, "0.50")])
    charges = "<Chrgs><Rcrd><Amt Ccy=\"EUR\">0.35</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>"
    entries = [
        entry("31.00", "DBIT", f"<AcctSvcrRef>S1</AcctSvcrRef>{code('ICDT', 'ESCT')}<NtryDtls><Btch><PmtInfId>BATCH-1</PmtInfId><NbOfTxs>3</NbOfTxs></Btch>{batch}</NtryDtls>"),
        entry("20.50", "CRDT", f"<AcctSvcrRef>S2</AcctSvcrRef>{code('ICDT', 'RRTN')}<NtryDtls><TxDtls><Refs><EndToEndId>P2</EndToEndId></Refs>{party('Cdtr', 'Payee 2')}"
              "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed account</AddtlInf></RtrInf></TxDtls></NtryDtls>"),
        entry("99.65", "CRDT", f"<AcctSvcrRef>S3</AcctSvcrRef>{code('RCDT', 'ESCT')}{charges}<NtryDtls><TxDtls><Refs><EndToEndId>T1</EndToEndId></Refs>{party('Dbtr', 'Payer')}"
              "<RmtInf><Ustrd>Invoice &amp; more</Ustrd></RmtInf></TxDtls></NtryDtls>"),
        entry("7.00", "DBIT", f"<AcctSvcrRef>S4</AcctSvcrRef>{code('ICDT', 'ESCT')}<NtryDtls><Btch><PmtInfId>BATCH-2</PmtInfId><NbOfTxs>2</NbOfTxs></Btch><TxDtls/><TxDtls/></NtryDtls>"),
        entry("5.00", "CRDT", code("RCDT", "ESCT"), "PDNG"),
    ]
    sums = ("<TxsSummry><TtlNtries><NbOfNtries>5</NbOfNtries><Sum>163.15</Sum></TtlNtries><TtlCdtNtries><NbOfNtries>3</NbOfNtries><Sum>125.15</Sum></TtlCdtNtries>"
            "<TtlDbtNtries><NbOfNtries>2</NbOfNtries><Sum>38.00</Sum></TtlDbtNtries></TxsSummry>")
    body = "\n".join([balance("OPBD", "1000.00", "2026-03-01"), balance("CLBD", "1082.15", "2026-03-02"), sums, *entries])
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><n:BkToCstmrStmt>'
            "<n:GrpHdr><n:MsgId>M1</n:MsgId><n:CreDtTm>2026-03-02T20:00:00Z</n:CreDtTm></n:GrpHdr>\n"
            + ("<Stmt><Id>2026-03-02</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\n" + body + "\n</Stmt>")
            .replace("</", "\0").replace("<", "<n:").replace("\0", "</n:")
            + "\n</n:BkToCstmrStmt></n:Document>\n").encode()


def mt940():
    """Two days of an account in yuan, in SWIFT's envelope, with words in GBK and counts behind the balances."""
    day = ":20:{0}\r\n:25:CMBCCNBS/755900000000001\r\n:28C:{1}/1\r\n{2}-}}"
    first = (":60F:C260228CNY1000,00\r\n:61:2603010301D500,50NTRFP0001//B0001\r\n:86:代付 李某\r\n:61:2603010301D2,NCHGNONREF//B0002\r\n:86:手续费\r\n"
             ":61:2603010301RD500,50NTRFP0001//B0003\r\n:86:退汇\r\n:62F:C260301CNY998,00\r\n:64:C260301CNY998,\r\n:90D:2CNY502,50\r\n:90C:1CNY500,50\r\n")
    second = ":60F:C260301CNY998,00\r\n:61:2603020302C1280,NTRFT0001//B0004\r\n:86:货款\r\n:62F:C260302CNY2278,00\r\n"
    envelope = "{1:F01CMBCCNBSXXXX0000000000}{2:O9400000260302CMBCCNBSXXXX00000000002603020000N}{4:\r\n"
    return (envelope + day.format("S1", 60, first) + "\r\n" + envelope + day.format("S2", 61, second) + "\r\n").encode("gbk")


FILES = {
    "1900000109All2026-03-01.csv": wechat_trade,
    "1900000109Fund2026-03-01.csv": wechat_fund,
    "alipay.csv": alipay_details,
    "alipay.zip": lambda: archive([("20880000000000010156_20260301_业务明细.csv", alipay_details()), ("20880000000000010156_20260301_业务明细(汇总).csv", alipay_sums())]),
    "INN26030188ZM_898111472980125": unionpay,
    "bank.csv": bank_csv,
    "ledger.csv": ledger_csv,
    "bank.xlsx": bank_xlsx,
    "camt053.v8.xml": camt053,
    "cny.sta": mt940,
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    for name, content in FILES.items():
        (folder / name).write_bytes(content())
