//! Front matter of each form of 公文, for a site of the starter with one report more; the text comes from the test.

/// 文件, the common form.
pub const FRONT: &str = "genre: notice
title: 示例县人民政府办公室关于做好今年各项工作的通知
masthead: { name: 示例县人民政府办公室文件 }
number: { organ: 示府办, year: 2024, serial: 8 }
recipients: 各乡镇人民政府，县级各部门
signed: 示例县人民政府办公室
disclosure: 此件公开发布
copies_to: 县委办公室、县人大常委会办公室
printed_by: 示例县人民政府办公室
printed_on: 2024-04-10
";

/// 上行文, issued jointly.
pub const UPWARD: &str = "genre: notice
title: 示例县人民政府等三部门关于安排项目资金的请示
masthead: { organs: [示例县人民政府, 示例县农业农村局, 示例县财政局], kind: 文件 }
number: { organ: 示府, year: 2024, serial: 12 }
signers: [甲某, 乙某某, 丙某]
signed: [示例县人民政府, 示例县农业农村局, 示例县财政局]
seal: true
recipients: 示例市人民政府
";

/// 信函
pub const LETTER: &str = "genre: notice
form: 信函
title: 示例县农业农村局关于商请核对资金数据的函
masthead: { name: 示例县农业农村局 }
number: { organ: 示农函, year: 2024, serial: 3 }
urgency: 加急
recipients: 示例县财政局
signed: 示例县农业农村局
copies_to: 县委办公室
";

/// 命令
pub const ORDER: &str = "genre: notice
form: 命令
title: 示例县人民政府令
masthead: { name: 示例县人民政府令 }
number: { serial: 7 }
signatory: { post: 县长 }
";

/// 纪要
pub const MINUTES: &str = "genre: notice
form: 纪要
title: 第三次联席会议纪要
masthead: { name: 示例县联席会议纪要 }
attending: [县政府办公室甲某, 县农业农村局乙某某、丙某, 县财政局丁某, 县乡村振兴局戊某, 各乡镇主要负责同志]
absent: 县交通运输局己某
";

/// Paragraphs of Han characters with the full stop at their end, every one other than the others.
pub fn body(paragraphs: usize, sentences: usize) -> String {
    let topics = ["产业", "就业", "教育", "医疗", "住房", "饮水", "道路", "用电", "养老", "文化", "环境", "治安"];
    let sentence = |i: usize| {
        let (a, b) = (topics[i % 12], topics[(i * 5 + 1) % 12]);
        format!("抓好{a}与{b}两个方面的衔接安排，把责任落到部门和乡镇，把进度落到季度和月份")
    };
    let paragraph = |p: usize| (0..sentences).map(|i| sentence(p * 7 + i)).collect::<Vec<_>>().join("；") + "。";
    (0..paragraphs).map(paragraph).collect::<Vec<_>>().join("\n\n")
}
