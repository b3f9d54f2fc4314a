"""Makes the statements of this folder: how banks depart from the standard and from each other, one kind of departure in each place.

Every word, number, name and account in them is made up. Needs openpyxl for the workbook.
"""

import datetime
import io
import os
import zipfile

import openpyxl

FOLDER = os.path.dirname(os.path.abspath(__file__))


def write(name, content):
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def crlf(text):
    return text.replace("\n", "\r\n")


# Words in numbered parts; charges within the amount; entries that take back others; an entry of nothing.
GERMAN = """:20:STARTUMS
:21:NONREF
:25:30050000/0012345678
:28C:00041/001
:60F:C260301EUR1500,
:61:2603020302D12,35 NRTIKREF+//2603020000000001
/OCMT/EUR11,85//CHGS/EUR0,50/
:86:109?00RETOURE LASTSCHRIFT?109075?20EREF+L-7001 KREF+SAMMEL-1?21 SVWZ+KO
NTO GESCHLOSSEN?30MUSTDE21XXX?31DE02500105170137075030?32BERGBLICK
?33 GMBH
:61:2603020302DR700,00NTRFNONREF//2603020000000002
:86:116?00SEPA-UEBERWEISUNG?20EREF+P-7002?21SVWZ+MIETE MAERZ?31DE0212
0300000000202051?32HAUS UND HOF KG
:61:2603030303RCR40,00NTRFNONREF//2603030000000003
:86:166?00STORNO GUTSCHRIFT?20EREF+T-7003
:61:2603030303RDR7,5NTRFNONREF
:86:116?00STORNO BELASTUNG?20EREF+P-7004
:61:2603300331D0,00NMSCNONREF
:86:835?00ABSCHLUSS?20SALDO PER 31.03.2026 EUR 755,15
:62F:C260331EUR755,15
:64:C260331EUR755,15
-
"""

# Parts between slashes; no entry dates; amounts that end with their comma; what stands for a reference and is none.
DUTCH = """TESTNL2A
940
TESTNL2A
:20:TEST BANK NV
:25:NL02ABNA0123456789 EUR
:28C:026
:60F:C260301EUR0,
:61:260302C500,NTRFNONREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL71RABO0123456789/BIC/RABONL2U/NAME/J
JANSEN EN/OF P JANSEN/REMI/REKENING 12/EREF/NOTPROVIDED
:61:260302D120,5NTRFPREF//26030200000007
/TRCD/00200/
:86:/PREF/BATCH-12//REMI/USTD//3 BETALINGEN/
:61:260303C75,NTRFEREF//26030300000008
:86:/EREF/T-12//CNTP/NL20INGB0001234567/INGBNL2A/BAKKERIJ VAN DAM/UTRE
CHT//REMI/USTD//FACTUUR 44/
:61:260304D0,07NCOM.//26030400000009
:86:KOSTEN
:62F:C260304EUR454,43
:64:C260304EUR454,43
:65:C260305EUR454,43
:86:D000002C000002D120,57C575,00
-XXX
"""

# Envelopes; two pages of one statement, the second begun on the line that ends the first.
SWISS = """{1:F01TESTCHBEAXXX0000000000}{2:I940TESTCHBEXXXXN}{3:{108:260302CH00000000}}{4:
:20:2026030200000001
:25:CH9300762011623852957
:28C:61/1
:60F:D260228CHF10,
:61:2603020302C79,7FMSC01916//NONREF
20260302007602000000000000000012
:86:GIRO AUS DEM AUSLAND AUFTRAGGEBER: BEAT MUSTER BEISPIELWEG
 10 1234 BEISPIELDORF
:61:2603020302C149,5FMSC01917//NONREF
:62M:C260302CHF219,2
-}{1:F01TESTCHBEAXXX0000000000}{2:I940TESTCHBEXXXXN}{3:{108:260302CH00000001}}{4:
:20:2026030200000002
:25:CH9300762011623852957
:28C:61/2
:60M:C260302CHF219,2
:61:2603020302D79,9FMSC01918//NONREF
:86:EINZAHLUNG
:62F:C260302CHF139,3
-}{5:{MAC:00000000}{CHK:000000000000}}
"""

# Statements and pages without a head of their own; entries without a type; the owner's name below the account.
HEADLESS = """{1:F01TESTNGLAXXXX0000000000}{2:I940TESTNGLAXXXXN}{4:
:25:1014365999
EXAMPLE TRADING LTD
:28C: /1
:60F:C260302NGN5000,00
:61:2603020302CN220000,00//19260001
:86:TRANSFER FROM EXAMPLE CLIENT
:61:2603020302DN43000,00//19260002
:86:NOVEMBER-WAGES
:62F:C260302NGN182000,00
:25:1014365999
:28C: /2
:60F:C260303NGN182000,00
:61:2603030303DN0,23//19260003
:86:Acct Maint. Fee
:62M:C260303NGN181999,77
:60M:C260303NGN181999,77
:61:2603030303CD1999,77//19260004
:62F:C260303NGN183999,54
:86:TEST BANK PLC
-}
"""

