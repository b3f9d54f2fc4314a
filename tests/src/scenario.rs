//! Scenarios run on both engines, each a test by itself; none is ever skipped.

use std::future::Future;
use std::sync::OnceLock;

use anyhow::Result;
use tokio::runtime::Runtime;

/// Runs a future on the one runtime of this process, which outlives every test: what is shared lives there.
///
/// # Panics
///
/// Where there can be no runtime.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a runtime")).block_on(future)
}

/// Runs a scenario to its end.
///
/// # Panics
///
/// Where it fails.
pub fn run(scenario: impl Future<Output = Result<()>>) {
    if let Err(error) = block_on(scenario) {
        // Of a backtrace only the scenario's own lines say anything.
        let report = format!("{error:?}");
        let (words, backtrace) = report.split_once("\nStack backtrace:").unwrap_or((&report, ""));
        let places: Vec<&str> = backtrace.lines().filter(|line| line.contains(" ./")).collect();
        panic!("{words}\n{}", places.join("\n"));
    }
}

/// Makes each scenario a test on SQLite and a test on PostgreSQL. `shared` ones take the desk that all share; `alone` ones
/// take the engine and open what they need.
#[macro_export]
macro_rules! on_both_engines {
    ($(shared: $($shared:ident),+ $(,)?;)? $(alone: $($alone:ident),+ $(,)?;)?) => {
        $crate::on_both_engines! { @tests sqlite Sqlite [$($($shared)+)?] [$($($alone)+)?] }
        $crate::on_both_engines! { @tests postgres Postgres [$($($shared)+)?] [$($($alone)+)?] }
    };
    (@tests $module:ident $engine:ident [$($shared:ident)*] [$($alone:ident)*]) => {
        mod $module {
            $(
                #[test]
                fn $shared() {
                    let desk = $crate::Desk::shared($crate::Engine::$engine);
                    $crate::scenario::run(super::$shared(desk));
                }
            )*
            $(
                #[test]
                fn $alone() {
                    $crate::scenario::run(super::$alone($crate::Engine::$engine));
                }
            )*
        }
    };
}
