//! Keys that are asked for at the same moment are asked for in one query.
//!
//! Each is still asked for after its request came, so one that was revoked before is refused.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use crate::desk::Desk;
use crate::desk::lane::{Outcomes, Together};
use crate::error::Error;
use crate::store::{KeyOfClient, StoreError};

/// How long one query may take: where the database's machine is gone without a word, those who wait behind must not wait
/// for ever.
const QUERY_TIME_MAX: Duration = Duration::from_secs(5);

/// The keys of one query.
pub struct KeyGroup;

impl Together for KeyGroup {
    /// The key's public part.
    type Order = String;
    type Outcome = Option<KeyOfClient>;
    const ORDERS_MAX: usize = 256;

    async fn execute(desk: &Arc<Desk>, ids: Arc<[String]>) -> Result<Outcomes<Self>, Error> {
        let mut wanted: Vec<&str> = ids.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let query = async {
            let mut glance = desk.store.glance().await?;
            let found = glance.tx().keys_of_clients(&wanted).await?;
            glance.keep();
            Ok(found)
        };
        let answered = timeout(QUERY_TIME_MAX, query).await;
        let found = answered.unwrap_or_else(|_| Err(StoreError::unavailable("a query took too long")))?;
        let found: HashMap<&str, &KeyOfClient> = found.iter().map(|found| (found.key.id.as_str(), found)).collect();
        Ok(ids.iter().map(|id| Ok(found.get(id.as_str()).map(|found| (*found).clone()))).collect())
    }

    fn groups_at_once(_: &Desk) -> usize {
        // With more there would be fewer in each.
        1
    }
}

impl Desk {
    /// A key by its public part, with its client, as it stands in the database now.
    pub(super) async fn key_of_client(self: &Arc<Self>, id: &str) -> Result<Option<KeyOfClient>, Error> {
        self.key_lane.send(self, id.to_owned()).await
    }
}
