//! The operations that the server describes, ready to be called.

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::Value;
use shared::case::CaseNumber;
use shared::role::Permission;
use tests::{Caller, Desk};

/// One operation of the API.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in the description.
    pub name: String,
    /// Its method.
    pub method: Method,
    /// Its path below the API, with `{…}` where something is to be put.
    pub path: String,
    /// Whether it takes a body.
    pub takes_body: bool,
}

/// Whom an operation is open to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenTo {
    /// Anybody, known or not.
    Anybody,
    /// Every person, for what is their own.
    Persons,
    /// Whoever has the permission.
    Holders(Permission),
}

/// Every operation that the desk describes.
pub async fn operations(desk: &Desk) -> Result<Vec<Operation>> {
    let description: Value = desk.nobody()?.get("/openapi.json").await?;
    let mut operations = Vec::new();
    for (path, item) in description["paths"].as_object().context("paths")? {
        for (method, operation) in item.as_object().context("a path")? {
            operations.push(Operation {
                name: operation["operationId"].as_str().context("a name")?.to_owned(),
                method: method.to_uppercase().parse()?,
                path: path.strip_prefix("/api/v1").context("a path outside the API")?.to_owned(),
                takes_body: operation["requestBody"].is_object(),
            });
        }
    }
    Ok(operations)
}

impl Operation {
    /// Whom it must be open to, as the domain says.
    ///
    /// # Panics
    ///
    /// Where nobody has said: every operation has to stand here.
    pub fn open_to(&self) -> OpenTo {
        use Permission::*;
        match self.name.as_str() {
            "sign_in" | "set_up" | "get_link" => OpenTo::Anybody,
            "get_session" | "sign_out" | "change_password" | "list_sessions" | "end_session" | "list_notices"
            | "read_notices" | "list_views" | "save_view" | "delete_view" => OpenTo::Persons,
            "list_exceptions" | "export_exceptions" | "count_views" | "get_exception" | "get_choices" | "get_trail"
            | "list_evidence" | "get_evidence" | "get_attachment" | "list_approvals" | "export_approvals"
            | "list_watches" | "export_watches" | "follow_changes" | "be_present" | "leave" => {
                OpenTo::Holders(ReadCases)
            }
            "list_channels"
            | "get_channel"
            | "list_channel_versions"
            | "get_channel_trail"
            | "list_channel_endings"
            | "list_open_channel_changes"
            | "list_channel_changes"
            | "get_channel_change" => OpenTo::Holders(ReadChannels),
            "get_channel_change_effect" | "get_case_endings" => OpenTo::Holders(ReadCases),
            "propose_channel_change" | "withdraw_channel_change" => OpenTo::Holders(ProposeChannels),
            "approve_channel_change" | "reject_channel_change" => OpenTo::Holders(ApproveChannels),
            "get_policy"
            | "list_policy_versions"
            | "get_policy_trail"
            | "list_policy_changes"
            | "get_policy_change" => OpenTo::Holders(ReadPolicies),
            "get_policy_change_effect" | "get_proposal" => OpenTo::Holders(ReadCases),
            "propose_policy_change" | "withdraw_policy_change" => OpenTo::Holders(ProposePolicies),
            "approve_policy_change" | "reject_policy_change" => OpenTo::Holders(ApprovePolicies),
            "claim" | "release" | "wait" | "write_note" | "record_observation" | "resolve" | "query_channel"
            | "pay_again" | "withdraw" => OpenTo::Holders(WorkCases),
            "draft_order" | "edit_order" | "propose_order" | "withdraw_order" => OpenTo::Holders(WorkCases),
            "list_correction_orders"
            | "count_correction_orders"
            | "export_correction_orders"
            | "get_order"
            | "export_postings" => OpenTo::Holders(ReadCorrections),
            "acknowledge_order" => OpenTo::Holders(AcknowledgePostings),
            "approve" | "reject" | "decide_several" => OpenTo::Holders(Approve),
            "reveal" => OpenTo::Holders(RevealBeneficiary),
            "file_exception" | "file_batch" => OpenTo::Holders(FileExceptions),
            "add_evidence" => OpenTo::Holders(AddResponses),
            "list_channel_accounts" | "get_channel_account" => OpenTo::Holders(ReadChannels),
            "make_channel_account" | "change_channel_account" => OpenTo::Holders(ManageAccounts),
            "get_account_trail"
            | "list_statements"
            | "get_statement"
            | "list_statement_lines"
            | "list_statement_days"
            | "get_statement_content"
            | "list_mappings"
            | "get_mapping"
            | "list_day_lines"
            | "list_matches"
            | "list_discrepancies"
            | "get_calendar"
            | "get_day"
            | "get_day_attachment"
            | "get_funds_flow"
            | "export_statements"
            | "export_statement_lines"
            | "export_day_lines"
            | "export_matches"
            | "export_discrepancies"
            | "export_funds_flow"
            | "export_calendar" => OpenTo::Holders(ReadRecon),
            "run_day" | "match_by_hand" | "undo_match" | "tell_balance" | "collect_day" | "propose_closing"
            | "withdraw_closing" => OpenTo::Holders(WorkRecon),
            "resolve_together" => OpenTo::Holders(WorkCases),
            "approve_closing" | "reject_closing" => OpenTo::Holders(ApproveClosing),
            "send_ledger_lines" | "end_ledger_day" => OpenTo::Holders(SendLedgerLines),
            "send_statement"
            | "read_statement_again"
            | "book_statement"
            | "discard_statement"
            | "save_mapping"
            | "preview_statement" => OpenTo::Holders(SendStatements),
            "list_users" | "make_user" | "change_user" | "make_setup_link" => OpenTo::Holders(ManageUsers),
            "list_webhooks"
            | "make_webhook"
            | "get_webhook"
            | "change_webhook"
            | "remove_webhook"
            | "rotate_webhook_secret"
            | "test_webhook"
            | "list_deliveries"
            | "export_deliveries"
            | "get_delivery"
            | "replay_delivery"
            | "replay_deliveries" => OpenTo::Holders(ManageWebhooks),
            "list_clients" | "make_client" | "change_client" | "rotate_key" | "revoke_key" => {
                OpenTo::Holders(ManageClients)
            }
            unknown => panic!("whom is {unknown} open to?"),
        }
    }

