//! What a first visit costs on the wire. A size, not a time: the same on every machine.

use anyhow::{Context, Result};
use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use tests::Desk;
use tests::holdfast::http_client;

/// Everything that the first page needs, compressed.
const FIRST_LOAD_BYTES_MAX: usize = 300_000;

tests::on_both_engines! { shared: the_first_load_is_small; }

async fn the_first_load_is_small(desk: &Desk) -> Result<()> {
    let page = http_client()?.get(desk.holdfast.url("/")).send().await?.text().await?;
    let assets: Vec<&str> =
        page.split('"').filter(|part| part.starts_with("/assets/") && !part.ends_with('/')).collect();
    // The sheet, the icon, the module and the scripts that it cannot start without.
    assert!(assets.len() >= 6 && assets.iter().any(|asset| asset.ends_with(".wasm")), "{page}");
    let mut sizes = Vec::new();
    for path in std::iter::once("/").chain(assets) {
        let request = http_client()?.get(desk.holdfast.url(path)).header(ACCEPT_ENCODING, "br");
        let answer = request.send().await?;
        assert_eq!(answer.headers().get(CONTENT_ENCODING).context("not compressed")?, "br", "{path}");
        sizes.push((answer.bytes().await?.len(), path));
    }
    let total: usize = sizes.iter().map(|(size, _)| size).sum();
    assert!(total <= FIRST_LOAD_BYTES_MAX, "the first load is {total} bytes: {sizes:#?}");
    Ok(())
}
