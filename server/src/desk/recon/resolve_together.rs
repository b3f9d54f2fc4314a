//! Resolving discrepancies together: hundreds of one account, type and cause, each checked by itself and decided by the same guard as
//! alone. Those that are refused are left, with why.

use std::sync::Arc;

use shared::api::problem::Code;
use shared::api::recon::{CaseSeen, ResolveTogetherRequest, ResolvedAs, ResolvedCase, ResolvedTogether};
use shared::case::{Case, CaseNumber};
use shared::recon::together::{NotTogether, together};
use shared::resolution::Resolution;
use shared::role::Permission;
use shared::text::Lang;

use crate::caller::Caller;
use crate::desk::cases::claim_case::ClaimCase;
use crate::desk::cases::resolve_case::ResolveCase;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

impl Desk {
    /// Resolves cases together.
    pub async fn resolve_together(
        self: &Arc<Self>,
        caller: &Caller,
        request: &ResolveTogetherRequest,
        lang: Lang,
    ) -> Result<ResolvedTogether, Error> {
        caller.require(Permission::WorkCases)?;
        let mut cases: Vec<Case> = Vec::with_capacity(request.cases.len());
        let mut reader = self.store.reader().await?;
        for seen in &request.cases {
            cases.extend(reader.tx().case(seen.number).await?);
        }
        drop(reader);
        let (_, left) = together(&cases, request.resolution);
        let mut items = Vec::with_capacity(request.cases.len());
        for seen in &request.cases {
            let is_there = cases.iter().any(|case| case.number == seen.number);
            let result = match left.iter().find(|(number, _)| *number == seen.number) {
                _ if !is_there => ResolvedAs::Left { why: NotTogether::NoDiscrepancy },
                Some((_, why)) => ResolvedAs::Left { why: *why },
                None => self.resolve_one(caller, *seen, request, lang).await?,
            };
            items.push(ResolvedCase { number: seen.number, result });
        }
        Ok(ResolvedTogether { items })
    }

    async fn resolve_one(
        self: &Arc<Self>,
        caller: &Caller,
        CaseSeen { number, version }: CaseSeen,
        request: &ResolveTogetherRequest,
        lang: Lang,
    ) -> Result<ResolvedAs, Error> {
        let (resolution, reason) = (request.resolution, request.reason.clone());
        let one = ResolveOne { caller: caller.clone(), number, version, resolution, reason, lang };
        match self.execute(one).await {
            Ok(Some(proposal)) => Ok(ResolvedAs::Proposed { proposal }),
            Ok(None) => Ok(ResolvedAs::Closed),
            Err(refused @ Error::Refused(_)) => Ok(ResolvedAs::Refused { problem: refused.problem(lang, None) }),
            Err(failure) => Err(failure),
        }
    }
}

/// One of several: claimed, and resolved, in one transaction.
struct ResolveOne {
    caller: Caller,
    number: CaseNumber,
    version: i64,
    resolution: Resolution,
    reason: String,
    lang: Lang,
}

impl Command for ResolveOne {
    /// The proposal, where approval is needed.
    type Outcome = Option<i32>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Option<i32>, Error> {
        let (caller, number, version) = (self.caller.clone(), self.number, self.version);
        ClaimCase { caller: caller.clone(), number, version, take_over: false }.run(tx, desk).await?;
        let case = tx.case(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let (resolution, reason, lang) = (self.resolution, Some(self.reason.clone()), self.lang);
        let resolve = ResolveCase { caller, number, version: case.version, resolution, reason, lang };
        Ok(resolve.run(tx, desk).await?.map(|proposal| proposal.seq))
    }
}
