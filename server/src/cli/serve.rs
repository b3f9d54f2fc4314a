//! `holdfast serve`: from the settings to a listening server, and to its end.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal;
use tokio::sync::watch;

use super::spoken;
use crate::app::App;
use crate::channels::follow_up::Line;
use crate::config::Config;
use crate::desk::channels::read_open_cases::keep_reading;
use crate::desk::clients::share_rates::share_rates;
use crate::desk::people::first_admin::{FIRST_ADMIN, LetFirstAdminIn};
use crate::folder::watch_folder;
use crate::http::listen::{self, Limits};
use crate::jobs::Runner;
use crate::webhooks::Sender;
use crate::{demo, http};

/// How long requests in flight may take to finish once the server was asked to end.
const GRACE: Duration = Duration::from_secs(35);

/// What `holdfast serve` takes.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    config: Config,
    /// Fill an empty desk with demo people, clients and cases first
    #[arg(long)]
    demo: bool,
}

impl Serve {
    /// Serves until the process is asked to end.
    pub async fn execute(self) -> anyhow::Result<()> {
        let mut app = App::unseeded(self.config).await?;
        if self.demo {
            // In a box of its own: a whole life of the desk is too deep a future for the compiler to lay out in another.
            show(Box::pin(demo::fill(&mut app)).await?);
        }
        app.seed().await?;
        let app = Arc::new(app);
        app.desk.count_watches().await.map_err(spoken)?;
        let listen = app.config.listen;
        let listener = TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
        let address = format!("http://{}", listener.local_addr()?);
        // Before anybody is told: whoever knows that it listens may ask it to end.
        let asked = asked_to_end();
        println!("listening on {address}");
        if let Some(path) = app.desk.execute(LetFirstAdminIn).await.map_err(spoken)? {
            println!("nobody has a password yet; set that of {FIRST_ADMIN} here, once, within 24 hours:");
            println!("{}", app.config.public_address.link(&path, &address));
        }
        let (end, ended) = watch::channel(false);
        let line = Line::to(app.config.query_origins.clone());
        let sender = Sender::reaching(app.config.reach());
        let jobs = tokio::spawn(Runner::new(Arc::clone(&app.desk), line, sender).run(ended.clone()));
        if let Some(folder) = app.config.statements_folder.clone() {
            tokio::spawn(watch_folder(Arc::clone(&app.desk), folder, ended.clone()));
        }
        tokio::spawn(share_rates(Arc::clone(&app)));
        tokio::spawn(keep_reading(Arc::clone(&app.desk)));
        serve(listener, app, asked, (end, ended)).await;
        // Whoever runs a job has a grace of its own.
        jobs.await?;
        tracing::info!("ended");
        Ok(())
    }
}

/// Says how to look around in the demo.
fn show(filled: Option<demo::Filled>) {
    let Some(demo::Filled { password }) = filled else {
        println!("The desk is not empty, so --demo leaves it as it is. For a demo beside it, name another database:");
        println!("  --demo --database sqlite://data/demo.sqlite");
        return;
    };
    println!("The demo is in. Its people sign in with the password {password}");
    for person in &demo::PEOPLE {
        println!("  {:<6} {:<11} {}", person.name, person.role.name(), person.display_name);
    }
}

/// Serves until a signal asks to end; then takes no more, and finishes what is in flight.
async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    asked: impl Future<Output = ()>,
    (end, ended): (watch::Sender<bool>, watch::Receiver<bool>),
) {
    let live = Arc::clone(&app.live);
    let serving = listen::serve(listener, http::router(app), Limits::default(), async move {
        asked.await;
        tracing::info!("asked to end; finishing what is in flight");
        // Streams have no end of their own to wait for; whoever listens comes back, here or at another server.
        live.end();
        end.send_replace(true);
    });
    tokio::select! {
        () = serving => {}
        () = grace_is_over(ended) => tracing::warn!("some requests did not finish in time"),
    }
}

async fn grace_is_over(mut ended: watch::Receiver<bool>) {
    if ended.wait_for(|ended| *ended).await.is_ok() {
        tokio::time::sleep(GRACE).await;
    } else {
        // The server ended by itself; it has the word.
        std::future::pending().await
    }
}

/// Ends when the process is asked to. Signals are heard from the call on, not from when it is waited for.
#[cfg(unix)]
fn asked_to_end() -> impl Future<Output = ()> {
    use signal::unix::{SignalKind, signal};

    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        match signals {
            (Ok(mut terminated), Ok(mut interrupted)) => tokio::select! {
                _ = terminated.recv() => {}
                _ = interrupted.recv() => {}
            },
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "signals cannot be listened to");
                let _ = signal::ctrl_c().await;
            }
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    let _ = signal::ctrl_c().await;
}
