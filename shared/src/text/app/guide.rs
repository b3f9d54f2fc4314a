//! The one-page guide, and what a new desk says to its first visitors.

use crate::texts;

texts! {
    title: "Guide to the desk", "使用指南";
    open: "Guide", "使用指南";
    go: "Open the guide", "打开使用指南";
    print: "Print", "打印";
    intro: "Other systems file the payouts whose outcome they do not know. People settle them here, with the evidence in front of them, and nothing they do is lost.", "其他系统把结果不明的代付上报到这里，由人员依据凭据逐笔处理，所做的一切都有记录。";

    belief: "What the desk believes", "基本原则";
    belief_is: "A payout is neither paid nor unpaid until something proves it.", "没有证明之前，代付既不算已付，也不算未付。";
    belief_why: "A wrong “failed” pays twice; a wrong “paid” robs the payee. So the desk holds fast to unknown until proof arrives, and says which piece of evidence is the proof.", "误判失败会重复付款，误判成功会让收款人收不到钱。因此在证明到达之前，结论始终是“未知”；到达之后，会指明依据的是哪一条凭据。";
    verdict_unknown: "Nothing proves it either way. A timeout, an error, a code that nobody has described and “no such order” all leave it here.", "尚无任何证明。超时、报错、未收录的代码和“查无此单”都属于此类。";
    verdict_paid: "The channel's own word proves that the money went out.", "通道的明确答复证明款项已付出。";
    verdict_not_paid: "The channel's own word proves that it did not, and will not.", "通道的明确答复证明款项未付，且不会再付。";
    verdict_contradiction: "There is proof both ways. Two people have to look.", "已付与未付的证明并存，须由两人复核。";

    travel: "How a case travels", "异常单的流程";
    travel_filed: "Filed", "上报";
    travel_filed_how: "A source system files the payout with the channel's answer, byte for byte. It stands in the queue, with the time by which it is due.", "来源系统将代付连同通道响应原文一并上报，随即进入列表并带有处理期限。";
    travel_claimed: "Claimed", "认领";
    travel_claimed_how: "An operator claims it for half an hour; each thing they do starts that anew. Others see who has it, and may take it over.", "经办认领后由其处理半小时，每次操作重新计时。他人可以看到由谁处理，也可以接手。";
    travel_proven: "Proven, or waiting", "取证或等待";
    travel_proven_how: "Each answer to a query joins the evidence by itself. A look at the channel's portal is evidence too: record it with a reference or a file. Where only time helps, let the case wait.", "后续查询的响应会自动加入凭据。在通道后台核实也是凭据，登记时须附编号或文件。只能等待的，可转为等待。";
    travel_decided: "Decided", "作出处理";
    travel_decided_how: "The case shows what can be decided, and what still stands in the way of the rest. On the channel's own proof it closes at once.", "页面会列出可选的处理，以及其余选项还缺什么。有通道证明的，直接结案。";
    travel_approved: "Approved", "复核";
    travel_approved_how: "What rests on a person's look, a large amount or a contradiction needs a second person, sometimes a third. They approve exactly the evidence that was there; new evidence voids the proposal.", "依据人工查看、金额较大或凭据矛盾的，须由他人复核，有时需两人。复核只对当时所见的凭据有效，新凭据到达会使提议作废。";
    travel_closed: "Closed", "结案";
    travel_closed_how: "A closed case never changes. What comes up later opens a new case that is linked to it.", "已结异常单不再改变，之后的情况会另建关联单。";

    roles: "Who does what", "各角色职责";
    roles_maker: "Nobody approves their own proposal, whatever their roles.", "无论何种角色，都不能复核自己的提议。";

    keys: "From the keyboard", "快捷键";
    keys_more: "Press ? on any page for all of its keys.", "在任何页面按 ? 可查看该页全部快捷键。";
    keys_move: "Next and previous case", "下一条、上一条";
    keys_go: "Go to the queue, to approvals", "前往异常单、前往复核";
    key_case: "Claim, record a portal check, write a note", "认领、登记后台核实、添加备注";
    key_choose: "Choose a resolution", "选择处理方式";

    first: "How a system files its first case", "来源系统如何上报第一单";
    first_key: "An administrator makes an API client that may file exceptions; its key is shown once.", "由管理员创建具有上报权限的接口调用方，密钥只显示一次。";
    first_call: "The system sends what it knows, and what the channel answered, or that nothing came:", "系统上报已知信息和通道响应；没有响应的也须说明：";
    first_answer: "The answer names the case. The same request again gives the same answer, so it can be repeated after a timeout. Every later answer of the channel goes to the case as evidence.", "返回结果中包含异常单号。同一请求重复发送会得到同样的结果，因此超时后可以重发。通道之后的每次响应都应作为凭据补充到该单。";
    first_docs: "Every call, and a page to try them", "全部接口及在线调试";

    demo: "A desk full of examples", "示例数据";
    demo_how: "This starts a second desk beside this one, with a database and an address of its own, filled with a week of work in every state. It prints the one password of its people.", "以下命令会另外启动一套系统，使用独立的数据库和地址，内含一周的各种状态的示例数据，并打印示例用户的统一密码。";
    demo_why: "Nothing that was filed is ever deleted, so examples do not go into the database of a desk that is to be used.", "已上报的内容不会删除，因此示例数据不写入正式使用的数据库。";
    demo_binary: "Without the source code, by the program itself:", "没有源代码时，可直接用程序启动：";

    new_title: "A new desk", "系统刚刚启用";
    new_lead: "Three steps, and cases come in by themselves.", "完成以下三步，异常单就会自动进入。";
    new_people: "Let people in", "添加人员";
    new_people_how: "At least one operator, and a supervisor to approve.", "至少一名经办和一名复核。";
    new_client: "Let a system in", "接入来源系统";
    new_client_how: "An API client with a key of its own.", "为其创建接口调用方和密钥。";
    new_file: "File the first case", "上报第一单";
    new_file_how: "One request; the guide has it ready to copy.", "只需一个请求，指南中可直接复制。";
    new_asks_admin: "An administrator does this.", "由管理员完成。";
    new_look: "Only want to look around?", "只想先看看？";
}
