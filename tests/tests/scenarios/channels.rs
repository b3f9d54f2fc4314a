//! Changes of channels: proposed by one person, approved by another, bound to what was seen. Each scenario describes a
//! channel of its own.

use anyhow::{Context, Result};
use shared::api::notices::Notice;
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::channel::{
    Api, ApiRole, ChangeState, ChannelProfile, Code as Entry, Danger, Difference, Field, FieldRole, Pointers,
};
use shared::digest::Digest;
use shared::evidence::Claim;
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        what_one_proposes_another_puts_into_force,
        nobody_approves_their_own_change,
        only_supervisors_approve_a_change,
        an_approval_of_a_change_binds_to_what_was_seen,
        a_change_made_from_an_old_version_is_refused,
        one_change_of_a_channel_waits_at_a_time,
        of_two_supervisors_one_approves,
        a_profile_by_which_an_unknown_could_fail_is_refused_field_by_field,
        a_rejected_and_a_withdrawn_change_put_nothing_into_force,
        checkers_are_told_what_waits_and_makers_what_became_of_it,
        the_built_in_channels_are_in_force;
}

/// A profile of one query whose field `state` lists these codes; as nobody has described the channel yet.
pub(super) fn described(name: &str, codes: &[(&str, Claim)]) -> ChannelProfile {
    let entry = |(code, claim): &(&str, Claim)| Entry {
        code: (*code).to_owned(),
        claim: *claim,
        wording: "as the page says".to_owned(),
        source: "https://example.com/codes".to_owned(),
        reviewed_by: None,
        reviewed_on: None,
    };
    let at = Pointers { json: Some("/state".to_owned()), ..Pointers::default() };
    let codes = codes.iter().map(entry).collect();
    let field = Field { name: "state".to_owned(), role: FieldRole::Outcome, at, pass: vec![], codes };
    let api =
        Api { name: "query".to_owned(), role: ApiRole::Query, order_number: None, returned: None, fields: vec![field] };
    let id = format!("{name}-{}", tests::payout::payout().order_number().to_lowercase());
    ChannelProfile { apis: vec![api], ..ChannelProfile::undescribed(&id) }
}

/// Puts a profile into force: Wu proposes, Zhao approves. Answers the version in force, ready to be changed.
pub(super) async fn put_into_force(desk: &Desk, profile: &ChannelProfile) -> Result<ChannelProfile> {
    let proposed = desk.wu().await?.propose_channel(profile).await?.change;
    desk.zhao().await?.approve_channel(&profile.id, proposed.seq, proposed.binds_to).await?;
    Ok(proposed.profile)
}

/// The same with these codes.
pub(super) fn with_codes(profile: &ChannelProfile, codes: &[(&str, Claim)]) -> ChannelProfile {
    ChannelProfile { apis: described("x", codes).apis, ..profile.clone() }
}

