//! What the desk tells the reader.

use serde::Deserialize;
use serde_json::Value;
use shared::api::changes::UnreadView;
use shared::api::notices::{NoticeView, ReadRequest};

use super::Api;
use crate::failure::Failure;

/// The reader's notices, the newest first, as they came: what reads them comes later than what counts them.
#[derive(Debug, Deserialize)]
pub struct Notices {
    items: Vec<Value>,
    /// How many are unread.
    pub unread: i64,
}

impl Notices {
    /// How they stand.
    pub fn stand(&self) -> UnreadView {
        let unread = self.items.iter().filter(|item| item["read"] == false);
        let newest = unread.filter_map(|item| item["id"].as_i64()).max();
        UnreadView { unread: self.unread, newest: newest.unwrap_or(0) }
    }

    /// What they say. One that this app does not know, since the server is newer, is passed over.
    pub fn read(&self) -> Vec<NoticeView> {
        self.items.iter().filter_map(|item| NoticeView::deserialize(item).ok()).collect()
    }
}

impl Api {
    /// The reader's notices, the newest first.
    pub async fn notices(self) -> Result<Notices, Failure> {
        self.get("/notices").await
    }

    /// Marks all up to a number as read.
    pub async fn read_notices(self, up_to: i64) -> Result<(), Failure> {
        self.post::<Value>("/notices/read", &ReadRequest { up_to }).await.map(drop)
    }
}
