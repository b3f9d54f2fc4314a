#!/bin/sh
# Runs a target with the compiler that is at hand: run.sh TARGET [OPTION OF LIBFUZZER...]
set -eu
cd "$(dirname "$0")"
[ -f Cargo.lock ] || cp ../Cargo.lock .
target=$1
shift
# What `cargo fuzz` sets, but for the sanitizers.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
-Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=16"
# Build scripts run here: only what is built for a named target is instrumented.
host=$(rustc -vV | sed -n "s/^host: //p")
RUSTFLAGS="$coverage" cargo build --release --target "$host" --bin "$target"
mkdir -p "corpus/$target" "artifacts/$target"
exec "target/$host/release/$target" -artifact_prefix="artifacts/$target/" -max_len=65536 -timeout=10 -rss_limit_mb=2048 "$@" \
    "corpus/$target" "seeds/$target" ../tests/data/statements/made ../tests/data/statements/banks
