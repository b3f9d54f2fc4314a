//! What the desk tells the reader.

use serde_json::Value;
use shared::api::notices::{NoticeList, ReadRequest};

use super::Api;
use crate::failure::Failure;

impl Api {
    /// The reader's notices, the newest first.
    pub async fn notices(self) -> Result<NoticeList, Failure> {
        self.get("/notices").await
    }

    /// Marks all up to a number as read.
    pub async fn read_notices(self, up_to: i64) -> Result<(), Failure> {
        self.post::<Value>("/notices/read", &ReadRequest { up_to }).await.map(drop)
    }
}
