//! One connection that is kept, and as little of HTTP as the desk's answers need: the load must not outweigh what it
//! measures.

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection with a client's key.
pub struct Wire {
    stream: BufReader<TcpStream>,
    key: String,
    line: String,
    /// The body of the last answer.
    pub body: Vec<u8>,
}

impl Wire {
    /// Connects to `HOST:PORT`.
    pub async fn open(address: &str, key: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), key: key.to_owned(), line: String::new(), body: Vec::new() })
    }

    /// Reads a path; answers the status.
    pub async fn get(&mut self, path: &str) -> Result<u16> {
        self.exchange("GET", path, "").await
    }

    /// Sends JSON to a path; answers the status.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<u16> {
        self.exchange("POST", path, body).await
    }

    async fn exchange(&mut self, method: &str, path: &str, body: &str) -> Result<u16> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: desk\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.key,
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.read_line().await?;
        let status = self.line.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
        let mut length = None;
        loop {
            self.read_line().await?;
            match self.line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().ok()
                }
                Some(_) => {}
                None => break,
            }
        }
        self.body.resize(length.context("an answer without a length")?, 0);
        self.stream.read_exact(&mut self.body).await?;
        Ok(status)
    }

    async fn read_line(&mut self) -> Result<()> {
        self.line.clear();
        if self.stream.read_line(&mut self.line).await? == 0 {
            bail!("the server closed the connection");
        }
        self.line.truncate(self.line.trim_end().len());
        Ok(())
    }
}
