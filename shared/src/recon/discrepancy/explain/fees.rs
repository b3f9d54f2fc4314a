//! Why two fees may differ by the smallest unit: the same share of the amount, rounded in two ways.

use crate::money::Money;
use crate::recon::Line;
use crate::recon::discrepancy::{Rounding, Why};

/// The shares that channels usually take, in hundred-thousandths, the most usual first.
const USUAL_RATES: [u32; 14] = [600, 380, 550, 540, 1_000, 200, 250, 300, 100, 500, 800, 1_200, 2_000, 2_900];

/// The whole in hundred-thousandths.
const WHOLE: i128 = 100_000;

pub(super) fn fee_rounding(ours: &Line, channel: &Line) -> Option<Why> {
    let (of, one, other) = (ours.amount, ours.fee?, channel.fee?);
    if ours.amount != channel.amount || one.minor().abs_diff(other.minor()) != 1 || one.minor() < 0 || other.minor() < 0
    {
        return None;
    }
    // Beyond the usual shares, whole hundredths of a percent.
    let rates = USUAL_RATES.into_iter().chain((10..=5_000).step_by(10));
    let known = rates.filter_map(|rate| Some((rate, rounding(of, rate, one)?, rounding(of, rate, other)?))).next();
    let by_size = |fee: Money, than: Money| if fee.minor() > than.minor() { Rounding::Up } else { Rounding::Down };
    let (rate, ours_rounded, channel_rounded) = match known {
        Some((rate, ours, channel)) => (Some(rate), ours, channel),
        None => (None, by_size(one, other), by_size(other, one)),
    };
    Some(Why::FeeRounding { of, rate, ours: one, ours_rounded, channel: other, channel_rounded })
}

/// The first rounding by which this share of the amount is this fee.
fn rounding(of: Money, rate: u32, fee: Money) -> Option<Rounding> {
    Rounding::ALL.iter().copied().find(|rounding| rounding.share_minor(of, rate) == i128::from(fee.minor()))
}

impl Rounding {
    /// A share of an amount in hundred-thousandths, rounded so; in minor units.
    pub fn share_minor(self, of: Money, rate: u32) -> i128 {
        let product = i128::from(of.minor()) * i128::from(rate);
        let (whole, rest) = (product.div_euclid(WHOLE), product.rem_euclid(WHOLE));
        let is_half_way = rest * 2 == WHOLE;
        let goes_up = match self {
            Self::Up => rest > 0,
            Self::Down => false,
            Self::HalfUp => rest * 2 >= WHOLE,
            Self::HalfEven => rest * 2 > WHOLE || (is_half_way && whole % 2 != 0),
        };
        whole + i128::from(goes_up)
    }
}
