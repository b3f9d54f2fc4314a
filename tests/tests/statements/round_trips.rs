//! What is written in a format reads back the same, to the last digit.

use proptest::prelude::*;
use shared::recon::{Direction, Mapping};

use super::{account, read};

/// A line to be written: which way, and how many fen.
type Written = (bool, i64);

fn written() -> impl Strategy<Value = Vec<Written>> {
    prop::collection::vec((any::<bool>(), 0..9_999_999_999_i64), 1..40)
}

fn fen(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn balances(lines: &[Written], opening: i64) -> Vec<i64> {
    let step = |balance: &mut i64, (is_in, minor): &Written| {
        *balance += if *is_in { *minor } else { -*minor };
        Some(*balance)
    };
    lines.iter().scan(opening, step).collect()
}

fn sum(lines: &[Written], is_in: bool) -> i64 {
    lines.iter().filter(|line| line.0 == is_in).map(|line| line.1).sum()
}

fn assert_same(name: &str, content: &str, lines: &[Written], mapping: Option<&Mapping>) -> Result<(), TestCaseError> {
    let read = read(name, content.as_bytes(), &account("CNY", None), mapping);
    let (statement, found) = read.map_err(|faults| TestCaseError::fail(format!("{faults:?}\n{content}")))?;
    let found: Vec<Written> = found.iter().map(|line| (line.direction == Direction::In, line.amount.minor())).collect();
    prop_assert_eq!(&found, lines);
    prop_assert_eq!(statement.doubts, vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fund_bills(lines in written(), opening in 0..9_999_999_i64) {
        let header = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
        let signed = |minor: i64| format!("{}{}", if minor < 0 { "-" } else { "" }, fen(minor.abs()));
        let rows: String = lines.iter().zip(balances(&lines, opening)).map(|((is_in, minor), balance)| {
            let way = if *is_in { "收入" } else { "支出" };
            format!("`2026-03-01 09:05:07,`4200,`5030,`交易,`交易,`{way},`{},`{},`API,`一,二,`F1\n", fen(*minor), signed(balance))
        }).collect();
        let count = |is_in| lines.iter().filter(|line| line.0 == is_in).count();
        let sums = format!("`{},`{},`{},`{},`{}", lines.len(), count(true), fen(sum(&lines, true)), count(false), fen(sum(&lines, false)));
        let bill = format!("{header}\n{rows}资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\n{sums}\n");
        assert_same("bill.csv", &bill, &lines, None)?;
    }

    #[test]
    fn swift_statements(lines in written(), opening in -9_999_999..9_999_999_i64) {
        let swift = |minor: i64| fen(minor.abs()).replace('.', ",");
        let mark = |minor: i64| if minor < 0 { 'D' } else { 'C' };
        let entries: String = lines.iter().map(|(is_in, minor)| {
            format!(":61:2603010301{}{}NTRFNONREF//B1\n:86:words\n", if *is_in { "C" } else { "D" }, swift(*minor))
        }).collect();
        let closing = balances(&lines, opening).last().copied().unwrap_or(opening);
        let text = format!(
            ":20:A\n:25:BANK/1\n:28C:1/1\n:60F:{}260228CNY{}\n{entries}:62F:{}260301CNY{}\n-\n",
            mark(opening), swift(opening), mark(closing), swift(closing),
        );
        assert_same("x.sta", &text, &lines, None)?;
    }

    #[test]
    fn bank_statements(lines in written()) {
        let entries: String = lines.iter().map(|(is_in, minor)| {
            let way = if *is_in { "CRDT" } else { "DBIT" };
            format!("<Ntry><Amt Ccy=\"CNY\">{}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-01</Dt></BookgDt></Ntry>", fen(*minor))
        }).collect();
        let text = format!(
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>X1</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
        );
        assert_same("x.xml", &text, &lines, None)?;
    }

    #[test]
    fn tables(lines in written(), comma in any::<bool>()) {
        let amount = |minor: i64| if comma { fen(minor).replace('.', ",") } else { fen(minor) };
        let rows: String = lines.iter().map(|(is_in, minor)| {
            format!("2026-03-01;{}{};words\n", if *is_in { "" } else { "-" }, amount(*minor))
        }).collect();
        let text = format!("date;amount;note\n{rows}");
        let mut file = std::io::Cursor::new(text.as_bytes());
        let mapping = server::statements::suggested_mapping(&mut file, shared::recon::Format::Csv);
        let mapping = mapping.expect("rows").expect("a suggestion");
        // Below zero there is nothing: what went out as nothing comes back as nothing that came in.
        let expected: Vec<Written> = lines.iter().map(|(is_in, minor)| (*is_in || *minor == 0, *minor)).collect();
        assert_same("x.csv", &text, &expected, Some(&mapping))?;
    }
}
