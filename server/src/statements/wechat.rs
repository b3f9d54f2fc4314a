//! WeChat Pay's bills: a header, rows whose values each begin with a backtick, a summary's header, and one row of sums.
//!
//! The order of columns is not promised, and bills of one kind of trade have fewer: they are found by their names.

mod bill;
mod fund;
mod trade;

pub use self::fund::read as read_fund;
pub use self::trade::read as read_trade;
