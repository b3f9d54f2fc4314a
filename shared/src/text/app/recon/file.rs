//! Files: sending one, what was understood of it, where it is at fault.

use crate::texts;

texts! {
    files_title: "Files", "文件";
    files_empty_title: "No file came in yet", "暂无文件";
    files_empty: "Upload a statement, have it sent to the API, or put it into the watched folder.", "可在此上传对账单，也可经接口发送或放入监听文件夹。";
    upload: "Upload a file", "上传文件";
    upload_title: "Upload a file", "上传文件";
    upload_intro: "The file is kept byte for byte, recognised by its content and read. Nothing is booked before you have seen what was understood.", "文件按原样保存，依内容识别并读取。确认读取结果之前不会入账。";
    upload_account: "Account", "账户";
    upload_side: "Whose lines", "明细归属";
    upload_mapping: "Mapping", "字段映射";
    upload_mapping_none: "By its content", "按内容自动识别";
    upload_mapping_hint: "For a CSV or XLSX of a shape that was seen before. For a new shape leave it: you say which column is what after sending.", "适用于此前处理过的 CSV 或 XLSX 格式。新格式无需选择，发送后再指定各列含义。";
    upload_file: "File", "文件";
    upload_pick: "Choose a file", "选择文件";
    upload_no_file: "Choose a file.", "请选择文件。";
    upload_sending(percent: u64): "Sending: {percent} %", "正在发送：{percent}%";
    upload_send: "Send", "发送";

    column_name: "File", "文件";
    column_account: "Account", "账户";
    column_side: "Whose", "归属";
    column_days: "Days", "日期";
    column_lines: "Lines", "笔数";
    column_state: "State", "状态";
    column_came: "Came", "收到时间";
    reading_lines(count: i64): "Reading: {count} lines so far", "读取中：已读 {count} 笔";
    dates(first: &str, last: &str): "{first} to {last}", "{first} 至 {last}";
    to_calendar: "All days", "全部日期";

    file_title(name: &str): "{name}", "{name}";
    understood: "What was understood", "读取结果";
    format: "Format", "格式";
    names_account: "Names the account", "文件所载账户";
    currency: "Currency", "币种";
    opening: "Opening balance", "期初余额";
    closing: "Closing balance", "期末余额";
    came_in: "In", "收入";
    went_out: "Out", "支出";
    fees: "Fees beside lines", "随单手续费";
    unsettled: "Moved nothing", "未动账";
    sum_of(count: u64): "lines: {count}", "{count}笔";
    size: "Size", "大小";
    digest: "SHA-256", "SHA-256";
    received_by: "Sent by", "发送人";
    agrees: "Its own counts, sums and balances agree with its lines.", "文件自载的笔数、金额和余额与明细一致。";
    by_day: "By day", "按日";
    goes_into: "Goes into", "记入";
    is_closed_into(date: &str): "{date}, for its day is closed", "{date}（原日期已日结）";
    doubts_title: "What it says of itself does not add up", "文件自载信息与明细不符";
    doubts_intro: "Each line can be read. Look at what differs before you book it.", "各笔明细均可读取。入账前请核对下列差异。";
    other_accounts(accounts: &str): "It has statements of other accounts too, which were passed over: {accounts}", "文件另含其他账户的对账单，已略过：{accounts}";
    new_shape: "New shape", "新格式";
    new_shape_title: "A table of a new shape", "新格式的表格";
    new_shape_intro: "It needs a mapping that says which column is what. Made once and saved under a name, it reads every table of this shape. Until then nothing of the file counts.", "需要一份字段映射来指定各列的含义。建立并命名保存一次后，同样格式的表格都可据此读取。在此之前，文件内容不计入。";
    faults_title: "The file is refused whole", "文件整体未被接受";
    faults_intro: "Nothing of it counts. The bytes are kept. Mend the file at its source and send it again, or read it by another mapping.", "文件内容均未计入，原文件已保存。请在来源处更正后重新发送，或换用其他字段映射读取。";
    fault_place_part(part: &str): "in {part}", "位于 {part}";
    fault_place_line(line: u32): "line {line}", "第 {line} 行";
    fault_place_column(column: &str): "column {column}", "列“{column}”";
    fault_found(found: &str): "It says: {found}", "内容：{found}";
    fault_expected(expected: &str): "Expected: {expected}", "应为：{expected}";
    book_despite: "I have seen what differs: book its lines", "已核对差异，仍予入账";
    book: "Book its lines", "明细入账";
    book_what(lines: u64): "{lines} lines go into their days, and the days are matched. Booked lines stay for good.", "{lines} 笔明细将记入各日并对账。入账后不可撤销。";
    booked_toast: "Booked. Its days are being matched.", "已入账，正在对账。";
    discard: "Put aside", "搁置";
    discard_what: "Its lines will count for nothing. The file itself is kept.", "其明细将不计入；文件本身仍保存。";
    discarded_toast: "Put aside.", "已搁置。";
    read_again: "Read again", "重新读取";
    lines_title: "Line by line", "逐笔明细";
    original: "The file as it came", "原文件";
    to_first_day: "See its first day", "查看首日";
    moved_lines(count: i64): "{count} lines belong to closed days and went into the first open day after theirs.", "{count} 笔属于已日结的日期，已记入其后首个开放日。";
    read_by_mapping(name: &str): "Read by the mapping {name}", "按字段映射 {name} 读取";

    row: "Row", "行";
    kind: "Kind", "类型";
    order_number: "Order number", "商户订单号";
    channel_number: "Channel's number", "通道流水号";
    when: "When", "时间";
    counterparty: "Counterparty", "对方";
    amount: "Amount", "金额";
    fee: "Fee", "手续费";
    status: "Status", "状态";
}