# Letters of the country; parts without a code before them; empty lines.
POLISH = """:20:26030209020
:25:/PL61109010140000071219812874
:28C:26001/1
:60F:C260301PLN3503,60

:61:260302DN369,00FCHGNONREF
:86:>20Usługi księgowe - grudzień 2025>3149105019
5310000000000001>32BIURO RACHUNKOWE>33 ŁĄKA

:61:260302DN15,07FCHGNONREF
:NS:22ULICA SPOKOJNA 3
:86:>20Płatność kartą 3.32 EUR>31>32

:62F:C260302PLN3119,53
-
"""

# A namespace of the country's own; a reference on the invoice; an entry that waits and has no date yet.
AUSTRIAN = """<?xml version="1.0" encoding="ISO-8859-1"?>
<ns2:Document xmlns:ns2="ISO:camt.053.001.02:APC:STUZZA:payments:003">
<ns2:BkToCstmrStmt><ns2:GrpHdr><ns2:MsgId>M1</ns2:MsgId><ns2:CreDtTm>2026-03-03T05:00:00</ns2:CreDtTm></ns2:GrpHdr>
<ns2:Stmt><ns2:Id>A1</ns2:Id><ns2:ElctrncSeqNb>7</ns2:ElctrncSeqNb><ns2:CreDtTm>2026-03-03T05:00:00</ns2:CreDtTm>
<ns2:Acct><ns2:Id><ns2:IBAN>AT611904300234573201</ns2:IBAN></ns2:Id><ns2:Ccy>EUR</ns2:Ccy></ns2:Acct>
{previous}{closing}{expected}<ns2:Ntry><ns2:Amt Ccy="EUR">30.00</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:Sts>BOOK</ns2:Sts>
<ns2:BookgDt><ns2:DtTm>2026-03-02T10:00:00</ns2:DtTm></ns2:BookgDt><ns2:AcctSvcrRef>B-1</ns2:AcctSvcrRef>
<ns2:BkTxCd><ns2:Domn><ns2:Cd>PMNT</ns2:Cd><ns2:Fmly><ns2:Cd>RCDT</ns2:Cd><ns2:SubFmlyCd>ESCT</ns2:SubFmlyCd></ns2:Fmly></ns2:Domn></ns2:BkTxCd>
<ns2:NtryDtls><ns2:TxDtls><ns2:Refs><ns2:EndToEndId>NOTPROVIDED</ns2:EndToEndId></ns2:Refs>
<ns2:RltdPties><ns2:Dbtr><ns2:Nm>Müller &amp; Söhne</ns2:Nm></ns2:Dbtr></ns2:RltdPties>
<ns2:RmtInf><ns2:Strd><ns2:CdtrRefInf><ns2:Ref>RF18539007547034</ns2:Ref></ns2:CdtrRefInf></ns2:Strd></ns2:RmtInf></ns2:TxDtls></ns2:NtryDtls></ns2:Ntry>
<ns2:Ntry><ns2:Amt Ccy="EUR">0.50</ns2:Amt><ns2:CdtDbtInd>DBIT</ns2:CdtDbtInd><ns2:Sts>BOOK</ns2:Sts><ns2:BookgDt><ns2:Dt>2026-03-02</ns2:Dt></ns2:BookgDt><ns2:AddtlNtryInf>Spesen</ns2:AddtlNtryInf></ns2:Ntry>
<ns2:Ntry><ns2:Amt Ccy="EUR">5.00</ns2:Amt><ns2:CdtDbtInd>CRDT</ns2:CdtDbtInd><ns2:Sts>PDNG</ns2:Sts></ns2:Ntry>
</ns2:Stmt></ns2:BkToCstmrStmt></ns2:Document>
"""

# Rows above the header and below the lines; the currency behind amounts; quotes.
GERMAN_TABLE = '''Umsatzübersicht;;;;;
Konto;DE02500105170137075030;;;;
;;;;;
Buchungstag;Wertstellung;Auftraggeber/Empfänger;Verwendungszweck;Betrag (EUR);Saldo
02.03.2026;02.03.2026;"Bergblick; GmbH";"Rechnung ""12""";1.280,50 €;2.280,50
03.03.2026;03.03.2026;Haus und Hof KG;Miete März;-700,00 €;1.580,50
03.03.2026;03.03.2026;;Entgelt;-0,35 €;1.580,15
Summe: 3 Umsätze;;;;580,15;
'''

