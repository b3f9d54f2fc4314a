//! What the figures were found on. No names: two machines of a kind are the same here.

use std::fs;

/// Prints it.
pub fn print() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    let gibibytes = memory.trim_end_matches(" kB").parse::<f64>().unwrap_or_default() / 1_048_576.0;
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    println!("{cores} cores of {model}, {gibibytes:.0} GiB of memory, Linux {}", kernel.trim());
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load before the start (1, 5, 15 minutes): {}", load.split(' ').take(3).collect::<Vec<_>>().join(" "));
}

/// What follows a name and a colon in a file of the kernel's.
pub fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}
