//! From which networks an API client may call.

use std::net::IpAddr;

use ipnet::IpNet;

/// Reads a network (`10.0.0.0/8`) or a single address.
pub fn read(text: &str) -> Option<IpNet> {
    let network = text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    network.map(|network| network.trunc())
}

/// Whether an address may call: any may where the list is empty; none that is unknown where it is not.
pub fn allows(allowlist: &[IpNet], address: Option<IpAddr>) -> bool {
    let is_listed = |address: IpAddr| allowlist.iter().any(|network| network.contains(&address.to_canonical()));
    allowlist.is_empty() || address.is_some_and(is_listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_and_addresses_are_read() {
        for (text, expected) in [
            ("10.0.0.0/8", Some("10.0.0.0/8")),
            ("10.1.2.3/8", Some("10.0.0.0/8")),
            ("10.1.2.3", Some("10.1.2.3/32")),
            ("2001:db8::/32", Some("2001:db8::/32")),
            ("::1", Some("::1/128")),
            ("10.0.0.0/33", None),
            ("10.0.0", None),
            ("example.com", None),
            ("", None),
        ] {
            assert_eq!(read(text).map(|network| network.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_listed_addresses_may_call() {
        for (allowlist, address, expected) in [
            (&[][..], Some("203.0.113.9"), true),
            (&[], None, true),
            (&["10.0.0.0/8"], Some("10.9.9.9"), true),
            (&["10.0.0.0/8"], Some("::ffff:10.9.9.9"), true),
            (&["10.0.0.0/8"], Some("11.0.0.1"), false),
            (&["10.0.0.0/8"], Some("::1"), false),
            (&["10.0.0.0/8", "::1"], Some("::1"), true),
            (&["10.0.0.0/8"], None, false),
        ] {
            let allowlist: Vec<_> = allowlist.iter().filter_map(|text| read(text)).collect();
            let address = address.map(|text| text.parse().unwrap());
            assert_eq!(allows(&allowlist, address), expected, "{allowlist:?} {address:?}");
        }
    }
}
