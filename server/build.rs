//! Builds the server anew when a migration comes: the macro that holds them sees the files that it knows, and no new one.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
}
