//! The words for problems: what happened, what was kept, what to do.

use super::{Lang, Text};
use crate::api::problem::{Code, FieldCode};

macro_rules! problems {
    ($type:ident { $($variant:ident: $en:literal, $zh:literal;)+ }) => {
        impl Text for $type {
            fn text(&self, lang: Lang) -> String {
                match self { $(Self::$variant => lang.pick($en, $zh)),+ }.to_owned()
            }
        }
    };
}

problems! { Code {
    BadJson: "The body is not well-formed JSON in UTF-8, or is nested too deeply.", "请求体不是合法的 UTF-8 JSON，或嵌套过深。";
    BodyTooLarge: "The body is larger than allowed.", "请求体超过允许的大小。";
    NotAcceptable: "There is no form of the answer that `Accept` names.", "`Accept` 所列的格式均不提供。";
    UnsupportedMediaType: "This resource does not take a body of that media type.", "不支持该媒体类型的请求体。";
    InvalidFields: "Some fields are missing or wrong. Nothing was kept.", "部分字段缺失或有误，未保存任何内容。";
    InvalidParameter: "A parameter of the address is wrong.", "地址中的参数有误。";
    Unauthenticated: "Sign in first, or send a valid key.", "请先登录，或提供有效的密钥。";
    WrongCredentials: "User name or password is wrong.", "用户名或密码不正确。";
    LockedOut: "Too many failed attempts. Try again later.", "失败次数过多，请稍后再试。";
    CsrfFailed: "The request did not carry the session's CSRF token.", "请求未携带会话的 CSRF 令牌。";
    Forbidden: "You are not allowed to do this.", "您无权执行此操作。";
    AddressNotAllowed: "This API client may not call from this address.", "该调用方不允许从此地址访问。";
    NotFound: "There is no such thing here.", "没有找到。";
    MethodNotAllowed: "This resource has no such method.", "该资源不支持此方法。";
    IdempotencyKeyReused: "This idempotency key was used with another body.", "该幂等键已用于不同的请求体。";
    SourceReferenceReused: "This source reference was filed with another body.", "该来源编号已用不同的内容上报过。";
    CaseChanged: "The case changed since you read it. Look at what changed and decide again.", "异常单在您读取之后有变化，请查看变化后重新决定。";
    CaseClosed: "The case is closed. Nothing was changed.", "异常单已结，未作任何更改。";
    CaseHeld: "Someone else has the case. Nothing was changed.", "异常单由他人处理中，未作任何更改。";
    CaseNotClaimed: "Claim the case first. Nothing was changed.", "请先认领该异常单，未作任何更改。";
    ProposalOpen: "A proposal awaits approval. Nothing was changed.", "有提议待复核，未作任何更改。";
    ProposalNotOpen: "The proposal is no longer open. Nothing was changed.", "该提议已不是待复核状态，未作任何更改。";
    EvidenceChanged: "What you saw is not what is: the evidence or the rules changed.", "您所看到的已不是现状：凭据或规则有变化。";
    MakerMayNotCheck: "Nobody approves or rejects their own proposal.", "任何人不得复核自己的提议。";
    AlreadyDecided: "You have already decided on this proposal.", "您已对该提议作出决定。";
    BeyondLimit: "The amount is beyond what you may approve. You may reject it, or leave it to somebody with a higher limit.", "金额超出您的复核限额。您可以驳回，或交由限额更高的人复核。";
    SeniorNeeded: "The approval that is still missing has to be a senior approver's.", "尚缺的一次复核须由高级复核人作出。";
    ProofDiffers: "Only proposals with the same resolution, the same verdict and the same reasons are decided together. Nothing was changed.", "只有处理方式、结论与原因都相同的提议才能一并复核，未作任何更改。";
    ResolutionBlocked: "This cannot be decided now. Nothing was changed.", "目前不能作此决定，未作任何更改。";
    NoQueryEndpoint: "The desk cannot ask this channel: its profile names no query endpoint.", "该通道的档案未设查询地址，系统无法查询。";
    QueryInFlight: "The channel is being asked just now. The answer appears by itself.", "正在查询该通道，结果到达后自动显示。";
    ChannelChanged: "Another version of this channel came into force since you read it. Nothing was changed.", "您读取之后该通道已有新版本生效，未作任何更改。";
    ChannelChangeOpen: "A change of this channel already awaits approval. Nothing was changed.", "该通道已有变更待复核，未作任何更改。";
    PolicyChanged: "Another version of the policy came into force since you read it. Nothing was changed.", "您读取之后已有新版复核政策生效，未作任何更改。";
    PolicyChangeOpen: "A change of the policy already awaits approval. Nothing was changed.", "复核政策已有变更待复核，未作任何更改。";
    OrderChanged: "The correction order changed since you read it. Nothing was changed.", "差错订单在您读取之后有变化，未作任何更改。";
    OrderState: "The correction order is in a state in which this cannot be done. Nothing was changed.", "差错订单目前的状态不允许此操作，未作任何更改。";
    AlreadyCorrected: "Another correction order already puts this right. Nothing was changed.", "已有差错订单处理同一笔退汇或付款，未作任何更改。";
    AbovePayout: "The corrections would add up to more than the payout. Nothing was changed.", "差错订单合计将超过代付金额，未作任何更改。";
    CorrectionRefused: "The rules do not allow such a correction. Nothing was changed.", "规则不允许这样的差错订单，未作任何更改。";
    AcknowledgementContradicts: "This contradicts what was said of this sending, or it was never sent. Nothing was changed.", "与此前的回执矛盾，或该次发送并不存在，未作任何更改。";
    AccountChanged: "The channel account changed since you read it. Nothing was changed.", "通道账户在您读取之后有变化，未作任何更改。";
    FileSeen: "The same file was taken before. Nothing was kept.", "该文件此前已接收过，未保存任何内容。";
    FileChanged: "The file changed since you read it. Nothing was changed.", "文件在您读取之后有变化，未作任何更改。";
    FileState: "The file is in a state in which this cannot be done. Nothing was changed.", "文件目前的状态不允许此操作，未作任何更改。";
    MappingChanged: "The mapping changed since you read it. Nothing was changed.", "映射在您读取之后有变化，未作任何更改。";
    DayChanged: "The day changed since you read it. Nothing was changed.", "该日在您读取之后有变化，未作任何更改。";
    DayClosed: "The day is closed. Nothing was changed.", "该日已日结，未作任何更改。";
    BalanceStated: "A file of the channel's states this balance. Nothing was changed.", "通道文件已载明该余额，未作任何更改。";
    ClosingBlocked: "The day cannot be closed yet: see its checklist. Nothing was changed.", "该日尚不能日结，请查看检查清单，未作任何更改。";
    MatchRefused: "These lines cannot be matched so. Nothing was changed.", "这些明细不能这样勾对，未作任何更改。";
    DayRunning: "The days of this account are matched just now. Try again once that is done.", "该账户正在对账，请完成后再试。";
    EndpointDisabled: "The webhook endpoint is disabled. Enable it first.", "推送端点已停用，请先启用。";
    NameTaken: "That name is taken, now or in the past.", "该名称已被使用（包括曾经使用）。";
    LinkExpired: "This link was used or is too old. Ask an admin for a new one.", "该链接已使用或已过期，请向管理员索取新链接。";
    LastAdmin: "The last admin must stay.", "必须保留最后一名管理员。";
    RateLimited: "Too many requests. Try again after the time named in Retry-After.", "请求过多，请在 Retry-After 指定的时间后重试。";
    TooManyStreams: "Too many streams of changes are open. Close one, or try again after the time named in Retry-After.", "同时打开的变更流过多，请关闭一个，或在 Retry-After 指定的时间后重试。";
    Unavailable: "The database cannot be reached. Nothing was lost; try again shortly.", "数据库暂不可用，没有丢失数据，请稍后重试。";
    Internal: "Something failed on our side. Nothing was kept; name the request id when you ask about it.", "服务端出错，未保存任何内容；咨询时请提供请求编号。";
} }

