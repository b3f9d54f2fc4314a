//! From the compiler's module to one that a browser loads, and the JavaScript that loads it.
//!
//! Done in process by the library of the locked wasm-bindgen: no tool to install, no version to mismatch.

use anyhow::Result;
use wasm_bindgen_cli_support::{Bindgen, Output};

/// A module and its scripts. The main script takes the module's address as an argument.
pub struct Bound {
    /// The WebAssembly module.
    pub module: Vec<u8>,
    /// The JavaScript module around it.
    pub script: String,
    /// What the main script may import: the path it would name, and the content.
    pub imports: Vec<(String, String)>,
}

/// Binds the module for use as a plain ES module. What the parts that come later need of it stays exported.
pub fn bind(module: Vec<u8>) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("app", module)
        .out_name("app")
        .keep_lld_exports(true)
        .demangle(false)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output()?;
    let script = with_short_names(&mut output);
    Ok(Bound { module: output.wasm_mut().emit_wasm(), script, imports: imports(&output) })
}

/// Gives what the module imports from its script names of a few letters instead of long ones with a digest: nobody but
/// the two reads them, and each is sent twice. Answers the script.
fn with_short_names(output: &mut Output) -> String {
    let mut script = output.js().to_owned();
    for (index, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let (long, short) = (format!("{}: function(", import.name), format!("i{index}: function("));
        if script.matches(&long).count() == 1 {
            script = script.replace(&long, &short);
            import.name = format!("i{index}");
        }
    }
    script
}

/// JavaScript that the app's dependencies bring along, inline or as files of their own.
fn imports(output: &Output) -> Vec<(String, String)> {
    let inline = output.snippets().iter().flat_map(|(package, scripts)| {
        let path = move |index| format!("./snippets/{package}/inline{index}.js");
        scripts.iter().enumerate().map(move |(index, script)| (path(index), script.clone()))
    });
    let files = output.local_modules().iter();
    inline.chain(files.map(|(path, script)| (format!("./snippets/{path}"), script.clone()))).collect()
}
