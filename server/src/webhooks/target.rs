//! Where a webhook goes: an address that may be called, and whose host may be too.
//!
//! The rule: what names a private address is refused when it is written down; what a name stands for is asked on every
//! try, and one private address among several is enough to refuse it.

use std::net::{IpAddr, SocketAddr};

use axum::http::Uri;
use shared::api::problem::FieldCode;
use shared::webhook::{Failure, is_public};
use tokio::net::lookup_host;

use crate::outgoing::Origin;

/// How long an address may be, in bytes.
const URL_BYTES_MAX: usize = 2_000;
/// Names that never stand for anything public.
const PRIVATE_NAMES: [&str; 4] = ["localhost", "local", "internal", "localdomain"];

/// How far webhooks may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, over TLS.
    #[default]
    Public,
    /// Those, and one address of this machine, without TLS too: where the demo's own systems listen.
    PublicAnd(SocketAddr),
    /// Every address, without TLS too.
    Anywhere,
}

/// An address that may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its scheme, host and port.
    pub origin: Origin,
    /// The host and port as they stand in the address.
    pub authority: String,
    /// The path and the query.
    pub path: String,
}

impl Reach {
    /// Whether the origin lies within, whatever it stands for, and need not be public or secure.
    fn has_all_of(self, origin: &Origin) -> bool {
        match self {
            Self::Public => false,
            Self::PublicAnd(own) => origin.host.parse() == Ok(own.ip()) && origin.port == own.port(),
            Self::Anywhere => true,
        }
    }

    fn has(self, address: SocketAddr) -> bool {
        match self {
            Self::Public => is_public(address.ip()),
            Self::PublicAnd(own) => address == own || is_public(address.ip()),
            Self::Anywhere => true,
        }
    }
}

impl Target {
    /// Reads an address, or says what is wrong with it.
    pub fn read(url: &str, reach: Reach) -> Result<Self, FieldCode> {
        if url.len() > URL_BYTES_MAX {
            return Err(FieldCode::TooLong);
        }
        let uri: Uri = url.parse().map_err(|_| FieldCode::BadUrl)?;
        let origin = Origin::of(&uri).ok_or(FieldCode::BadUrl)?;
        let authority = uri.authority().ok_or(FieldCode::BadUrl)?.as_str();
        // A fragment is never sent, and neither are a name and password in the address.
        if authority.contains('@') || url.contains('#') {
            return Err(FieldCode::BadUrl);
        }
        if is_half_a_number(&origin.host) {
            return Err(FieldCode::BadUrl);
        }
        if !reach.has_all_of(&origin) {
            if is_private(&origin.host) {
                return Err(FieldCode::PrivateAddress);
            }
            if !origin.is_secure {
                return Err(FieldCode::BadUrl);
            }
        }
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { authority: authority.to_owned(), path, origin })
    }

    /// What the host stands for at this moment, where all of it may be called.
    pub async fn addresses(&self, reach: Reach) -> Result<Vec<SocketAddr>, Failure> {
        let found = lookup_host((self.origin.host.as_str(), self.origin.port)).await;
        let addresses: Vec<SocketAddr> = found.map_err(|_| Failure::NoSuchHost)?.collect();
        if addresses.is_empty() {
            return Err(Failure::NoSuchHost);
        }
        if addresses.iter().all(|address| reach.has(*address)) { Ok(addresses) } else { Err(Failure::AddressRefused) }
    }
}

/// Whether a host is private by its name alone.
fn is_private(host: &str) -> bool {
    if let Ok(address) = host.parse::<IpAddr>() {
        return !is_public(address);
    }
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    PRIVATE_NAMES.contains(&last)
}

/// Whether a host ends in a number and is no address as everybody writes it: `127.1`, `0x7f000001`, `2130706433`. Some
/// resolvers read an address into these.
fn is_half_a_number(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let digits = last.strip_prefix("0x").unwrap_or(last);
    let is_decimal = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    let is_hexadecimal = last.len() != digits.len() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_decimal || is_hexadecimal) && host.parse::<IpAddr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use FieldCode::{BadUrl, PrivateAddress, TooLong};

    #[test]
    fn addresses_that_may_be_called() {
        let long = format!("https://example.com/{}", "a".repeat(2_000));
        for (url, in_public, anywhere) in [
            ("https://example.com/hook?a=1", None, None),
            ("https://1.1.1.1:8443", None, None),
            ("https://[2606:4700:4700::1111]/", None, None),
            ("http://example.com/hook", Some(BadUrl), None),
            ("https://127.0.0.1/", Some(PrivateAddress), None),
            ("https://[::1]:8443/", Some(PrivateAddress), None),
            ("https://[::ffff:10.0.0.1]/", Some(PrivateAddress), None),
            ("https://169.254.169.254/latest", Some(PrivateAddress), None),
            ("https://localhost/", Some(PrivateAddress), None),
            ("https://desk.LOCALHOST./", Some(PrivateAddress), None),
            ("https://metadata.google.internal/", Some(PrivateAddress), None),
            ("https://2130706433/", Some(BadUrl), Some(BadUrl)),
            ("https://127.1/", Some(BadUrl), Some(BadUrl)),
            ("https://0x7f000001/", Some(BadUrl), Some(BadUrl)),
            ("https://lin:secret@example.com/", Some(BadUrl), Some(BadUrl)),
            ("https://example.com/#part", Some(BadUrl), Some(BadUrl)),
            ("ftp://example.com/", Some(BadUrl), Some(BadUrl)),
            ("example.com", Some(BadUrl), Some(BadUrl)),
            ("https://", Some(BadUrl), Some(BadUrl)),
            ("", Some(BadUrl), Some(BadUrl)),
            (&long, Some(TooLong), Some(TooLong)),
        ] {
            assert_eq!(Target::read(url, Reach::Public).err(), in_public, "{url}");
            assert_eq!(Target::read(url, Reach::Anywhere).err(), anywhere, "{url}");
        }
    }

    #[tokio::test]
    async fn one_address_of_this_machine_may_be_let_in_and_no_other() {
        let own = Reach::PublicAnd("127.0.0.1:4711".parse().unwrap());
        for (url, refused) in [
            ("http://127.0.0.1:4711/hook", None),
            ("https://example.com/hook", None),
            ("http://example.com/hook", Some(BadUrl)),
            ("http://127.0.0.1:4712/hook", Some(PrivateAddress)),
            ("http://127.0.0.2:4711/hook", Some(PrivateAddress)),
            ("http://localhost:4711/hook", Some(PrivateAddress)),
        ] {
            assert_eq!(Target::read(url, own).err(), refused, "{url}");
        }
        let other = Target::read("http://localhost:4712/", Reach::Anywhere).unwrap();
        assert_eq!(other.addresses(own).await, Err(Failure::AddressRefused));
    }

    #[tokio::test]
    async fn what_a_name_stands_for_is_checked_too() {
        // As whoever owns a name could have it stand for this machine.
        let target = Target::read("http://localhost:9/", Reach::Anywhere).unwrap();
        assert_eq!(target.addresses(Reach::Public).await, Err(Failure::AddressRefused));
        assert!(!target.addresses(Reach::Anywhere).await.unwrap().is_empty());
    }
}
