//! Holdfast in the browser: a client-side app over the same public JSON API that other systems use.
//!
//! The rule: the app decides nothing that `shared` does not decide. Read on in [`app`], which says which page is where.

mod api;
mod app;
mod components;
mod failure;
mod keys;
mod later;
mod pages;
mod state;
mod written;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
