use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::{Limits, serve};

const HEAD: Duration = Duration::from_millis(300);
const SOON: Duration = Duration::from_secs(10);

struct Served {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// `/` says who asks, `/slow` takes a while, `/long` answers more than fits between two sockets.
async fn served(connections: usize) -> Served {
    let router = Router::new()
        .route("/", get(async |ConnectInfo(address): ConnectInfo<SocketAddr>| address.ip().to_string()))
        .route("/slow", get(async || sleep(HEAD * 2).await))
        .route("/long", get(async || vec![b'x'; 64 << 20]));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel();
    let limits = Limits { connections, head: HEAD, stall: HEAD };
    let serving = tokio::spawn(serve(listener, router, limits, async {
        let _ = ended.await;
    }));
    Served { address, end, serving }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

fn request(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: desk\r\n\r\n").into_bytes()
}

/// What comes until the other end closes.
async fn all_of(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end, too.
    let _ = timeout(SOON, stream.read_to_end(&mut bytes)).await.expect("it closes");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The beginning of an answer.
async fn answer(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 1024];
    let length = timeout(SOON, stream.read(&mut bytes)).await.expect("an answer").unwrap();
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

#[tokio::test]
async fn who_asks_is_known_and_may_ask_again() {
    let served = served(8).await;
    let mut stream = served.connect().await;
    for _ in 0..2 {
        stream.write_all(&request("/")).await.unwrap();
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"), "{answer}");
    }
}

#[tokio::test]
async fn who_says_nothing_or_trickles_or_idles_loses_the_connection() {
    let served = served(8).await;
    let began = Instant::now();
    assert_eq!(all_of(&mut served.connect().await).await, "");

    let (mut reading, mut trickle) = served.connect().await.into_split();
    let trickling = tokio::spawn(async move {
        for byte in request("/").into_iter().cycle().filter(|byte| *byte != b'\n') {
            if trickle.write_all(&[byte]).await.is_err() {
                return;
            }
            sleep(HEAD / 10).await;
        }
    });
    let mut answered = Vec::new();
    let _ = timeout(SOON, reading.read_to_end(&mut answered)).await.expect("it closes");
    assert!(!String::from_utf8_lossy(&answered).contains("200"));
    timeout(SOON, trickling).await.expect("nobody reads any more").unwrap();

    let mut idle = served.connect().await;
    idle.write_all(&request("/")).await.unwrap();
    assert!(all_of(&mut idle).await.starts_with("HTTP/1.1 200 OK"));
    assert!(began.elapsed() < SOON);
}

#[tokio::test]
async fn who_takes_nothing_loses_the_connection() {
    let served = served(1).await;
    let mut deaf = served.connect().await;
    deaf.write_all(&request("/long")).await.unwrap();
    // Its place is free again although nothing was taken.
    let mut next = served.connect().await;
    next.write_all(&request("/")).await.unwrap();
    assert!(answer(&mut next).await.starts_with("HTTP/1.1 200 OK"));
    assert!(all_of(&mut deaf).await.len() < 64 << 20);
}

#[tokio::test]
async fn there_are_only_so_many_connections() {
    let served = served(2).await;
    let (mut first, _second) = (served.connect().await, served.connect().await);
    first.write_all(&request("/")).await.unwrap();
    assert!(answer(&mut first).await.starts_with("HTTP/1.1 200 OK"));
    let mut third = served.connect().await;
    third.write_all(&request("/")).await.unwrap();
    let began = Instant::now();
    assert!(answer(&mut third).await.starts_with("HTTP/1.1 200 OK"));
    assert!(began.elapsed() >= HEAD / 2, "there was a place");
}

#[tokio::test]
async fn at_the_end_what_is_asked_is_answered_and_idle_ones_close() {
    let served = served(8).await;
    let (mut idle, mut asking) = (served.connect().await, served.connect().await);
    idle.write_all(&request("/")).await.unwrap();
    answer(&mut idle).await;
    asking.write_all(&request("/slow")).await.unwrap();
    sleep(HEAD / 3).await;
    served.end.send(()).unwrap();
    assert!(all_of(&mut asking).await.starts_with("HTTP/1.1 200 OK"));
    assert_eq!(all_of(&mut idle).await, "");
    timeout(SOON, served.serving).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(served.address).await.is_err());
}
