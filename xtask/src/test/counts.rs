//! How many tests passed, read from what the test runner prints.

/// Tests by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that ran and held.
    pub passed: u32,
    /// Tests that did not hold.
    pub failed: u32,
    /// Tests that were left out.
    pub skipped: u32,
}

impl Counts {
    /// Adds what a line of output says, if it is one of the summaries of `cargo nextest` or `cargo test`.
    pub fn read(&mut self, line: &str) {
        // `cargo nextest` repeats, indented, what a failed test printed: that result is in its own summary already.
        if !line.trim_start().starts_with("Summary [") && !line.starts_with("test result: ") {
            return;
        }
        let words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u32>() else {
                continue;
            };
            match pair[1] {
                "passed" => self.passed += number,
                "failed" | "timed" => self.failed += number,
                "skipped" | "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(lines: &[&str]) -> (u32, u32, u32) {
        let mut counts = Counts::default();
        lines.iter().for_each(|line| counts.read(line));
        (counts.passed, counts.failed, counts.skipped)
    }

    #[test]
    fn the_summary_of_nextest_is_read() {
        let line = "     Summary [  12.310s] 9 tests run: 5 passed (1 slow), 3 failed, 1 timed out, 2 skipped";
        let repeated = "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out";
        assert_eq!(counts(&[repeated, line]), (5, 4, 2));
    }

    #[test]
    fn the_results_of_cargo_test_are_added_up() {
        let first = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        let second = "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts(&["running 4 tests", first, second]), (5, 1, 1));
    }
}
