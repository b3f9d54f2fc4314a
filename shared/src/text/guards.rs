//! The words for what stands in a decision's way. Times are filled in by whoever shows them, in the reader's zone.

use super::{Lang, Text};
use crate::resolution::Unmet;

impl Text for Unmet {
    fn text(&self, lang: Lang) -> String {
        match self {
            Self::NotPermitted => lang.pick("Your roles do not allow it.", "您的角色无权执行此操作。").to_owned(),
            Self::CaseClosed => lang.pick("The case is closed.", "异常单已结。").to_owned(),
            Self::ProposalOpen { maker } => match lang {
                Lang::En => format!("A proposal by {maker} awaits approval; it is approved, rejected or withdrawn first."),
                Lang::Zh => format!("{maker} 的提议待复核，须先通过、驳回或撤回。"),
            },
            Self::NotClaimed => lang.pick("Claim the case first.", "请先认领该异常单。").to_owned(),
            Self::HeldBy { owner } => match lang {
                Lang::En => format!("{owner} has the case; take it over first."),
                Lang::Zh => format!("{owner} 正在处理，须先接手。"),
            },
            Self::NothingShowsPaid => lang
                .pick(
                    "Nothing shows that it was paid: neither the channel's word nor a portal check with a reference or a file.",
                    "没有凭据表明已付：既无通道答复，也无带编号或附件的后台核实。",
                )
                .to_owned(),
            Self::NoProofOfNonPayment => lang
                .pick("The channel's own word does not prove that it was not paid.", "通道的答复不能证明未付。")
                .to_owned(),
            Self::ProvenOtherwise { evidence } => {
                let pieces = pieces(evidence);
                match lang {
                    Lang::En => format!("Evidence {pieces} says the contrary, and nothing recorded here outweighs it."),
                    Lang::Zh => format!("凭据 {pieces} 显示情况相反，且现有凭据均不足以推翻。"),
                }
            }
            Self::AlreadyProven { evidence } => {
                let pieces = pieces(evidence);
                match lang {
                    Lang::En => format!("The channel's own word is there (evidence {pieces}): decide by it."),
                    Lang::Zh => format!("已有通道的答复（凭据 {pieces}），应据此决定。"),
                }
            }
            Self::AttemptNotFinal { attempt, evidence } => match lang {
                Lang::En => format!("Attempt {attempt} is still under way (evidence #{evidence})."),
                Lang::Zh => format!("订单 {attempt} 仍在处理中（凭据 #{evidence}）。"),
            },
            Self::TooEarly { .. } => lang
                .pick("The channel's minimum age since sending is not reached.", "距发送时间未满该通道的最短判定时长。")
                .to_owned(),
            Self::QueryNeeded { attempt } => match lang {
                Lang::En => format!("Attempt {attempt} needs an answered follow-up query after the minimum age."),
                Lang::Zh => format!("订单 {attempt} 须在最短判定时长之后有一次查询响应。"),
            },
            Self::ObservationNeeded { attempt } => match lang {
                Lang::En => format!(
                    "Attempt {attempt} needs a portal check or a document after the minimum age that shows it as not paid \
                     or not found, with a reference or a file."
                ),
                Lang::Zh => {
                    format!("订单 {attempt} 须在最短判定时长之后有显示未付或查无此单的后台核实或凭证文件，并带编号或附件。")
                }
            },
            Self::NoReturnReported => lang
                .pick(
                    "No return is reported with its reference and amount: record it first.",
                    "尚无带编号和金额的退汇，请先登记。",
                )
                .to_owned(),
            Self::ReturnsExceedPayout { returned, payout } => match lang {
                Lang::En => format!("{returned} is reported as returned, more than the payout of {payout}."),
                Lang::Zh => format!("已登记的退汇共 {returned}，超过代付金额 {payout}。"),
            },
            Self::AllCorrected => {
                lang.pick("All of it has its correction order.", "所有款项均已有差错订单。").to_owned()
            }
            Self::CorrectedElsewhere { order, case } => match lang {
                Lang::En => format!("{order} of case {case} puts it right: it is corrected once. Leave this case to that one."),
                Lang::Zh => format!("已由异常单 {case} 的 {order} 处理，不得重复更正，请并入该异常单。"),
            },
            Self::NotCorrectedElsewhere => lang
                .pick("No other case puts all of it right.", "尚无其他异常单处理全部款项。")
                .to_owned(),
            Self::CorrectionRaised => lang
                .pick("A correction order was raised: money is moving.", "已发起差错订单，资金正在变动。")
                .to_owned(),
            Self::FundsAreBack { evidence } => {
                let pieces = pieces(evidence);
                match lang {
                    Lang::En => format!("Money is back in the account (evidence {pieces})."),
                    Lang::Zh => format!("退汇资金已到账（凭据 {pieces}）。"),
                }
            }
            Self::PaidOnce => lang
                .pick(
                    "No other attempt is shown as paid: the payee was paid once, and there is nothing to recover.",
                    "没有其他订单显示已付：收款人只收到一次款，无须追回。",
                )
                .to_owned(),
            Self::PaidAgain { attempt } => match lang {
                Lang::En => format!("Attempt {attempt} was paid as well: the payee was paid twice."),
                Lang::Zh => format!("订单 {attempt} 也已付款：收款人收到了两次款。"),
            },
            Self::AttemptUnsettled { attempt, case } => match lang {
                Lang::En => format!("It is not known how attempt {attempt} ended (case {case})."),
                Lang::Zh => format!("订单 {attempt} 的结果尚不明确（异常单 {case}）。"),
            },
            Self::NothingToPayAgain => lang
                .pick(
                    "Only what was closed as not paid, or came back, is paid again.",
                    "仅可对已确认未付或已退汇的代付重新付款。",
                )
                .to_owned(),
            Self::NotCleared => lang
                .pick("The pair has not come: the sides still disagree.", "对应明细尚未到达，双方仍不一致。")
                .to_owned(),
            Self::HasCleared => lang
                .pick("It has cleared: the sides agree, and nothing is left to move.", "已自行平账：双方一致，无须变动资金。")
                .to_owned(),
            Self::NothingShown => lang
                .pick(
                    "Record what shows it: a portal check or a document, with a reference or a file.",
                    "请登记依据：带编号或附件的后台核实或凭证文件。",
                )
                .to_owned(),
            Self::AboveTolerance { amount, tolerance } => match lang {
                Lang::En => format!("{amount} is more than may be left ({tolerance})."),
                Lang::Zh => format!("{amount} 超出可保留的差额（{tolerance}）。"),
            },
            Self::NoPayoutCase => lang
                .pick("The payout has no case of its own yet: its proof decides.", "该代付尚无异常单，须由其凭据判定。")
                .to_owned(),
            Self::PayoutCaseOpen { case } => match lang {
                Lang::En => format!("Case {case} of the payout is open: its proof decides."),
                Lang::Zh => format!("代付异常单 {case} 未结，须由其凭据判定。"),
            },
            Self::CorrectedInPayoutCase { case } => match lang {
                Lang::En => format!("Case {case} of the payout has put this money right: settle by it."),
                Lang::Zh => format!("该款项已由代付异常单 {case} 处理，请据其了结。"),
            },
            Self::NotCorrectedInPayoutCase => lang
                .pick("No case of the payout has put this money right.", "尚无代付异常单处理过该款项。")
                .to_owned(),
            Self::OneLineOnly => lang
                .pick("Fewer than two settlement lines are known.", "已知的结算明细不足两条。")
                .to_owned(),
        }
    }
}

fn pieces(evidence: &[i32]) -> String {
    let pieces: Vec<_> = evidence.iter().map(|seq| format!("#{seq}")).collect();
    pieces.join(", ")
}
