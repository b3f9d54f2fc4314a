//! `/ledger-lines`: the lines of our own books, a JSON object on each line of the body, taken while they come in.

mod lines;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use shared::api::problem::Code;
use shared::api::recon::{
    LEDGER_LINES_MAX, LedgerAnswer, LedgerLineRequest, LineRefusal, LineRefusalCode, REFUSALS_LISTED_MAX,
};
use shared::text::Lang;

use self::lines::{Lines, Read};
use super::unread::pass_over;
use crate::app::App;
use crate::caller::Caller;
use crate::desk::recon::take_ledger_lines::TakeLedgerLines;
use crate::error::Error;
use crate::http::extract::{Json, Language, MediaType};
use crate::http::json;
use crate::http::permitted::{Permitted, to};

/// How many lines are taken in one transaction: nobody else waits long for the one writer of SQLite.
const LINES_PER_BATCH: usize = 1_000;

/// Takes lines of our books: at most 100,000, each a JSON object for itself on a line of its own (NDJSON). Lines are taken while
/// they come in; one that is at fault keeps no other from being taken. After a connection that broke, send the same again.
#[utoipa::path(
    post,
    path = "/ledger-lines",
    tag = "reconciliation",
    request_body(content = LedgerLineRequest, content_type = "application/x-ndjson"),
    responses((status = 200, description = "What became of the lines", body = LedgerAnswer)),
)]
pub async fn send_ledger_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendLedgerLines>,
    Language(lang): Language,
    MediaType(media_type): MediaType,
    body: Body,
) -> Result<Json<LedgerAnswer>, Error> {
    if !matches!(media_type.as_deref(), Some("application/x-ndjson" | "application/jsonl")) {
        pass_over(body).await;
        return Err(Error::refuse(Code::UnsupportedMediaType));
    }
    let mut lines = Lines::of(body);
    let mut taking = Taking { app: &app, caller, lang, batch: Vec::new(), answer: LedgerAnswer::default() };
    let mut number = 0;
    while let Some(read) = lines.next().await? {
        number += 1;
        match read {
            Read::Blank => {}
            _ if number > LEDGER_LINES_MAX => taking.refuse(number, LineRefusalCode::TooMany, None),
            Read::TooLong => taking.refuse(number, LineRefusalCode::TooLong, None),
            Read::Line(text) => taking.line(number, &text).await?,
        }
    }
    taking.take().await?;
    taking.answer.refusals.sort_by_key(|refusal| refusal.line);
    Ok(Json(taking.answer))
}

/// The lines that wait to be taken, and what became of those before.
struct Taking<'a> {
    app: &'a App,
    caller: Caller,
    lang: Lang,
    batch: Vec<(u64, LedgerLineRequest)>,
    answer: LedgerAnswer,
}

impl Taking<'_> {
    async fn line(&mut self, number: u64, text: &[u8]) -> Result<(), Error> {
        match json::read::<LedgerLineRequest>(text) {
            Ok(request) => self.batch.push((number, request)),
            Err(error) => self.refuse(number, LineRefusalCode::BadJson, Some(&error)),
        }
        if self.batch.len() >= LINES_PER_BATCH { self.take().await } else { Ok(()) }
    }

    async fn take(&mut self) -> Result<(), Error> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let lines: Arc<[_]> = std::mem::take(&mut self.batch).into();
        let take = TakeLedgerLines { caller: self.caller.clone(), lines, lang: self.lang };
        let said = self.app.desk.execute(take).await?;
        self.answer.taken += said.taken;
        self.answer.repeated += said.repeated;
        self.answer.moved += said.moved;
        self.answer.refused += said.refused;
        let room = REFUSALS_LISTED_MAX.saturating_sub(self.answer.refusals.len());
        self.answer.refusals.extend(said.refusals.into_iter().take(room));
        Ok(())
    }

    /// Refuses a line; where fields of it are at fault, with those.
    fn refuse(&mut self, line: u64, code: LineRefusalCode, why: Option<&Error>) {
        self.answer.refused += 1;
        if self.answer.refusals.len() < REFUSALS_LISTED_MAX {
            let fields = why.map(|error| error.problem(self.lang, None).errors).unwrap_or_default();
            let code = if fields.is_empty() { code } else { LineRefusalCode::InvalidFields };
            self.answer.refusals.push(LineRefusal { line, code, fields });
        }
    }
}
