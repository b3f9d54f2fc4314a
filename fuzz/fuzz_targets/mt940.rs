#![no_main]

libfuzzer_sys::fuzz_target!(|content: &[u8]| fuzz::read(shared::recon::Format::Mt940, content));
