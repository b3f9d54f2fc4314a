//! Discrepancies that are resolved together.

use super::words;
use crate::recon::together::NotTogether;

words! { NotTogether {
    OneByOne: "This is decided one by one.", "该处理须逐单决定。";
    NoDiscrepancy: "It is no discrepancy.", "并非差异。";
    NotAlike: "It is of another type, of another cause, or in another account.", "类型、原因或账户与其余不同。";
    Unexplained: "Nothing explains it: what has no cause has none in common.", "原因不明，不能与其他差异一并处理。";
} }
