//! What comes next with a file: saying which column is what, or looking at the days that its lines went into.

use leptos::prelude::*;
use shared::api::recon::{StatementState, StatementStateName, StatementView};
use shared::recon::{FaultKind, Format, Side};
use shared::role::Permission;
use shared::text::app::recon as text;

use super::all_there::AllThere;
use crate::api::recon::Day;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, use_language};
use crate::state::session::use_session;

/// Whether a file is a table, which is read by a mapping.
fn is_table(file: &StatementView) -> bool {
    let is_of_table = |format| matches!(format, Format::Csv | Format::Xlsx);
    let needs_one = match &file.state {
        StatementState::Refused { faults } => faults.iter().any(|fault| fault.kind == FaultKind::NeedsMapping),
        _ => false,
    };
    needs_one || file.mapping.is_some() || file.statement.as_ref().is_some_and(|it| is_of_table(it.head.format))
}

/// The step, where there is one.
#[component]
pub fn NextStep(
    /// The file.
    file: StatementView,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let may_send = untrack(|| session.may(Permission::SendStatements));
    let can_be_read_again = matches!(file.state.name(), StatementStateName::Read | StatementStateName::Refused);
    if may_send && can_be_read_again && is_table(&file) {
        let href = format!("/reconciliation/files/{}/mapping", file.id);
        let is_refused = file.state.name() == StatementStateName::Refused;
        let read_by = file.mapping.map(|name| {
            view! { <span class="muted small">{move || text::read_by_mapping(language.get(), &name)}</span> }
        });
        return view! {
            <p class="cluster">
                <a class="button" class:button--primary=is_refused href=href>{say(text::mapping_make)}</a>
                {read_by}
            </p>
        }
        .into_any();
    }
    let dates = file.statement.as_ref().map(|statement| (statement.first_date, statement.last_date));
    let (StatementState::Booked { moved, .. }, Some((date, until))) = (file.state, dates) else {
        return ().into_any();
    };
    let all_there = (file.side == Side::Ours).then(|| view! { <AllThere account=file.account.clone() until /> });
    let href = Day { account: file.account, date }.address();
    let moved = (moved > 0).then(|| {
        view! { <span class="muted small">{move || text::moved_lines(language.get(), moved)}</span> }
    });
    view! {
        <p class="cluster">
            <a class="button button--primary" href=href>
                <Icon glyph=Glyph::Arrow />
                {say(text::to_first_day)}
            </a>
            {all_there}
            {moved}
        </p>
    }
    .into_any()
}
