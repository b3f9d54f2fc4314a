use super::*;
use crate::recon::matching::tests::{account, cny, entry, line};
use crate::recon::{ChannelAccount, Direction, Line, LineKind, References};

/// The names of the causes of a difference between a line and what `with` makes of it.
fn names(with: impl Fn(Line) -> Line, base: Line) -> Vec<&'static str> {
    let (ours, channel) = (entry(1, Side::Ours, base.clone()), entry(101, Side::Channel, with(base)));
    let found = Discrepancy::between(&[&ours], &[&channel]);
    explain(&found, &[ours, channel], &[], &account()).iter().map(|cause| cause.why.name()).collect()
}

#[test]
fn pairs_that_differ_are_explained_by_their_amounts() {
    let amount = |minor| move |line: Line| Line { amount: cny(minor), ..line };
    let of = |minor, fee: Option<i64>| Line { amount: cny(minor), fee: fee.map(cny), ..line(1) };
    for (ours, channel, expected) in [
        (of(12_800, None), 128, vec!["hundred_fold"]),
        (of(128, None), 12_800, vec!["hundred_fold"]),
        (of(12_345, None), 12_435, vec!["digits_swapped"]),
        (of(100, None), 10, vec!["digits_swapped"]),
        (of(12_345, None), 12_346, vec![]),
        // The fee that we state is what the channel has taken off; 10,000 and 9,940 have no digits swapped.
        (of(10_000, Some(60)), 9_940, vec!["fee_taken_off"]),
    ] {
        assert_eq!(names(amount(channel), ours), expected, "{channel}");
    }
    let reversed = |line: Line| Line { direction: Direction::In, ..line };
    assert_eq!(names(reversed, line(1)), ["sign_reversed"]);
}

#[test]
fn fees_that_differ_by_the_smallest_unit_are_one_share_rounded_in_two_ways() {
    let with = |minor, fee| Line { amount: cny(minor), fee: Some(cny(fee)), ..line(1) };
    for (amount, ours, channel, expected) in [
        // 0.6 % of 100.83 is 0.60498.
        (10_083, 60, 61, Some((Some(600), Rounding::HalfUp, Rounding::Up))),
        // 0.6 % of 100.92 is 0.60552.
        (10_092, 60, 61, Some((Some(600), Rounding::Down, Rounding::HalfUp))),
        // 0.6 % of 112.50 is 0.675: a half, up or cut off.
        (11_250, 68, 67, Some((Some(600), Rounding::HalfUp, Rounding::Down))),
        (10_083, 60, 62, None),
        // No whole hundredth of a percent gives so little.
        (1_000_000_000, 60, 61, Some((None, Rounding::Down, Rounding::Up))),
    ] {
        let (our, theirs) = (entry(1, Side::Ours, with(amount, ours)), entry(2, Side::Channel, with(amount, channel)));
        let found = Discrepancy::between(&[&our], &[&theirs]);
        assert_eq!((found.kind, found.amount), (DiscrepancyKind::FeeMismatch, cny((ours - channel).abs())));
        let told = explain(&found, &[our, theirs], &[], &account());
        let told = told.first().map(|cause| match cause.why {
            Why::FeeRounding { rate, ours_rounded, channel_rounded, .. } => (rate, ours_rounded, channel_rounded),
            ref other => panic!("{other:?}"),
        });
        assert_eq!(told, expected, "{amount} {ours} {channel}");
    }
}

#[test]
fn a_refund_around_explains_what_is_less() {
    let receipt = |minor| Line { kind: LineKind::Receipt, direction: Direction::In, amount: cny(minor), ..line(1) };
    let refund = |order: u32, original: Option<&str>| Line {
        kind: LineKind::Refund,
        amount: cny(2_000),
        references: References { original_order_number: original.map(str::to_owned), ..line(order).references },
        ..line(order)
    };
    let (ours, channel) = (entry(1, Side::Ours, receipt(10_000)), entry(101, Side::Channel, receipt(8_000)));
    let around = [entry(2, Side::Ours, refund(8, None)), entry(3, Side::Ours, refund(9, Some("P1")))];
    let found = Discrepancy::between(&[&ours], &[&channel]);
    let told = explain(&found, &[ours, channel], &around, &account());
    let why = Why::NettedRefund { payment: cny(10_000), refund: cny(2_000), left: cny(8_000) };
    assert_eq!(told, [LikelyCause { why, with: vec![LineId(3)] }]);
}

#[test]
fn a_line_that_stands_alone_is_compared_with_those_around() {
    let at = |line: Line, minutes| Line {
        at: line.at.map(|at| at + chrono::Duration::minutes(minutes)),
        references: References::default(),
        ..line
    };
    let alone = entry(1, Side::Ours, line(1));
    let other = |minutes, minor| entry(101, Side::Channel, Line { amount: cny(minor), ..at(line(1), minutes) });
    let bound = |cut_off: &str| crate::recon::account::example(Some(cut_off));
    for (other, account, expected) in [
        (other(480, 10_000), account(), vec!["time_zone"]),
        (other(-480, 10_000), account(), vec!["time_zone"]),
        (other(-60, 10_000), account(), vec!["time_zone"]),
        (other(95, 10_000), account(), vec!["either_of"]),
        (other(5, 100), account(), vec!["hundred_fold"]),
        (other(5, 1_234), account(), vec![]),
        // Noon, and the day ends at 12:30 or began at 11:30.
        (other(5, 1_234), bound("12:30"), vec!["cut_off"]),
    ] {
        let found = Discrepancy::missing(&alone);
        let told = explain(&found, std::slice::from_ref(&alone), std::slice::from_ref(&other), &account);
        let names: Vec<_> = told.iter().map(|cause| cause.why.name()).collect();
        assert_eq!(names, expected, "{:?}", other.line.at);
    }
    // Another order number is another payment, however alike it looks.
    let numbered = Entry { line: Line { references: line(2).references, ..line(2) }, ..other(480, 10_000) };
    assert_eq!(explain(&Discrepancy::missing(&alone), &[alone], &[numbered], &account()), []);
}

#[test]
fn a_line_that_waits_says_how_near_the_cut_off_it_is() {
    let noon_ends = |cut_off: &str| -> ChannelAccount { crate::recon::account::example(Some(cut_off)) };
    for (cut_off, expected) in [("12:04", Some(4)), ("13:00", Some(60)), ("13:01", None)] {
        let told = explain_held(&line(1), &noon_ends(cut_off));
        let minutes = told.map(|why| match why {
            Why::CutOff { minutes, .. } => minutes,
            other => panic!("{other:?}"),
        });
        assert_eq!(minutes, expected, "{cut_off}");
    }
}

#[test]
fn a_second_line_says_whether_the_channel_gave_it_the_same_number() {
    let numbered = |id, number: &str| {
        let references = References { channel_number: Some(number.into()), ..line(1).references };
        entry(id, Side::Channel, Line { references, ..line(1) })
    };
    for (number, is_same_number) in [("C1", true), ("C2", false)] {
        let (first, second) = (numbered(101, "C1"), numbered(102, number));
        let found = Discrepancy::second(&second, &first);
        let told = explain(&found, &[first, second], &[], &account());
        assert_eq!(told, [LikelyCause { why: Why::Duplicate { is_same_number }, with: vec![LineId(101)] }]);
    }
}
