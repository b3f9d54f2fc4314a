//! Reading cases, lists, evidence, trails and notices.

use shared::api::approvals::ApprovalList;
use shared::api::commands::ChoicesView;
use shared::api::exceptions::{AuditView, CaseList, CaseView, CountsView, EvidenceList, RawEvidenceView};
use shared::api::notices::{Notice, NoticeList};
use shared::case::CaseNumber;
use shared::resolution::{Choice, Resolution};

use super::{Answer, Caller};

impl Caller {
    /// A case.
    pub async fn case(&self, number: CaseNumber) -> Answer<CaseView> {
        self.get(&format!("/exceptions/{number}")).await
    }

    /// What the guards answer for one resolution of a case.
    pub async fn choice(&self, number: CaseNumber, resolution: Resolution) -> Answer<Choice> {
        let found = self.choices(number).await?.into_iter().find(|choice| choice.resolution == resolution);
        Ok(found.ok_or_else(|| anyhow::anyhow!("{number} has no choice {resolution:?}"))?)
    }

    /// Everything that may be chosen, or why not.
    pub async fn choices(&self, number: CaseNumber) -> Answer<Vec<Choice>> {
        let view: ChoicesView = self.get(&format!("/exceptions/{number}/choices")).await?;
        Ok(view.choices)
    }

    /// All evidence of a case, with raw bodies.
    pub async fn evidence(&self, number: CaseNumber) -> Answer<EvidenceList> {
        self.get(&format!("/exceptions/{number}/evidence")).await
    }

    /// One piece of evidence, with its raw body.
    pub async fn evidence_piece(&self, number: CaseNumber, seq: i32) -> Answer<RawEvidenceView> {
        self.get(&format!("/exceptions/{number}/evidence/{seq}")).await
    }

    /// The trail of a case.
    pub async fn trail(&self, number: CaseNumber) -> Answer<AuditView> {
        self.get(&format!("/exceptions/{number}/audit")).await
    }

    /// A page of cases.
    pub async fn list(&self, parameters: &[(&str, &str)]) -> Answer<CaseList> {
        self.get_with("/exceptions", parameters).await
    }

    /// How many cases each of one's own views holds.
    pub async fn counts(&self) -> Answer<CountsView> {
        self.get("/exceptions/counts").await
    }

    /// The proposals that wait.
    pub async fn approvals(&self) -> Answer<ApprovalList> {
        self.get("/approvals").await
    }

    /// What the desk told about a case, the oldest first.
    pub async fn notices_of(&self, number: CaseNumber) -> Answer<Vec<Notice>> {
        let list: NoticeList = self.get("/notices").await?;
        let of_case = list.items.into_iter().filter(|view| view.number == Some(number));
        let mut notices: Vec<Notice> = of_case.map(|view| view.notice).collect();
        notices.reverse();
        Ok(notices)
    }

    /// The caller's notices about a channel, the oldest first.
    pub async fn notices_of_channel(&self, channel: &str) -> Answer<Vec<Notice>> {
        let list: NoticeList = self.get("/notices").await?;
        let of_channel = list.items.into_iter().filter(|view| view.notice.channel() == Some(channel));
        let mut notices: Vec<Notice> = of_channel.map(|view| view.notice).collect();
        notices.reverse();
        Ok(notices)
    }
}
