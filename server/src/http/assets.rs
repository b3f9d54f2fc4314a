//! The browser app, embedded: `target/site` as `cargo xtask site` leaves it.
//!
//! Files under `assets/` are named by their content and cached for ever; every other path that is not the API's is the
//! one page, which finds its way by itself.

use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use shared::api::problem::Code;

use super::security::is_api;
use crate::error::Error;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

const PAGE: &str = "index.html";

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Holdfast</title>\
    <p>This server was built without the browser app: <code>cargo xtask run</code> builds both.";

/// Answers what no route does: the app's files and its page; under the API there is nothing of the kind.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        return Error::refuse(Code::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ([("allow", "GET,HEAD")], Error::refuse(Code::MethodNotAllowed)).into_response();
    }
    let path = path.trim_start_matches('/');
    if path.starts_with("assets/") {
        let answer = file(path, request.headers(), "public, max-age=31536000, immutable");
        return answer.unwrap_or_else(|| Error::refuse(Code::NotFound).into_response());
    }
    file(PAGE, request.headers(), "no-cache").unwrap_or_else(|| Html(NOT_BUILT).into_response())
}

/// The file in the smallest form that the browser takes.
fn file(path: &str, headers: &HeaderMap, caching: &'static str) -> Option<Response> {
    let plain = Site::get(path)?;
    let media_type = mime_guess::from_path(path).first_or_octet_stream();
    let media_type = match media_type.type_() {
        mime_guess::mime::TEXT => format!("{media_type}; charset=utf-8"),
        _ => media_type.to_string(),
    };
    let (file, encoding) = smallest(path, headers).unwrap_or((plain, None));
    let etag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| names(known, &etag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { file.data.into_response() };
    let answer = response.headers_mut();
    answer.insert(CONTENT_TYPE, HeaderValue::from_str(&media_type).ok()?);
    answer.insert(ETAG, HeaderValue::from_str(&etag).ok()?);
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

fn smallest(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers.get(ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(encoding, ending)| {
        let file = Site::get(&format!("{path}.{ending}")).filter(|_| accepts(accepted, encoding))?;
        Some((file, Some(encoding)))
    })
}

/// Whether `Accept-Encoding` names the encoding without a weight of zero.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, "q=1"));
        let weight = weight.trim().trim_start_matches("q=").trim_end_matches(['0', '.']);
        name.trim().eq_ignore_ascii_case(encoding) && !weight.is_empty()
    })
}

fn names(header: &HeaderValue, etag: &str) -> bool {
    let Ok(header) = header.to_str() else { return false };
    header.split(',').any(|known| known.trim().trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn an_encoding_is_taken_only_where_it_is_accepted() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("br;q=1.0", true),
            ("gzip, br;q=0", false),
            ("br; q=0.000", false),
            ("gzip", false),
            ("brotli", false),
            ("", false),
        ] {
            assert_eq!(accepts(header, "br"), expected, "{header}");
        }
    }
}
