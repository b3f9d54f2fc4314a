//! Writing what a run has found of lines that no match holds: they wait, moved nothing, or are in discrepancies.

use std::sync::Arc;

use shared::recon::matching::LineId;
use shared::recon::{AccountId, ChannelAccount};

use super::{hold, put};
use crate::desk::recon::discrepancies::{self, Found};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{PlaceRecord, Tx};

/// Puts lines that wait, or moved nothing, into their places.
#[derive(Clone, Debug)]
pub struct WriteWaiting {
    /// The account.
    pub account: AccountId,
    /// Who runs it.
    pub holder: String,
    /// The places.
    pub places: Arc<[PlaceRecord]>,
}

impl Command for WriteWaiting {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        hold(tx, desk, &self.account, &self.holder).await?;
        let lines: Vec<LineId> = self.places.iter().map(|place| place.line).collect();
        tx.delete_places(&lines).await?;
        put(tx, &self.account, &self.places).await
    }
}

/// Writes discrepancies, each with its case.
#[derive(Clone, Debug)]
pub struct WriteDiscrepancies {
    /// The account.
    pub account: ChannelAccount,
    /// Who runs it.
    pub holder: String,
    /// The discrepancies.
    pub found: Arc<[Found]>,
}

impl Command for WriteDiscrepancies {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        hold(tx, desk, &self.account.id, &self.holder).await?;
        for found in self.found.iter() {
            discrepancies::open(tx, desk, &self.account, found.clone()).await?;
        }
        Ok(())
    }
}

/// Clears discrepancies that a run no longer finds.
#[derive(Clone, Debug)]
pub struct ClearDiscrepancies {
    /// The account.
    pub account: ChannelAccount,
    /// Who runs it.
    pub holder: String,
    /// The discrepancies.
    pub ids: Arc<[i64]>,
}

impl Command for ClearDiscrepancies {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        hold(tx, desk, &self.account.id, &self.holder).await?;
        for id in self.ids.iter() {
            discrepancies::clear(tx, desk, &self.account, *id).await?;
        }
        Ok(())
    }
}
