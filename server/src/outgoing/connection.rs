//! One connection for one call, over TLS where the address says so.
//!
//! A certificate is held against the machine's own roots (`SSL_CERT_FILE` names others): payment systems inside a company
//! have certificates of that company.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::Origin;

/// A stream of bytes both ways.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// Opens connections. What TLS needs is read when it is first needed.
#[derive(Default)]
pub struct Connections {
    tls: OnceLock<Arc<ClientConfig>>,
}

impl Connections {
    /// A connection to wherever its host is; with TLS its certificate has been checked.
    pub async fn open(&self, origin: &Origin) -> io::Result<Box<dyn Stream>> {
        let addresses: Vec<SocketAddr> = lookup_host((origin.host.as_str(), origin.port)).await?.collect();
        self.open_at(origin, &addresses).await
    }

    /// The same to one of these addresses, and to no other: whoever checked them calls what was checked.
    pub async fn open_at(&self, origin: &Origin, addresses: &[SocketAddr]) -> io::Result<Box<dyn Stream>> {
        let Origin { is_secure, host, .. } = origin;
        let stream = TcpStream::connect(addresses).await?;
        stream.set_nodelay(true)?;
        if !is_secure {
            return Ok(Box::new(stream));
        }
        let name = ServerName::try_from(host.clone()).map_err(io::Error::other)?;
        Ok(Box::new(TlsConnector::from(self.tls()?).connect(name, stream).await?))
    }

    fn tls(&self) -> io::Result<Arc<ClientConfig>> {
        if let Some(config) = self.tls.get() {
            return Ok(Arc::clone(config));
        }
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::clone(self.tls.get_or_init(|| Arc::new(config))))
    }
}
