//! HTTP/1.1 by hand, as far as it takes to break it on purpose: one request and one answer a connection.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// How large a request may be, in bytes.
const REQUEST_MAX_BYTES: usize = 64 << 10;

/// How an answer is sent.
#[derive(Clone, Copy, Debug)]
pub enum Delivery {
    /// At once.
    Whole,
    /// The half of what was announced; then the connection ends.
    Half,
    /// Byte by byte, with a pause after each.
    Drip(Duration),
}

/// Reads a request; answers its body.
pub async fn read_request(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    loop {
        if let Some(end) = read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let length = content_length(&String::from_utf8_lossy(&read[..end]));
            let mut body = read.split_off(end + 4);
            while body.len() < length {
                more(stream, &mut body).await?;
            }
            return Ok(body);
        }
        more(stream, &mut read).await?;
    }
}

async fn more(stream: &mut TcpStream, read: &mut Vec<u8>) -> io::Result<()> {
    let is_too_large = read.len() > REQUEST_MAX_BYTES;
    if is_too_large || stream.read_buf(read).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

fn content_length(head: &str) -> usize {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    let length = fields.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    length.and_then(|(_, value)| value.trim().parse().ok()).unwrap_or(0)
}

/// Sends an answer.
pub async fn send(
    stream: &mut TcpStream,
    status: u16,
    content_type: &str,
    body: &[u8],
    delivery: Delivery,
) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} Answer\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    match delivery {
        Delivery::Whole => stream.write_all(body).await?,
        Delivery::Half => stream.write_all(&body[..body.len() / 2]).await?,
        Delivery::Drip(pause) => {
            for byte in body {
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
                sleep(pause).await;
            }
        }
    }
    stream.shutdown().await
}

/// Sends the caller elsewhere.
pub async fn redirect(stream: &mut TcpStream, to: &str) -> io::Result<()> {
    let answer = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}
