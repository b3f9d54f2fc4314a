//! The one HTML page and the two small scripts around the app. No inline script: the server's policy forbids it.

/// Everything that this file contributes to the site, for telling whether it changed.
pub const SOURCES: &str =
    concat!(include_str!("index.html"), include_str!("boot.js"), include_str!("theme.js"), include_str!("icon.svg"));

/// Sets the theme and the language before anything is painted.
pub const THEME: &str = include_str!("theme.js");

/// The icon in the browser's tab.
pub const ICON: &str = include_str!("icon.svg");

/// The names of the assets that the page points to.
pub struct Links {
    /// The WebAssembly module.
    pub module: String,
    /// The JavaScript around it.
    pub script: String,
    /// The JavaScript that fetches what comes later.
    pub link: String,
    /// The style sheet.
    pub style: String,
    /// [`THEME`].
    pub theme: String,
    /// [`ICON`].
    pub icon: String,
}

/// The script that starts the app.
pub fn boot(links: &Links) -> String {
    fill(include_str!("boot.js"), links)
}

/// The page, which starts the app by the boot script of that name.
pub fn index(links: &Links, boot: &str) -> String {
    fill(include_str!("index.html"), links).replace("BOOT", boot)
}

fn fill(template: &str, links: &Links) -> String {
    template
        .replace("MODULE", &links.module)
        .replace("SCRIPT", &links.script)
        .replace("LINK", &links.link)
        .replace("STYLE", &links.style)
        .replace("THEME", &links.theme)
        .replace("ICON", &links.icon)
}