problems! { FieldCode {
    Missing: "a value", "必填";
    UnknownField: "no such field", "没有此字段";
    Duplicate: "the field once", "该字段只能出现一次";
    WrongType: "another type of value", "类型不符";
    UnknownValue: "one of the values it may have", "应为允许的取值之一";
    TooShort: "a longer value", "内容过短";
    TooLong: "a shorter value", "内容过长";
    TooMany: "fewer items", "数量过多";
    BadCharacters: "allowed characters only", "含有不允许的字符";
    OutOfRange: "a value within range", "超出取值范围";
    AmountNotText: "an amount as text, such as \"1280.00\"", "金额须为文本，如 \"1280.00\"";
    BadAmount: "a plain decimal number such as 1280.00", "应为普通十进制数，如 1280.00";
    TooManyDigits: "no more digits behind the point than the currency has", "小数位数超过该币种允许的位数";
    NotPositive: "an amount above zero", "金额须大于零";
    UnknownCurrency: "an ISO 4217 code such as CNY", "应为 ISO 4217 币种代码，如 CNY";
    TimeWithoutZone: "a time with its zone, such as 2026-05-01T09:30:00+08:00", "时间须带时区，如 2026-05-01T09:30:00+08:00";
    NotADate: "a date such as 2026-03-02", "应为日期，如 2026-03-02";
    NotATime: "a time such as 2026-05-01T09:30:00+08:00", "应为时间，如 2026-05-01T09:30:00+08:00";
    InTheFuture: "a time that has passed", "时间不能晚于现在";
    TooEarly: "a later time", "时间过早";
    BadBase64: "base64", "应为 base64 编码";
    BadFile: "a PNG, JPEG or PDF file of at most 4 MiB", "应为不超过 4 MiB 的 PNG、JPEG 或 PDF 文件";
    Conflict: "exactly one of the two", "两者须且只须有其一";
    BadUrl: "an address such as https://example.com/hooks, without name, password or #", "应为 https://example.com/hooks 形式的地址，不含用户名、密码和 #";
    PrivateAddress: "a public address; private networks are called only where the desk's settings allow it", "应为公网地址；内网地址须在系统设置中放行";
    BadAddress: "a network such as 10.0.0.0/8", "应为网段，如 10.0.0.0/8";
    WeakPassword: "12 to 256 characters, and no password that everybody tries first", "12 至 256 个字符，且不能是常见密码";
    MayNotProve: "a claim that an entry at this place may make", "此处的代码不能作此判定";
    BadPlace: "a place in JSON (/a/b), XML (a/b) or a form (a)", "应为 JSON（/a/b）、XML（a/b）或表单（a）中的位置";
    Unchanged: "something that differs from the version in force", "须与现行版本有所不同";
    BelowFloor: "at least as many approvals as the rules demand", "复核人数不得低于规则下限";
    BadDigest: "64 hex digits", "应为 64 位十六进制数";
} }
