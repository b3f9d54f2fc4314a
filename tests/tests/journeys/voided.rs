//! Evidence that comes between proposing and approving: nobody approves what nobody saw.

use anyhow::Result;
use tests::response::wechat;
use tests::{Caller, Desk, Engine, Visitor};

use crate::furnished::{proposed, unfound};

#[tokio::test]
async fn evidence_between_proposal_and_approval_voids_it_and_tells_both() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let core = desk.core().await?;
    let (lin, wu) = (desk.holdfast.person("lin", "operator")?, desk.holdfast.person("wu", "supervisor")?);
    let maker = Caller::signed_in(&desk.holdfast.url(""), &lin).await?;
    let number = proposed(&core, &maker, unfound(), "The portal does not know it").await?;

    let wu = Visitor::signed_in(&desk.holdfast, &wu).await?;
    wu.open(&format!("/cases/{number}")).await?;
    wu.press_in("Decide", "Approve").await?;
    wu.fill("Remark", "I looked too").await?;
    core.add_query(number, wechat("SUCCESS")).await?;
    // It is told by itself, before anything can be approved that was not seen.
    wu.sees("This case changed while you were looking at it").await?;
    wu.sees("New evidence #4").await?;
    wu.sees("voided by new evidence #4").await?;
    wu.sees("What you typed is still here").await?;

    let lin = Visitor::signed_in(&desk.holdfast, &lin).await?;
    lin.press("Notices, 1 unread").await?;
    lin.sees("New evidence #4 voided proposal 1. The decision is open again.").await?;
    lin.press(&number.to_string()).await?;
    lin.is_at(&format!("/cases/{number}")).await?;
    lin.sees_in("Decide", "voided by new evidence #4").await?;
    lin.had_no_errors().await
}
