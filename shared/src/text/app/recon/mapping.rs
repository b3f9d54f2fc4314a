//! Mappings: which column of a table is what.

use crate::texts;

texts! {
    mappings_title: "Mappings", "字段映射";
    mappings_intro: "How tables of a shape of their own are read. To change one, open a file that is read by it.", "自定义表格的读取方式。如需修改，请打开按其读取的文件。";
    mappings_empty_title: "No mapping is saved yet", "暂无字段映射";
    mappings_empty: "Upload a CSV or XLSX; where it is none of the known formats, you say there which column is what.", "上传 CSV 或 XLSX 后，若非已知格式，即可在该处指定各列含义。";
    mapping_saved_by(name: &str): "Saved by {name}", "保存人：{name}";
    column_numbered(number: u32): "column {number}", "第 {number} 列";

    mapping_make: "Say which column is what", "指定各列含义";
    mapping_intro: "What the names tell is filled in. Put right what is not; below you see at once what becomes of the first rows.", "已按列名填写。请更正不符之处，下方即时显示前几行的读取结果。";
    mapping_not_guessed: "The names of this table are new to the desk: say yourself in which columns the date and the amount stand.", "系统不认识该表的列名：请自行指定日期与金额所在的列。";
    mapping_not_needed: "This file is read by its own format and needs no mapping.", "该文件按自身格式读取，无需字段映射。";
    mapping_columns: "Columns", "各列";
    mapping_columns_hint: "Date and amount are needed. References, such as the order number, find the pair of a line.", "日期与金额必填。商户订单号等编号用于勾对。";
    mapping_column_is(name: &str): "What column {name} is", "列“{name}”的含义";
    mapping_ways: "How it is written", "书写方式";
    mapping_header_row: "Row that names the columns", "表头所在行";
    mapping_header_row_hint: "Empty where no row does.", "无表头则留空。";
    mapping_skip_tail: "Rows to pass over at the end", "末尾略过行数";
    mapping_skip_tail_hint: "Such as 1 where a row of sums stands last.", "如末行为合计，填 1。";
    mapping_sheet: "Sheet", "工作表";
    mapping_sheet_hint: "The first where it stays empty.", "留空为第一张。";
    mapping_date_known: "Dates look like", "日期样式";
    mapping_date_format: "Dates, exactly", "日期格式";
    mapping_date_hint: "YYYY, MM or M, DD or D, HH, mm, ss; anything else stands for itself.", "YYYY、MM 或 M、DD 或 D、HH、mm、ss；其余字符按原样。";
    mapping_time_format: "Times of day", "时间格式";
    mapping_time_hint: "Such as HH:mm:ss.", "如 HH:mm:ss。";
    mapping_decimal: "Decimals", "小数点";
    mapping_thousands: "Thousands", "千分位";
    mapping_minor: "Amounts are whole fen, cents or the like", "金额以分为单位";
    mapping_fee_negative: "A fee below zero was charged", "负数手续费表示收取";
    mapping_positive: "An amount above zero went", "正数金额表示";
    mapping_positive_hint: "Seen from our account at the channel.", "以我方通道账户的角度。";
    mapping_out_negative: "What went out is written below zero", "支出以负数书写";
    mapping_words_in: "Words for in", "表示收入的词";
    mapping_words_out: "Words for out", "表示支出的词";
    mapping_words_hint: "Separated by commas.", "以逗号分隔。";
    mapping_kind: "Lines without a kind are", "未注明类型的明细为";
    mapping_kind_none: "Not said", "不指定";
    mapping_understood: "As understood", "读取结果";
    mapping_counts(lines: usize, faults: usize): "Of the first rows {lines} become lines and {faults} become none. A file with any that become none is refused.", "前几行中 {lines} 行可读取，{faults} 行不可读取。存在不可读取的行时，文件不被接受。";
    mapping_save: "Save", "保存";
    mapping_name: "Name of the mapping", "映射名称";
    mapping_name_hint: "a-z, 0-9, _ . -. A mapping named as the account reads the tables that come by the watched folder.", "仅限 a-z、0-9、_ . -。与账户同名的映射用于读取监听文件夹中的表格。";
    mapping_replaces: "A mapping of this name is saved; saving changes it. Files that were read by it stay as they were read.", "已有同名映射，保存将更改它；此前按其读取的文件不受影响。";
    mapping_save_and_read: "Save, and read the file by it", "保存并按此读取";
    mapping_lacking: "Something is missing above.", "上方尚有未填内容。";
}
