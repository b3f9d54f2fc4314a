//! The words for what a field may hold, where the code alone says too little.

crate::texts! {
    at_most_characters(max: usize): "at most {max} characters", "至多{max}个字符";
    at_most_bytes(max: usize): "at most {max} bytes", "至多{max}字节";
    at_most_items(max: usize): "at most {max} items", "至多{max}项";
    of_these_characters(allowed: &str): "only these characters: {allowed}", "仅限这些字符：{allowed}";
    body_or_no_response: "exactly one of `body` and `no_response`", "`body` 与 `no_response` 须且只须有其一";
    text_or_base64: "exactly one of `text` and `base64`", "`text` 与 `base64` 须且只须有其一";
    a_body_for_a_notice: "a body: a notice that did not come is none", "必填：没有收到的通知不是通知";
    http_status: "an HTTP status from 100 to 599", "应为 100 至 599 的 HTTP 状态码";
    not_before_sending: "a time at which the payout had been sent", "时间不能早于代付发送时间";
    not_before_2000: "a time since the year 2000", "时间不能早于 2000 年";
    digits_at_most(scale: u32): "at most {scale} digits behind the point", "至多{scale}位小数";
    reference_or_file: "a reference, or a file", "须有编号或附件";
    file_for_a_document: "a file: a document is recorded with itself", "须附上凭证文件";
    not_of_this_kind: "nothing: cases of this kind have none", "不填：此类异常单没有该项";
    a_reference_of_its_own: "a reference of its own", "编号不得重复";
    an_order_number_of_its_own: "an order number that was not used before", "应为未使用过的订单号";
    the_payouts_currency(code: &str): "the payout's currency, {code}", "须与代付币种 {code} 一致";
    a_return_or_a_notice: "at least one return, or the notice of one", "至少一笔退汇，或一份退汇通知";
    two_lines_or_more: "at least two settlement lines", "至少两条结算明细";
    answer_or_particulars: "exactly one of `response` and `returned`", "`response` 与 `returned` 须且只须有其一";
    needed_for_this_kind: "a value: evidence of this kind needs it", "此类凭据必填";
    shown_as_returned: "`returned`: that is what was seen", "应为 `returned`";
}
