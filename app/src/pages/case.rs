//! A case: its facts on the left, its evidence in the middle, deciding on the right. On small screens, one at a time.

mod actions;
mod adjust_fee;
mod asking;
mod attachments;
mod body;
mod changes;
mod changes_bar;
mod choices;
mod clear_transit;
mod closed;
mod decide;
mod effect;
mod endings;
mod evidence;
mod facts;
mod file;
mod finding;
mod head;
mod matter;
mod notes;
mod observe;
mod orders;
mod parties;
mod pay_again;
mod present;
mod proposal;
mod raise_order;
mod report;
mod seen;
mod stake;
mod told;
mod trail;
mod verdict;
mod wait;
mod watched;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::role::Permission;
use shared::text::app::case as text;

use crate::components::allowed::Allowed;
use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::components::tabs::Tabs;
use crate::components::title::PageTitle;
use crate::failure::Failure;
use crate::pages::not_found::NotFound;
use crate::state::connection::use_connection;
use crate::state::language::{say, use_language};
use crate::state::list::use_list;
use crate::state::live::{News, use_live};
pub use changes::proposal_state;
use changes_bar::ChangesBar;
use decide::Decide;
use evidence::EvidenceColumn;
pub use evidence::claim_look;
use facts::Facts;
use file::CaseFile;
use head::Head;
pub use seen::Seen;
pub use trail::TrailDialog;

/// The page: the case whose number stands in the address.
#[component]
pub fn CasePage() -> impl IntoView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")?.parse::<CaseNumber>().ok()));
    // Another case is another page: nothing typed for one may end up on the other.
    move || match number.get() {
        Some(number) => view! { <Allowed needs=Permission::ReadCases><Case number /></Allowed> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Case(number: CaseNumber) -> impl IntoView {
    let (language, connection) = (use_language(), use_connection());
    let file = CaseFile::open(number);
    provide_context(file);
    use_list().go_to(number);
    use_live().listen(move |news| match news {
        News::Changed(row) if row.number == number => file.hear(row.version),
        News::ReadAnew => file.read(),
        News::Presence(view) if view.number == number => file.present.set(view.people),
        News::Changed(_) | News::Notices(_) | News::Presence(_) => {}
    });
    present::keep_present(file);
    Effect::new(move |_| {
        connection.healed();
        file.read();
    });
    let title = Signal::derive(move || text::title(language.get(), &number.to_string()));
    let is_missing = Memo::new(move |_| {
        file.failure.with(|failure| failure.as_ref().and_then(Failure::code) == Some(Code::NotFound))
    });
    let words = Signal::derive(move || {
        let failure = file.failure.get().filter(|_| !is_missing.get());
        failure.map(|failure| failure.words(language.get()))
    });
    view! {
        <PageTitle title />
        <div class="case">
            <ProblemNotice words>
                <a href=use_list().address()>{say(text::back_to_queue)}</a>
            </ProblemNotice>
            <Show
                when=move || file.is_read()
                fallback=move || {
                    view! {
                        <Show when=move || is_missing.get()>
                            <NotFound />
                        </Show>
                        <Show when=move || file.failure.with(Option::is_none)>
                            <div class="page">
                                <Skeleton lines=9 />
                            </div>
                        </Show>
                    }
                }
            >
                <Columns />
            </Show>
        </div>
    }
}

/// The parts of the case, once it was read.
#[component]
fn Columns() -> impl IntoView {
    let language = use_language();
    // On small screens deciding comes first: it says what the evidence says.
    let part = RwSignal::new(2_usize);
    actions::register();
    let labels = Signal::derive(move || {
        let lang = language.get();
        vec![text::tab_facts(lang).to_owned(), text::tab_evidence(lang).to_owned(), text::tab_decide(lang).to_owned()]
    });
    let label = Signal::derive(move || text::parts(language.get()).to_owned());
    let class =
        move |place: usize| if part.get() == place { "case__column case__column--shown" } else { "case__column" };
    view! {
        <Head />
        <ChangesBar />
        <div class="case__tabs">
            <Tabs label current=part labels />
        </div>
        <div class="case__columns">
            <section class=move || class(0) aria-label=say(text::tab_facts)>
                <Facts />
            </section>
            <section class=move || class(1) aria-label=say(text::tab_evidence)>
                <EvidenceColumn />
            </section>
            <section class=move || class(2) aria-label=say(text::tab_decide)>
                <Decide />
            </section>
        </div>
    }
}
