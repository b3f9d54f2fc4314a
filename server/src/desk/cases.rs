//! What is done with a case, from filing to its end.

pub(in crate::desk) mod case_file;
pub mod check_proposal;
pub mod claim_case;
pub mod escalate_case;
pub mod file_exceptions;
pub mod filing_lane;
pub mod keep_waiting;
pub mod numbers;
pub(super) mod open_linked;
pub mod pay_again;
pub mod presence;
pub mod read_anew;
pub mod read_case;
pub mod record_answer;
pub mod record_evidence;
pub mod release_case;
pub mod request_query;
pub mod resolve_case;
pub mod reveal_beneficiary;
pub mod search_terms;
pub mod start_query;
pub(super) mod surroundings;
pub mod tell;
pub(super) mod void_proposal;
mod watch_position;
pub mod watch_returns;
pub mod write_note;
