//! Where randomness comes from: a source that is handed in, so that a simulation can be run again from its seed.

use std::sync::{Mutex, PoisonError};

use rand::rngs::{StdRng, SysRng};
use rand::{Rng, SeedableRng, TryRng};

/// A source of random bytes.
pub trait Random: Send + Sync {
    /// 32 random bytes: enough for a secret that nobody guesses.
    fn bytes(&self) -> [u8; 32];

    /// 16 random bytes: enough for a name that no other has, and that is no secret.
    fn name(&self) -> [u8; 16] {
        let mut name = [0; 16];
        name.copy_from_slice(&self.bytes()[..16]);
        name
    }
}

/// The operating system's source: for everything that must not be guessed.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        // Without randomness there are no safe secrets: stopping is the only right answer.
        SysRng.try_fill_bytes(&mut bytes).unwrap_or_else(|error| panic!("no randomness: {error}"));
        bytes
    }

    fn name(&self) -> [u8; 16] {
        // Every request has one: the process's own generator spares it a way to the operating system.
        rand::random()
    }
}

/// A source that gives the same bytes for the same seed: for the simulation and the tests.
pub struct SeededRandom(Mutex<StdRng>);

impl SeededRandom {
    /// The source of this seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }
}