async fn what_one_proposes_another_puts_into_force(desk: &Desk) -> Result<()> {
    let (wu, zhao, lin) = (desk.wu().await?, desk.zhao().await?, desk.lin().await?);
    let profile = described("new", &[("OK", Claim::ProvesPaid)]);
    let id = profile.id.as_str();
    refused(lin.channel(id).await, Code::NotFound);
    let proposed = wu.propose_channel(&profile).await?;
    assert_eq!((proposed.change.seq, proposed.change.base_version, proposed.change.profile.version), (1, 0, 1));
    assert!(proposed.differences.iter().any(|difference| difference.danger() == Some(Danger::ProvesPaid)));
    let waiting = zhao.channel(id).await?;
    assert_eq!(waiting.profile, ChannelProfile::undescribed(id), "nothing is in force before it is approved");
    assert!(
        waiting.open.is_some_and(|open| open.may_decide) && !wu.channel(id).await?.open.context("open")?.may_decide
    );
    assert!(zhao.open_channel_changes().await?.items.iter().any(|open| open.change.profile.id == id));
    zhao.approve_channel(id, 1, proposed.change.binds_to).await?;
    let in_force = lin.channel(id).await?;
    assert_eq!((in_force.profile.version, in_force.open), (1, None));
    let second = with_codes(&in_force.profile, &[("OK", Claim::ProvesPaid), ("NO", Claim::ProvesNotPaid)]);
    put_into_force(desk, &second).await?;
    let versions = lin.channel_versions(id).await?.items;
    assert_eq!(versions.iter().map(|version| version.profile.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[1].profile.apis, profile.apis, "old versions stay");
    let trail = desk.gu().await?.channel_trail(id).await?;
    use Action::{ChannelChangeApproved, ChannelChangeProposed, ChannelVersionInForce};
    let once = [ChannelChangeProposed, ChannelChangeApproved, ChannelVersionInForce];
    assert_eq!(super::actions(&trail)?, [once, once].concat());
    Ok(())
}

async fn checkers_are_told_what_waits_and_makers_what_became_of_it(desk: &Desk) -> Result<()> {
    let (wu, zhao, lin) = (desk.wu().await?, desk.zhao().await?, desk.lin().await?);
    let profile = described("told", &[]);
    let id = profile.id.as_str();
    wu.propose_channel(&profile).await?;
    let channel = id.to_owned();
    let waits = |change| Notice::ChannelChangeWaits { channel: channel.clone(), change, by: wu.name.clone() };
    assert_eq!(zhao.notices_of_channel(id).await?, [waits(1)]);
    let reason = "No page says so.".to_owned();
    zhao.reject_channel(id, 1, &reason).await?;
    let second = wu.propose_channel(&profile).await?.change;
    zhao.approve_channel(id, 2, second.binds_to).await?;
    let by = zhao.name.clone();
    let rejected = Notice::ChannelChangeRejected { channel: channel.clone(), change: 1, by: by.clone(), reason };
    let approved = Notice::ChannelChangeApproved { channel: channel.clone(), change: 2, by, version: 1 };
    assert_eq!(wu.notices_of_channel(id).await?, [rejected, approved], "what one did oneself one is not told");
    assert_eq!(zhao.notices_of_channel(id).await?, [waits(1), waits(2)]);
    assert!(lin.notices_of_channel(id).await?.is_empty(), "an operator decides on no channel");
    Ok(())
}

async fn nobody_approves_their_own_change(desk: &Desk) -> Result<()> {
    let wu = desk.wu().await?;
    let profile = described("own", &[]);
    let proposed = wu.propose_channel(&profile).await?.change;
    refused(wu.approve_channel(&profile.id, 1, proposed.binds_to).await, Code::MakerMayNotCheck);
    refused(wu.reject_channel(&profile.id, 1, "my own").await, Code::MakerMayNotCheck);
    refused(desk.zhao().await?.withdraw_channel(&profile.id, 1, "not mine").await, Code::Forbidden);
    assert_eq!(wu.channel(&profile.id).await?.profile.version, 0);
    Ok(())
}

async fn only_supervisors_approve_a_change(desk: &Desk) -> Result<()> {
    let root = desk.root().await?;
    let profile = described("roles", &[]);
    for who in [desk.lin().await?, desk.gu().await?, desk.core().await?] {
        refused(who.propose_channel(&profile).await, Code::Forbidden);
    }
    let proposed = root.propose_channel(&profile).await?.change;
    for who in [desk.lin().await?, desk.gu().await?, desk.core().await?, root] {
        refused(who.approve_channel(&profile.id, 1, proposed.binds_to).await, Code::Forbidden);
    }
    desk.wu().await?.approve_channel(&profile.id, 1, proposed.binds_to).await?;
    Ok(())
}

async fn an_approval_of_a_change_binds_to_what_was_seen(desk: &Desk) -> Result<()> {
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let profile = described("binds", &[]);
    let first = wu.propose_channel(&profile).await?.change;
    refused(zhao.approve_channel(&profile.id, 1, Digest::ZERO).await, Code::EvidenceChanged);
    refused(zhao.approve_channel(&profile.id, 2, first.binds_to).await, Code::NotFound);
    wu.withdraw_channel(&profile.id, 1, "a code is missing").await?;
    wu.propose_channel(&with_codes(&profile, &[("OK", Claim::ProvesPaid)])).await?;
    refused(zhao.approve_channel(&profile.id, 2, first.binds_to).await, Code::EvidenceChanged);
    Ok(())
}

async fn a_change_made_from_an_old_version_is_refused(desk: &Desk) -> Result<()> {
    let profile = described("stale", &[]);
    let first = put_into_force(desk, &profile).await?;
    put_into_force(desk, &ChannelProfile { minimum_age_minutes: 60, ..first.clone() }).await?;
    let stale = ChannelProfile { minimum_age_minutes: 90, ..first };
    let problem = refused(desk.wu().await?.propose_channel(&stale).await, Code::ChannelChanged);
    assert_eq!(problem.detail.as_deref(), Some("You saw version 1; version 2 is in force."));
    Ok(())
}

async fn one_change_of_a_channel_waits_at_a_time(desk: &Desk) -> Result<()> {
    let profile = described("one", &[]);
    desk.wu().await?.propose_channel(&profile).await?;
    let problem = refused(desk.zhao().await?.propose_channel(&profile).await, Code::ChannelChangeOpen);
    assert_eq!(problem.detail.as_deref(), Some("wu proposed it."));
    Ok(())
}

async fn of_two_supervisors_one_approves(desk: &Desk) -> Result<()> {
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let mut profile = described("race", &[]);
    for version in 1..=4 {
        profile.minimum_age_minutes += 1;
        let proposed = desk.root().await?.propose_channel(&profile).await?.change;
        let (id, seq, binds_to) = (profile.id.as_str(), proposed.seq, proposed.binds_to);
        let (one, other) = tokio::join!(wu.approve_channel(id, seq, binds_to), zhao.approve_channel(id, seq, binds_to));
        let late = if one.is_ok() { other } else { one };
        refused(late, Code::ProposalNotOpen);
        profile = wu.channel(id).await?.profile;
        assert_eq!(profile.version, version);
    }
    Ok(())
}

async fn a_profile_by_which_an_unknown_could_fail_is_refused_field_by_field(desk: &Desk) -> Result<()> {
    let wu = desk.wu().await?;
    let mut profile =
        described("wrong", &[("*", Claim::ProvesNotPaid), ("A", Claim::NonFinal), ("A", Claim::NoRecord)]);
    profile.minimum_age_minutes = -1;
    let problem = refused(wu.propose_channel(&profile).await, Code::InvalidFields);
    let at = "profile.api[0].field[0]";
    let places = [format!("{at}.code[0].code"), format!("{at}.code[2].code")];
    let expected = [
        ("profile.minimum_age_minutes", FieldCode::OutOfRange),
        (places[0].as_str(), FieldCode::MayNotProve),
        (places[1].as_str(), FieldCode::Duplicate),
    ];
    assert_eq!(super::faults(&problem), expected);
    let problem =
        refused(wu.clone().with("accept-language", "zh").propose_channel(&profile).await, Code::InvalidFields);
    assert_eq!(problem.errors[0].expected, "分钟数，0 至一年");
    let sound = put_into_force(desk, &described("same", &[])).await?;
    let problem = refused(wu.propose_channel(&sound).await, Code::InvalidFields);
    assert_eq!(super::faults(&problem), [("profile", FieldCode::Unchanged)]);
    Ok(())
}

async fn a_rejected_and_a_withdrawn_change_put_nothing_into_force(desk: &Desk) -> Result<()> {
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let profile = described("ended", &[("OK", Claim::ProvesPaid)]);
    let id = profile.id.as_str();
    let first = wu.propose_channel(&profile).await?.change;
    refused(zhao.reject_channel(id, 1, " ").await, Code::InvalidFields);
    zhao.reject_channel(id, 1, "the page says otherwise").await?;
    refused(zhao.approve_channel(id, 1, first.binds_to).await, Code::ProposalNotOpen);
    wu.propose_channel(&profile).await?;
    wu.withdraw_channel(id, 2, "I looked again").await?;
    refused(wu.withdraw_channel(id, 2, "again").await, Code::ProposalNotOpen);
    let changes = wu.channel_changes(id).await;
    let states: Vec<ChangeState> = changes?.items.into_iter().map(|view| view.change.state).collect();
    assert!(matches!(states[..], [ChangeState::Withdrawn { .. }, ChangeState::Rejected { .. }]), "both are kept");
    refused(wu.channel(id).await, Code::NotFound);
    Ok(())
}

async fn the_built_in_channels_are_in_force(desk: &Desk) -> Result<()> {
    let view = desk.root().await?.channel("unionpay_payout").await?;
    assert_eq!((view.profile.version, view.changed_by.map(|actor| actor.to_string())), (1, Some("desk".to_owned())));
    let mut changed = view.profile;
    changed.cut_off = Some(shared::channel::CutOff { at: "23:00".to_owned(), source: "our contract".to_owned() });
    let proposed = desk.root().await?.propose_channel(&changed).await?;
    assert!(matches!(proposed.differences[..], [Difference::Fact { .. }]), "{:?}", proposed.differences);
    desk.root().await?.withdraw_channel("unionpay_payout", proposed.change.seq, "only looking").await?;
    Ok(())
}