# References kept from the spreadsheet by a formula of their own text; tabs; two rows below the lines.
CHINESE_TABLE = '''账户明细查询
账号:,\t6222000000000000001,,,,,,
交易日期,交易时间,币种,借方发生额,贷方发生额,账户余额,对方户名,交易流水号
20260302\t,09:05:07,人民币(CNY),"¥1,280.00",,"8,720.00",甲公司,="00012026030200000001"
20260302\t,10:00:00,人民币(CNY),,500.50,"9,220.50",乙公司,="00012026030200000002"
20260303\t,00:10:00,人民币(CNY),0.35,0.00,"9,220.15",,="00012026030300000003"
借方合计:2笔,,,"1,280.35",500.50,,,
打印时间:2026-03-04,,,,,,,
'''


def balance(code, amount, date, prefix=""):
    tags = (
        '<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        "<Dt><Dt>{}</Dt></Dt></Bal>\n"
    ).format(code, amount, date)
    return tags.replace("</", "\0").replace("<", "<" + prefix).replace("\0", "</" + prefix)


def day(number, date, opening, closing, entries, summary=""):
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>G{number}</MsgId><CreDtTm>{date}T20:00:00Z</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>S{number}</Id><CreDtTm>{date}T20:00:00Z</CreDtTm>"
        "<Acct><Id><IBAN>DE02500105170137075030</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
        f"{balance('OPBD', opening, date)}{balance('CLBD', closing, date)}{summary}{entries}"
        "</Stmt></BkToCstmrStmt></Document>\n"
    )


def entry(amount, way, date, details=""):
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{date}</Dt></BookgDt>{details}</Ntry>\n"
    )


def batch(amounts):
    one = (
        '<TxDtls><Refs><EndToEndId>P-{}</EndToEndId></Refs><Amt Ccy="EUR">{}</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>\n'
    )
    parts = "".join(one.format(number + 1, amount) for number, amount in enumerate(amounts))
    return f"<NtryDtls><Btch><MsgId>BATCH-3</MsgId><NbOfTxs>{len(amounts)}</NbOfTxs></Btch>\n{parts}</NtryDtls>"


def main():
    write("german.sta", crlf(GERMAN))
    write("dutch.sta", DUTCH)
    write("swiss.sta", crlf(SWISS))
    write("headless.sta", HEADLESS)
    write("polish.sta", crlf(POLISH).encode("cp1250"))

    balances = {
        "previous": balance("PRCD", "100.00", "2026-03-01", "ns2:"),
        "closing": balance("CLBD", "129.50", "2026-03-02", "ns2:"),
        "expected": balance("FWAV", "9.00", "2026-03-03", "ns2:"),
    }
    write("camt053.v2.austrian.xml", AUSTRIAN.format(**balances).encode("latin-1"))

    # A summary that counts the transactions of a batch; in an envelope, with a byte order mark.
    totals = "<NbOfNtries>3</NbOfNtries><Sum>30.00</Sum>"
    summary = f"<TxsSummry><TtlNtries>{totals}</TtlNtries><TtlDbtNtries>{totals}</TtlDbtNtries></TxsSummry>\n"
    paid = entry("30.00", "DBIT", "2026-03-02", batch(["10.00", "12.50", "7.50"]))
    first = day(1, "2026-03-02", "50.00", "20.00", paid, summary)
    second = day(2, "2026-03-03", "20.00", "25.00", entry("5.00", "CRDT", "2026-03-03"))
    head = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<Envelope xmlns="urn:example:envelope">'
        '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr/></AppHdr>\n'
    )
    write("camt053.v8.batch.xml", head + first + "</Envelope>\n")

    # A document for each day, in one archive.
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in [("20260302.xml", first), ("20260303.xml", second)]:
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=zipfile.ZIP_DEFLATED)
    write("camt053.days.zip", packed.getvalue())

    write("bank-de.csv", crlf(GERMAN_TABLE).encode("cp1252"))
    write("bank-cn.csv", crlf(CHINESE_TABLE).encode("gb18030"))

    # A title over all columns; dates that are dates; a row of sums.
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "明细"
    sheet.append(["账户交易明细"])
    sheet.merge_cells("A1:E1")
    sheet.append(["交易日期", "摘要", "收入", "支出", "余额"])
    sheet.append([datetime.datetime(2026, 3, 2, 9, 5, 7), "货款", 1280.1, None, 1380.1])
    sheet.append([datetime.datetime(2026, 3, 2, 10, 0, 0), "代付", None, 0.29, 1379.81])
    sheet.append([datetime.datetime(2026, 3, 3, 0, 0, 0), "手续费", None, 20, 1359.81])
    sheet.append(["合计", None, 1280.1, 20.29, None])
    for row in sheet.iter_rows(min_row=3, max_row=5):
        row[0].number_format = "yyyy-mm-dd hh:mm:ss"
    book.properties.created = book.properties.modified = datetime.datetime(2026, 3, 4)
    book.save(os.path.join(FOLDER, "merged.xlsx"))


main()
