//! Channels that misbehave below what a channel says: on the wire, in HTTP's own forms, under TLS. Nothing of it is ever
//! believed, waited for without end, or kept without bound; what came is kept as it came.

use std::net::SocketAddr;
use std::time::Duration as RealDuration;

use anyhow::{Context, Result, ensure};
use server::channels::built_in;
use shared::evidence::{Claim, Evidence};
use tests::payout::payout;
use tests::{Engine, on_both_engines};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::bench::Bench;
use super::stub::asking;

on_both_engines! {
    alone: nothing_on_the_wire_is_believed_or_waited_for_without_end, what_is_no_tls_is_no_connection;
}

/// How many seconds the channel has: some of these never end.
const PATIENCE_SECONDS: i64 = 8;
/// The most of an answer that is kept, in bytes.
const KEPT_MAX: i64 = 1 << 20;

/// What the channel sends once it was asked; `ORDER` stands for the order that was asked about.
#[derive(Clone, Copy)]
enum Wire {
    /// This, and the end.
    Once(&'static str),
    /// This, and then that for ever.
    Endless(&'static str, &'static str),
    /// This, and then that for ever, a little at a time.
    Dripping(&'static str, &'static str),
    /// These bytes after a sound head, and the end.
    Bytes(&'static [u8]),
}

const PAID: &str = r#"{"out_bill_no":"ORDER","state":"SUCCESS"}"#;

use Claim::{NoInformation, ProvesPaid};
use Wire::{Bytes, Dripping, Endless, Once};

/// What is sent, what it claims, and how the rule begins by which it does.
const TABLE: [(&str, Wire, Claim, &str); 18] = [
    (
        "a body without end",
        Endless("HTTP/1.1 200 OK\r\n\r\n", "xxxxxxxx"),
        NoInformation,
        "Unreadable { fault: TooLarge",
    ),
    (
        "chunks without end",
        Endless("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", "8\r\nxxxxxxxx\r\n"),
        NoInformation,
        "Unreadable { fault: TooLarge",
    ),
    ("a head byte by byte", Dripping("HTTP/1.1 200 OK\r\nx: ", "y"), NoInformation, "NoResponse { phase: Read"),
    (
        "hints without end",
        Dripping("", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
        NoInformation,
        "NoResponse { phase: Read",
    ),
    ("a head without end", Endless("HTTP/1.1 200 OK\r\nx: ", "yyyyyyyy"), NoInformation, "NoResponse { phase: Read"),
    ("headers without end", Endless("HTTP/1.1 200 OK\r\n", "x: y\r\n"), NoInformation, "NoResponse { phase: Read"),
    (
        "less than its length",
        Once("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\nPAID"),
        NoInformation,
        "Unreadable { fault: TransportError",
    ),
    (
        "more than its length",
        Once("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\nPAID"),
        NoInformation,
        "Unreadable",
    ),
    (
        "two lengths",
        Once("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 50\r\n\r\nPAID"),
        NoInformation,
        "NoResponse { phase: Read",
    ),
    (
        "a chunk that is none",
        Once("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nPAID\r\n0\r\n\r\n"),
        NoInformation,
        "Unreadable { fault: TransportError",
    ),
    (
        "a redirection that says paid",
        Once("HTTP/1.1 301 Moved\r\nlocation: /\r\ncontent-type: application/json\r\n\r\nPAID"),
        NoInformation,
        "HttpFailure",
    ),
    ("another protocol", Once("HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\nPAID"), NoInformation, ""),
    ("no HTTP", Once("220 mail.example.com ESMTP\r\n"), NoInformation, "NoResponse { phase: Read"),
    ("HTTP/2 unasked", Bytes(b"\0\0\x12\x04\0\0\0\0\0"), NoInformation, ""),
    (
        "no text",
        Bytes(b"HTTP/1.1 200 OK\r\n\r\n{\"out_bill_no\":\"\xff\xfe\",\"state\":\"SUCCESS\"}"),
        NoInformation,
        "",
    ),
    ("zeros", Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: \x80\xff\r\n\r\n\0\0\0\0"), NoInformation, "Unreadable"),
    (
        "compressed, it says",
        Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0"),
        NoInformation,
        "Unreadable",
    ),
    // Not everything unusual is wrong.
    (
        "hints, and then the answer",
        Once(
            "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\nPAID",
        ),
        ProvesPaid,
        "Dictionary",
    ),
];

/// A channel that does what stands at the place that the order's number ends with.
async fn channel() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    Ok(address)
}

/// Answers until nobody listens any more.
async fn answer(mut stream: TcpStream) -> Result<()> {
    let mut asked = Vec::new();
    let question = loop {
        ensure!(stream.read_buf(&mut asked).await? > 0, "it broke off");
        let text = String::from_utf8_lossy(&asked);
        let body = text.split_once("\r\n\r\n").map(|(_, body)| body);
        if let Some(question) = body.and_then(|body| serde_json::from_str::<serde_json::Value>(body).ok()) {
            break question;
        }
    };
    let order = question["order_number"].as_str().context("an order")?;
    let place: usize = order.rsplit("-wire").next().context("a place")?.parse()?;
    let filled = |text: &str| text.replace("PAID", PAID).replace("ORDER", order).into_bytes();
    let (first, then, pause) = match TABLE[place].1 {
        Once(all) => (filled(all), None, RealDuration::ZERO),
        Bytes(all) => (all.to_vec(), None, RealDuration::ZERO),
        Endless(first, then) => (filled(first), Some(then.repeat(2000)), RealDuration::ZERO),
        Dripping(first, then) => (filled(first), Some(then.to_owned()), RealDuration::from_millis(50)),
    };
    stream.write_all(&first).await?;
    while let Some(then) = &then {
        stream.write_all(then.as_bytes()).await?;
        tokio::time::sleep(pause).await;
    }
    Ok(stream.shutdown().await?)
}

async fn nothing_on_the_wire_is_believed_or_waited_for_without_end(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, asking(channel().await?, PATIENCE_SECONDS)).await?;
    let mut filed = Vec::new();
    for place in 0..TABLE.len() {
        filed.push(bench.file(&payout().ending(&format!("-wire{place}"))).await?);
    }
    bench.work().await?;
    for (number, (name, _, claim, rule)) in filed.into_iter().zip(TABLE) {
        let evidence = bench.case(number).await?.evidence;
        let [_, piece]: &[Evidence; 2] = evidence.as_slice().try_into().context(name)?;
        assert_eq!(piece.claim, claim, "{name}: {:?}", piece.rule);
        assert!(format!("{:?}", piece.rule).starts_with(rule), "{name}: {:?}", piece.rule);
        assert!(piece.size_bytes <= KEPT_MAX, "{name}: {} bytes are kept", piece.size_bytes);
        let latency_ms = piece.transport.latency_ms.context(name)?;
        assert!(latency_ms < (PATIENCE_SECONDS as u32 + 5) * 1000, "{name}: it took {latency_ms} ms");
    }
    Ok(())
}

async fn what_is_no_tls_is_no_connection(engine: Engine) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // Each says something else instead of a greeting of TLS.
            for garbage in [&b"HTTP/1.1 200 OK\r\n\r\n"[..], &[0x16, 3, 3, 0xff, 0xff], &[0; 4096]] {
                if stream.write_all(garbage).await.is_err() {
                    break;
                }
            }
        }
    });
    let mut profiles = built_in();
    for (profile, asked) in profiles.iter_mut().zip(asking(address, PATIENCE_SECONDS)) {
        profile.version += 1;
        profile.follow_up = asked.follow_up;
        let follow_up = profile.follow_up.as_mut().context("it is asked")?;
        follow_up.url = format!("https://localhost:{}/query", address.port());
    }
    let bench = Bench::with(engine, profiles).await?;
    let number = bench.file(&payout()).await?;
    bench.work().await?;
    let evidence = bench.case(number).await?.evidence;
    let rule = format!("{:?}", evidence[1].rule);
    assert_eq!((evidence[1].claim, rule.as_str()), (NoInformation, "NoResponse { phase: Connect }"));
    Ok(())
}
