//! How an order fares, and how the channel behaves when asked about it.

/// What the channel has to say of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Under way.
    Processing,
    /// Paid.
    Paid,
    /// Failed, for good.
    Failed,
    /// The order is not known.
    NotFound,
    /// Paid, and come back; where the channel's query cannot say so, what it says instead.
    Returned,
    /// Something that its documentation does not list.
    Unlisted,
}

macro_rules! behaviours {
    ($($(#[$doc:meta])* $variant:ident = $suffix:literal),+ $(,)?) => {
        /// How the channel behaves.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Behaviour {
            $($(#[$doc])* $variant),+
        }

        impl Behaviour {
            /// Every behaviour.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// How the number of an order ends that is to fare so.
            pub fn suffix(self) -> &'static str {
                match self { $(Self::$variant => $suffix),+ }
            }
        }
    };
}

behaviours! {
    /// Paid, and says so.
    Pays = "-pays",
    /// Says "processing" twice, and pays then.
    PaysLate = "-late",
    /// Fails, for good.
    Fails = "-fails",
    /// Is at it for ever.
    StaysProcessing = "-stuck",
    /// Does not know the order at first, and has paid it then.
    NotFoundThenPaid = "-found",
    /// Says "paid", and takes it back.
    Lies = "-lies",
    /// Says something that is not documented.
    Unlisted = "-unlisted",
    /// HTTP 500, with a body that says "failed".
    ServerError = "-error",
    /// HTTP 200, with a page of the gateway in front.
    WebPage = "-page",
    /// Half of an answer, well-formed as HTTP goes.
    Truncated = "-truncated",
    /// Calls its answer an image.
    Mistyped = "-mistyped",
    /// Answers about another order, which failed.
    OtherOrder = "-other",
    /// Takes the question and never answers.
    Hangs = "-hangs",
    /// Ends the connection in the middle of the answer.
    BreaksOff = "-breaks",
    /// Sends its answer byte by byte.
    Drips = "-drips",
    /// Sends megabytes.
    Huge = "-huge",
    /// Sends nothing, politely.
    Empty = "-empty",
    /// Names the state twice: paid and failed.
    KeysTwice = "-twice",
    /// Writes in GBK, and says so.
    Gbk = "-gbk",
    /// Sends the caller elsewhere.
    Redirects = "-redirects",
    /// Ends the connection without a word.
    Refuses = "-refuses",
}

/// How orders fare whose number does not say it: mostly as in life.
const BY_SEED: [Behaviour; 16] = [
    Behaviour::PaysLate,
    Behaviour::PaysLate,
    Behaviour::PaysLate,
    Behaviour::PaysLate,
    Behaviour::Pays,
    Behaviour::Pays,
    Behaviour::Fails,
    Behaviour::Fails,
    Behaviour::StaysProcessing,
    Behaviour::StaysProcessing,
    Behaviour::StaysProcessing,
    Behaviour::NotFoundThenPaid,
    Behaviour::Unlisted,
    Behaviour::WebPage,
    Behaviour::ServerError,
    Behaviour::Refuses,
];

impl Behaviour {
    /// How an order fares.
    pub fn of(order_number: &str, seed: u64) -> Self {
        let told = Self::ALL.iter().copied().find(|behaviour| order_number.ends_with(behaviour.suffix()));
        told.unwrap_or_else(|| {
            let place = mix(order_number, seed) % BY_SEED.len() as u64;
            BY_SEED[usize::try_from(place).unwrap_or(0)]
        })
    }

    /// What it says of the payout, having been asked so many times before.
    pub fn word(self, times: u32) -> Word {
        match (self, times) {
            (Self::PaysLate, 0 | 1) | (Self::StaysProcessing, _) => Word::Processing,
            (Self::NotFoundThenPaid, 0) => Word::NotFound,
            (Self::Lies, 1..) => Word::Returned,
            (Self::Fails | Self::ServerError, _) => Word::Failed,
            (Self::Unlisted, _) => Word::Unlisted,
            _ => Word::Paid,
        }
    }
}

/// FNV-1a over the seed and the order number.
fn mix(order_number: &str, seed: u64) -> u64 {
    let bytes = seed.to_be_bytes().into_iter().chain(order_number.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_number_decides_and_else_the_seed() {
        for behaviour in Behaviour::ALL {
            assert_eq!(Behaviour::of(&format!("P-1{}", behaviour.suffix()), 7), *behaviour);
        }
        let by_seed = |seed| (0..64).map(|index| Behaviour::of(&format!("P-{index}"), seed)).collect::<Vec<_>>();
        assert_eq!(by_seed(1), by_seed(1));
        assert_ne!(by_seed(1), by_seed(2));
    }

    #[test]
    fn what_is_said_changes_with_the_times_it_was_asked() {
        use Behaviour::{Lies, NotFoundThenPaid, PaysLate, StaysProcessing};
        for (behaviour, words) in [
            (PaysLate, [Word::Processing, Word::Processing, Word::Paid]),
            (StaysProcessing, [Word::Processing; 3]),
            (NotFoundThenPaid, [Word::NotFound, Word::Paid, Word::Paid]),
            (Lies, [Word::Paid, Word::Returned, Word::Returned]),
        ] {
            assert_eq!([0, 1, 2].map(|times| behaviour.word(times)), words, "{behaviour:?}");
        }
    }
}
