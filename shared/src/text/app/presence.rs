//! Who else has a case open before them.

use crate::texts;

texts! {
    others: "Also on this case", "也在查看";
    other_looking(name: &str): "{name} is looking at this case", "{name} 正在查看此异常单";
    other_writing(name: &str): "{name} is writing on this case", "{name} 正在填写此异常单";
    other_deciding(name: &str): "{name} is deciding on this case", "{name} 正在处理决定";
    doing_writing: "writing", "填写中";
    doing_deciding: "deciding", "决定中";
}
