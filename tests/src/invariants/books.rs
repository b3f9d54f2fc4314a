//! What the postings say, added up by account, against what the evidence tells: for every payout, paid − returned −
//! recovered is what the books say.

mod told;

use std::collections::BTreeMap;

use anyhow::Result;

use self::told::Told;
use super::records::Order;
use super::tables::read;
use crate::database::Database;

/// An account in a currency.
pub type Account = (String, String);

/// What does not hold.
pub async fn broken(database: &Database, orders: &[Order]) -> Result<Vec<String>> {
    let mut found: Vec<String> = orders.iter().flat_map(faults_of_lines).collect();
    let told = Told::read(database).await?;
    found.extend(orders.iter().filter(|order| order.state == "posted").flat_map(|order| told.faults_of(order)));
    found.extend(faults_of_payouts(database, orders, &told).await?);
    found.extend(left_in_transit(database, orders).await?);
    Ok(found)
}

/// What all posted orders move on each account: debit above zero, credit below, in minor units.
pub fn of_posted(orders: &[Order]) -> BTreeMap<Account, i128> {
    let mut books = BTreeMap::new();
    for order in orders.iter().filter(|order| order.state == "posted") {
        for line in &order.lines {
            *books.entry((line.account.clone(), order.currency.clone())).or_default() += line.debit_minor;
        }
    }
    books
}

/// The same, read from the database.
pub async fn posted_by_account(database: &Database) -> Result<BTreeMap<Account, i128>> {
    Ok(of_posted(&super::records::orders(database).await?))
}

/// The lines of an order balance, and move what its cause says they must.
fn faults_of_lines(order: &Order) -> Vec<String> {
    let mut faults = Vec::new();
    let sum: i128 = order.lines.iter().map(|line| line.debit_minor).sum();
    if sum != 0 || order.lines.len() < 2 {
        faults.push(format!("{}: its lines do not balance", order.name()));
    }
    let mut moved: BTreeMap<&str, i128> = BTreeMap::new();
    for line in &order.lines {
        *moved.entry(&line.account).or_default() += line.debit_minor;
    }
    moved.retain(|_, minor| *minor != 0);
    let mut expected = BTreeMap::new();
    for (account, minor) in movement(order) {
        *expected.entry(account).or_default() += minor;
    }
    expected.retain(|_, minor: &mut i128| *minor != 0);
    if moved != expected {
        faults.push(format!("{}: it moves {moved:?}, and its cause {expected:?}", order.name()));
    }
    faults
}

/// What an order must move, by its cause: what is debited above zero.
fn movement(order: &Order) -> Vec<(&'static str, i128)> {
    let of = |name| order.minor(name);
    let amount = of("amount");
    match (order.kind.as_str(), order.cause["what"].as_str(), order.cause["direction"].as_str()) {
        ("bounce_refund", ..) => {
            let is_ahead = order.cause["ahead_of_funds"] == true;
            let (ours, given_up) = (of("return_fee_on_us"), of("payout_fee_given_back"));
            vec![
                (if is_ahead { "payout_in_transit" } else { "channel_funds" }, of("returned")),
                ("channel_funds", of("channel_fee_given_back")),
                ("fee_expense", ours - of("channel_fee_given_back")),
                ("fee_income", given_up),
                ("merchant_payable", -of("returned") - ours - given_up),
            ]
        }
        ("late_success_recovery" | "duplicate_recovery", ..) => vec![
            ("merchant_payable", of("from_balance")),
            ("receivable", amount - of("from_balance")),
            ("channel_funds", -amount),
        ],
        ("transit_clearing", ..) => vec![
            ("channel_funds", of("came")),
            ("write_off_loss", of("credited") - of("came")),
            ("payout_in_transit", -of("credited")),
        ],
        ("write_off", Some("suspense"), _) => vec![("suspense", amount), ("write_off_gain", -amount)],
        ("write_off", Some("receivable"), _) => vec![("write_off_loss", amount), ("receivable", -amount)],
        ("write_off", ..) => vec![("write_off_loss", amount), ("channel_funds", -amount)],
        ("fee_adjustment", _, Some("long")) => vec![("channel_funds", amount), ("fee_expense", -amount)],
        ("fee_adjustment", ..) => vec![("fee_expense", amount), ("channel_funds", -amount)],
        (_, _, Some("long")) => vec![("channel_funds", amount), ("suspense", -amount)],
        _ => vec![("suspense", amount), ("channel_funds", -amount)],
    }
}

