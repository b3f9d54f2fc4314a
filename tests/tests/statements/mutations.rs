//! Samples with bytes changed, by a seed: no reader panics, hangs or hands on sums that are not the lines'.
//!
//! What a reader accepts has to hold together: the sums are those of the lines it handed on, and a file that states its own sums
//! is only accepted with them. By hand it goes on for longer: `HOLDFAST_SEED=7 HOLDFAST_MUTATIONS=100000`.

use shared::recon::{Direction, Line, LineStatus, Statement};
use tests::dice::{Dice, by_hand};

use super::given::GIVEN;
use super::{account, bytes, read};

/// Pieces that mean something to some reader.
const PIECES: [&[u8]; 24] = [
    b",",
    b"`",
    b"\"",
    b"\n",
    b"\r\n",
    b":61:",
    b":62F:",
    b":20:",
    b"-\n",
    b"</n:Ntry>",
    b"<n:Ntry>",
    b"&amp;",
    b"&x;",
    b"<!--",
    b"]]>",
    b"9999999999999999999",
    b"-1",
    b"0",
    b"\xFF",
    b"\0",
    b"\xE9\x80\x80",
    b"PK\x03\x04",
    b"<f>",
    b"D",
];

#[test]
fn changed_bytes_never_panic_and_never_give_other_sums() {
    let seed = by_hand("HOLDFAST_SEED", 20_260_301);
    let rounds = by_hand("HOLDFAST_MUTATIONS", 150);
    eprintln!("HOLDFAST_SEED={seed}");
    let mut dice = Dice::new(seed);
    let mut accepted = 0;
    for given in GIVEN {
        let (content, account, mapping) = (bytes(given.path), account(given.currency, given.number), given.mapping());
        for _ in 0..rounds {
            let changed = mutated(&content, &mut dice);
            if let Ok((statement, lines)) = read("INN26030188ZM_1", &changed, &account, mapping.as_ref()) {
                assert_holds_together(&statement, &lines, given.path);
                accepted += 1;
            }
        }
    }
    // Words may change and no sum with them: those have to be read still.
    assert!(accepted > 0);
}

fn mutated(content: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut changed = content.to_vec();
    for _ in 0..=dice.below(3) {
        let at = dice.below(changed.len().max(1) as u64) as usize;
        match dice.below(5) {
            0 if !changed.is_empty() => changed[at] = dice.below(256) as u8,
            1 if !changed.is_empty() => changed[at] ^= 1 << dice.below(8),
            2 => drop(changed.splice(at..at, dice.one_of(&PIECES).iter().copied())),
            3 => {
                let end = (at + dice.below(40) as usize).min(changed.len());
                changed.drain(at..end);
            }
            _ => {
                let end = (at + dice.below(200) as usize).min(changed.len());
                let piece = changed[at..end].to_vec();
                changed.splice(at..at, piece);
            }
        }
    }
    changed
}

pub fn assert_holds_together(statement: &Statement, lines: &[Line], path: &str) {
    let settled = |direction| {
        let of_it = move |line: &&Line| line.status == LineStatus::Settled && line.direction == direction;
        lines.iter().filter(of_it).map(|line| i128::from(line.amount.minor())).sum::<i128>()
    };
    let (sums, own) = (&statement.sums, &statement.tail.summary);
    assert_eq!(sums.count, lines.len() as u64, "{path}");
    assert_eq!(i128::from(sums.sum_in.minor()), settled(Direction::In), "{path}");
    assert_eq!(i128::from(sums.sum_out.minor()), settled(Direction::Out), "{path}");
    assert!(lines.iter().all(|line| line.amount.minor() >= 0), "{path}");
    if path.contains("Fund2026") {
        let stated = (own.count, own.sum_in, own.sum_out);
        assert_eq!(stated, (Some(sums.count), Some(sums.sum_in), Some(sums.sum_out)), "{path}");
    }
    let ends = statement.head.opening.zip(statement.tail.closing);
    if let Some((opening, closing)) = ends.filter(|_| statement.doubts.is_empty()) {
        let counted = i128::from(opening.amount.minor()) + sums.movement_minor();
        assert_eq!(counted, i128::from(closing.amount.minor()), "{path}");
    }
}
