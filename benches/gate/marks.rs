//! Marks of secrecy, of internal papers and of drafts, attachments that are not there; and prose that speaks of such things.

use crate::seed::Seed;
use crate::site::{Sample, head, sentences};

const EACH: usize = 6;

pub fn add(samples: &mut Vec<Sample>) {
    let around = sentences();
    secrecy(samples, &around);
    drafts(samples, &around);
    attachments(samples, &around);
}

fn secrecy(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "secrecy-mark";
    let mut seed = Seed::of(CODE, 0, "marks");
    let marks = [
        "机密★20年",
        "秘密★1年",
        "绝密★长期",
        "机密 ★ 10年",
        "秘　密",
        "**机密**",
        "机密★启用前",
        "【内部资料】",
        "内部资料　注意保存",
        "内部资料，不得外传",
        "# 内部参阅",
        "（此件不予公开）",
        "此件不公开，不予公开",
        "内部文件　请勿外传",
        "> 仅供内部参考",
        "[内部使用]",
        "密级：秘密",
        "（内部材料，注意保管，不得外传）",
        "会后收回",
        "阅后收回，注意保存",
        "内部刊物　注意保存",
        "工作秘密",
        "（机密）",
        "限内部传阅",
        "未经批准不得公开",
        "内部掌握，严禁外传",
        "机密　长期",
        "★秘密★",
        "内部资料·注意保存",
        "内部资料　严格保密",
        "绝密件",
        "密级：内部",
        "内部资料　请勿传播",
        "仅供领导参阅",
        "此件不对外公开",
        "不得外泄",
        "保密资料，严禁外泄",
    ];
    for mark in marks {
        for _ in 0..EACH {
            samples.push(Sample::alone(CODE, true, mark, &mut seed, around));
        }
    }
    let prose = [
        "机关干部签订保密承诺书，严守国家秘密。",
        "开展保密宣传月活动，学习《中华人民共和国保守国家秘密法》。",
        "全年清退涉密文件{n}份，没有发生失泄密事件。",
        "增产的秘密在于良种和良法配套。",
        "客户信息不得外传，是电商培训的第一课。",
        "各单位做好内部资料性出版物的年度核验。",
        "对内部控制制度作了修订，堵塞漏洞{n}处。",
        "依法保护商业秘密，办理侵权案件{n}件。",
        "档案馆把{n}卷解密档案向社会开放。",
        "（此件公开发布）",
        "票据要妥善保管，遗失不补。",
        "★获评五星级农家乐{n}家",
        "强化机密级以上文件管理，专人专柜存放。",
        "内部审计发现问题{n}个，已全部整改。",
        "老匠人的酿造秘方不外传，如今带出徒弟{n}人。",
        "该厂的发酵配方属于商业秘密，不得外泄。",
        "内部挖潜{n}万元，外部争取{n}万元。",
        "保密工作列入干部考核。",
        "绝密飞行主题航展接待{n}人次。",
        "村规民约规定，议事内容会后公开。",
        "秘密花园民宿开业，接待游客{n}人次。",
    ];
    for words in prose {
        for _ in 0..EACH {
            let n = (10 + seed.below(900)).to_string();
            samples.push(Sample::alone(CODE, false, &words.replace("{n}", &n), &mut seed, around));
        }
    }
}

fn drafts(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "draft-mark";
    let mut seed = Seed::of(CODE, 0, "marks");
    let kinds = [
        "征求意见稿",
        "送审稿",
        "讨论稿",
        "审议稿",
        "初稿",
        "未定稿",
        "修改稿",
        "报批稿",
        "第三稿",
        "意见征集稿",
        "征求意见",
    ];
    for kind in kinds {
        for nth in 0..EACH {
            // 征求意见 on a line of its own is a heading as likely as a mark.
            let nth = if kind == "征求意见" { nth % 4 } else { nth };
            let sample = match nth % 5 {
                0 => Sample::titled(CODE, true, &format!("示例县2024年工作要点（{kind}）"), &mut seed, around),
                1 => Sample::titled(CODE, true, &format!("示例县茶产业规划【{kind}】"), &mut seed, around),
                2 => Sample::alone(CODE, true, &format!("（{kind}）"), &mut seed, around),
                3 => Sample::alone(CODE, true, &format!("**（{kind}）**"), &mut seed, around),
                _ => Sample::alone(CODE, true, kind, &mut seed, around),
            };
            samples.push(sample);
        }
        for words in [
            format!("《示例县养老规划（{kind}）》向社会公开征求意见。"),
            format!("三次修改，形成{kind}，报县政府常务会审定。"),
            format!("会上讨论了实施方案{kind}，提出意见{}条。", 3 + seed.below(30)),
            format!("规划{kind}完成后，组织专家论证。"),
        ] {
            samples.push(Sample::alone(CODE, false, &words, &mut seed, around));
        }
    }
}

fn attachments(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "missing-attachment";
    let mut seed = Seed::of(CODE, 0, "attachments");
    for words in [
        "任务分工见附件。",
        "名单详见附件2。",
        "各乡镇按要求填报（见附件１）。",
        "附件：1．任务清单",
        "具体指标见附件3，请认真落实。",
        "（详见附件）",
        "评分标准参见附件4。",
        "附件：",
    ] {
        for _ in 0..EACH {
            samples.push(Sample::alone(CODE, true, words, &mut seed, around));
        }
    }
    for words in [
        "按照《示例县工作方案》附件2的要求推进。",
        "补齐农机附件300套。",
        "名单见附件（略）。",
        "附件另发。",
        "邮件的附件不要随意打开。",
        "附件略。",
        "材料以附件形式上传系统。",
    ] {
        for _ in 0..EACH {
            samples.push(Sample::alone(CODE, false, words, &mut seed, around));
        }
    }
    for _ in 0..EACH {
        let front = head("关于推进春耕的通知", 2024, "2025-04-02").replace(
            "genre: review",
            "genre: notice\nmasthead: { name: 示例县人民政府文件 }\nnumber: { organ: 示府, year: 2025, serial: 3 }\nrecipients: 各乡镇人民政府\nsigned: 示例县人民政府",
        );
        let body = "现将任务印发给你们，分工见附件2。\n\n# 任务清单\n\n按时完成。\n\n# 分工表\n\n各负其责。\n";
        samples.push(Sample::report(CODE, false, "分工见附件2（有两个附件）", &format!("{front}{body}"), &mut seed));
        let one = "现将任务印发给你们，分工见附件2。\n\n# 任务清单\n\n按时完成。\n";
        samples.push(Sample::report(CODE, true, "分工见附件2（只有一个附件）", &format!("{front}{one}"), &mut seed));
    }
}
