//! The policy in force.

use std::sync::{Arc, PoisonError, RwLock};

use shared::policy::Policy;

use crate::store::{StoreError, Tx};

/// The policy in force, read within the transaction that uses it: another server may have put a newer version into force a
/// moment ago. The number is asked for each time; what stands behind it never changes, and is kept.
#[derive(Clone, Default)]
pub struct Policies {
    kept: Arc<RwLock<Option<Arc<Policy>>>>,
}

impl Policies {
    /// The policy in force; the built-in one where nothing was ever stored, as on a desk that has just been brought up to
    /// date.
    pub async fn in_force(&self, tx: &mut Tx<'_>) -> Result<Arc<Policy>, StoreError> {
        let Some(version) = tx.policy_in_force().await? else { return Ok(Arc::new(Policy::built_in())) };
        if let Some(kept) = self.kept(version) {
            return Ok(kept);
        }
        let missing = || StoreError::bad_data("policy_versions", version, "the version is gone");
        let policy = Arc::new(tx.policy_version(version).await?.ok_or_else(missing)?.policy);
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&policy));
        Ok(policy)
    }

    fn kept(&self, version: i32) -> Option<Arc<Policy>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|kept| kept.version == version).cloned()
    }
}