    /// Someone to whom it is open.
    pub async fn caller(&self, desk: &Desk) -> Result<Caller> {
        match self.open_to() {
            OpenTo::Anybody => desk.nobody(),
            OpenTo::Persons => desk.mei().await,
            OpenTo::Holders(
                Permission::FileExceptions
                | Permission::AddResponses
                | Permission::AcknowledgePostings
                | Permission::SendLedgerLines,
            ) => desk.core().await,
            OpenTo::Holders(Permission::ManageUsers | Permission::ManageClients | Permission::ManageWebhooks) => {
                desk.root().await
            }
            OpenTo::Holders(_) => desk.wu().await,
        }
    }

    /// Its path for that case, and for other things that are not there.
    pub fn path_for(&self, number: CaseNumber) -> String {
        let id = if self.path.starts_with("/channels") { "wechat_transfer" } else { "999999999" };
        let number =
            if self.path.starts_with("/correction-orders") { "CO-999999999".into() } else { number.to_string() };
        // What has to be asked for with a period is.
        let period = if self.path == "/postings" { "?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z" } else { "" };
        let period = match self.name.as_str() {
            "get_calendar" | "export_calendar" => "?from=2026-03-01&to=2026-03-31",
            "get_funds_flow" | "export_funds_flow" => "?account=nobodys&from=2026-03-01&to=2026-03-31",
            _ => period,
        };
        let period = if self.name == "send_statement" { "?account=nobodys&name=file" } else { period };
        format!("{}{period}", self.path)
            .replace("{account}", "nobodys")
            .replace("{file}", "999999999")
            .replace("{date}", "2026-03-02")
            .replace("{number}", &number)
            .replace("{seq}", "1")
            .replace("{delivery}", "1")
            .replace("{sha256}", &"0".repeat(64))
            .replace("{token}", &"0".repeat(64))
            .replace("{key}", "0000000000000000")
            .replace("{name}", "nobody-of-that-name")
            .replace("{id}", id)
    }
}
