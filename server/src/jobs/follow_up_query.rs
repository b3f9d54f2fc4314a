//! Asks a channel how the payout of a case stands, and keeps whatever comes back.
//!
//! A call to somebody outside cannot be in a transaction, so it stands between two. What a crash leaves at each step, and
//! who mends it:
//!
//! 1. The job is due. A crash leaves it due.
//! 2. It was taken: leased for minutes. A crash leaves the lease; once that has run out any server takes the job, at 1.
//! 3. `StartQuery` has noted, in the job, that this attempt is being asked about since when. From here on the channel may
//!    have been asked. A crash leaves the note; whoever takes the job next finds it, keeps "asked, and the answer was
//!    lost" as evidence, and goes on with the schedule. It does not ask again in place of the lost call: what the channel
//!    was asked and what is on record agree, call by call.
//! 4. The call was made and the answer is in memory. A crash is as at 3. A database that is away is waited for: the answer
//!    may be the proof.
//! 5. `RecordAnswer` has, in one transaction, kept the answer, taken the note away, and, with nothing more to ask about, set
//!    the next run and ended the lease. Where the server does not learn that it was kept, it is kept again, which changes
//!    nothing. A crash between two attempts of one payout leaves the lease as at 2; whoever takes the job asks about both:
//!    a call too many, never one too few, and never two for one note.
//!
//! A server that was only slow, and whose lease has run out, keeps its answer all the same; the job it leaves alone.

use std::sync::Arc;
use std::time::Duration;

use crate::channels::follow_up::Line;
use crate::desk::Desk;
use crate::desk::cases::record_answer::RecordAnswer;
use crate::desk::cases::start_query::StartQuery;
use crate::error::Error;
use crate::store::{JobName, StoreError};

/// The first pause before an answer is tried to be kept again while the database is away; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest such pause.
const PAUSE_MAX: Duration = Duration::from_secs(15);
/// How often it is tried: for about a quarter of an hour.
const TRIES_MAX: u32 = 64;

/// Asks about every attempt that there is to ask about.
pub async fn run(desk: &Arc<Desk>, line: &Line, name: &JobName, holder: &str) -> Result<(), Error> {
    let mut rest = None;
    loop {
        let start = StartQuery { name: name.clone(), holder: holder.to_owned(), rest };
        let Some(query) = desk.execute(start).await? else { return Ok(()) };
        let said = line.ask(&query.follow_up, &query.question).await;
        let answer = RecordAnswer {
            name: name.clone(),
            holder: holder.to_owned(),
            number: query.number,
            api: query.question.api,
            attempt: query.question.order_number,
            heard_at: desk.clock.now(),
            said,
            is_last: query.rest.is_empty(),
        };
        keep(desk, &answer).await?;
        if query.rest.is_empty() {
            return Ok(());
        }
        rest = Some(query.rest);
    }
}

/// Keeps an answer, for as long as it takes.
async fn keep(desk: &Arc<Desk>, answer: &RecordAnswer) -> Result<(), Error> {
    let mut pause = PAUSE;
    for _ in 0..TRIES_MAX {
        match desk.execute(answer.clone()).await {
            Err(Error::Store(StoreError::Unavailable(_) | StoreError::Conflict(_))) => {}
            kept => return kept,
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
    desk.execute(answer.clone()).await
}