/// Of each closed case: nothing of what was credited ahead of its funds is in transit any more.
async fn left_in_transit(database: &Database, orders: &[Order]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for [case] in read(database, ["number"], "cases WHERE state_name = 'closed'").await? {
        let posted = orders.iter().filter(|order| order.case == case && order.state == "posted");
        let in_transit = posted.flat_map(|order| &order.lines).filter(|line| line.account == "payout_in_transit");
        let left: i128 = in_transit.map(|line| line.debit_minor).sum();
        if left != 0 {
            found.push(format!("EX-{case}: closed, and {left} of it is in transit"));
        }
    }
    Ok(found)
}

/// Of each payout: its live orders never add up to more than it, each thing is put right once, and the books leave of it what
/// its returns and recoveries leave.
async fn faults_of_payouts(database: &Database, orders: &[Order], told: &Told) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let columns = ["channel", "order_number", "amount_minor", "corrected_minor"];
    for [channel, payout, amount, corrected] in read(database, columns, "payout_balances").await? {
        let (amount, corrected): (i128, i128) = (amount.parse()?, corrected.parse()?);
        let name = format!("the payout {payout} of {channel}");
        let key = (channel, payout);
        let live: Vec<&Order> = orders.iter().filter(|order| order.payout == key && order.is_live()).collect();
        let sum: i128 = live.iter().map(|order| order.capped_minor()).sum();
        if sum > amount {
            found.push(format!("{name}: corrections of {sum} add up to more than the {amount} that were paid"));
        }
        if sum != corrected {
            found.push(format!("{name}: {corrected} are said to be corrected, and it is {sum}"));
        }
        // What is in transit is cleared beside the order that put it there.
        let about = |order: &&Order| (order.reference.clone(), order.kind == "transit_clearing");
        let mut references: Vec<(String, bool)> = live.iter().map(about).collect();
        references.sort_unstable();
        for twice in references.windows(2).filter(|pair| pair[0] == pair[1]) {
            found.push(format!("{name}: {} is put right twice", twice[0].0));
        }
        found.extend(faults_of_standing(&name, amount, &live));
        // Where the payout has no room for all of it, nobody left it out.
        let tried: i128 = orders.iter().filter(|order| order.payout == key).map(Order::capped_minor).sum();
        let posted = live.iter().filter(|order| order.state == "posted" && tried < amount);
        found.extend(posted.filter_map(|order| told.left_out_by(order)));
    }
    Ok(found)
}

/// What is left of a payout after all that is posted, paid − returned − recovered: by the causes, and by what the postings
/// moved on the merchant's accounts.
fn faults_of_standing(name: &str, paid: i128, live: &[&Order]) -> Option<String> {
    let is_posted = |order: &&&Order| order.state == "posted" && order.capped_minor() > 0 && order.kind != "write_off";
    let posted: Vec<&&Order> = live.iter().filter(is_posted).collect();
    let by_causes = paid - posted.iter().map(|order| order.principal_minor()).sum::<i128>();
    let moved = |order: &Order| if order.kind == "bounce_refund" { -merchant(order) } else { merchant(order) };
    let by_books = paid - posted.iter().map(|order| moved(order)).sum::<i128>();
    (by_books != by_causes).then(|| format!("{name}: {by_causes} is left of it, and by the books it is {by_books}"))
}

/// What an order takes from the merchant, fees set aside; what it gives is below zero.
fn merchant(order: &Order) -> i128 {
    let on = |account: &str| -> i128 {
        order.lines.iter().filter(|line| line.account == account).map(|line| line.debit_minor).sum()
    };
    let fees = order.minor("return_fee") - order.minor("return_fee_on_us") - order.minor("payout_fee_given_back");
    on("merchant_payable") + on("receivable") - fees
}
