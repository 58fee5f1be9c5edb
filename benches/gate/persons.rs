//! Identities, bank cards and homes, and numbers that only look so; telephones are in `phones`. All of them are made by chance; none is taken from anybody.

use crate::seed::Seed;
use crate::site::{Sample, sentences};

/// How many of each way of writing.
pub const EACH: usize = 12;

pub fn add(samples: &mut Vec<Sample>) {
    let around = sentences();
    identities(samples, &around);
    cards(samples, &around);
    homes(samples, &around);
}

pub fn digits(seed: &mut Seed, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + seed.below(10) as u8)).collect()
}

pub fn full_width(text: &str) -> String {
    text.chars()
        .map(
            |c| {
                if c.is_ascii_alphanumeric() || c == '-' {
                    char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
                } else {
                    c
                }
            },
        )
        .collect()
}

/// The number in groups of these lengths.
pub fn grouped(number: &str, lengths: &[usize], between: &str) -> String {
    let mut rest = number;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, after) = rest.split_at((*length).min(rest.len()));
        groups.push(group);
        rest = after;
    }
    if !rest.is_empty() {
        groups.push(rest);
    }
    groups.join(between)
}

/// Weights of GB 11643 as the standard's table prints them, so that the benchmark does not lean on the program's own sum.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &str = "10X98765432";

fn identity(seed: &mut Seed) -> String {
    const REGIONS: [&str; 10] =
        ["511124", "510903", "410621", "330681", "500230", "130102", "440305", "620102", "210204", "350181"];
    let region = REGIONS[seed.below(REGIONS.len())];
    let birth = format!("{}{:02}{:02}", 1940 + seed.below(75), 1 + seed.below(12), 1 + seed.below(28));
    let first = format!("{region}{birth}{}", digits(seed, 3));
    let sum: u32 = first.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    format!("{first}{}", &CHECKS[(sum % 11) as usize..(sum % 11) as usize + 1])
}

fn wrong_identity(seed: &mut Seed) -> String {
    let right = identity(seed);
    let other =
        (0..10).map(|d| char::from(b'0' + d)).filter(|c| !right.ends_with(*c)).nth(seed.below(9)).unwrap_or('0');
    format!("{}{other}", &right[..17])
}

fn identities(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "identity-number";
    let mut seed = Seed::of(CODE, 0, "defects");
    let carriers = [
        "受助人身份证号为{n}。",
        "经核对，证件号码{n}与本人相符。",
        "（{n}）已办理参保登记。",
        "户主某某，{n}，家庭人口4人。",
        "凭{n}领取。",
        "公民身份号码：{n}",
        "人员信息 {n} 已录入系统。",
        "学籍号G{n}的学生已转入。",
        "| 某某 | {n} | 低保 |",
        "某某{n}，符合条件。",
        "实名认证：{n}；审核通过。",
        "ID:{n}",
        "证号{n}（长期有效）",
        "户口簿第2页，{n}，户主之妻。",
        "姓名：某某 性别：女 号码：{n}",
    ];
    for carrier in carriers {
        for nth in 0..EACH {
            let n = identity(&mut seed);
            let written = match nth % 8 {
                0 | 1 => n,
                2 => full_width(&n),
                6 => grouped(&n, &[6, 4, 4, 4], " "),
                7 => grouped(&n, &[6, 8, 4], "/"),
                3 => grouped(&n, &[6, 8, 4], " "),
                4 => grouped(&n, &[6, 8, 4], "-"),
                _ => n.to_lowercase(),
            };
            let written = if carrier.contains('G') { written.replace([' ', '-', '/'], "") } else { written };
            samples.push(Sample::in_text(CODE, true, &carrier.replace("{n}", &written), &mut seed, around));
        }
    }
    for _ in 0..EACH {
        let n = wrong_identity(&mut seed);
        samples.push(Sample::in_text(CODE, true, &format!("身份证号码：{n}，请核对。"), &mut seed, around));
        let old = format!(
            "511124{:02}{:02}{:02}{}",
            40 + seed.below(50),
            1 + seed.below(12),
            1 + seed.below(28),
            digits(&mut seed, 3)
        );
        samples.push(Sample::in_text(CODE, true, &format!("老身份证 {old} 已换发。"), &mut seed, around));
    }
    let mut seed = Seed::of(CODE, 0, "near misses");
    for nth in 0..EACH * 2 {
        let (n, wrong) = (identity(&mut seed), wrong_identity(&mut seed));
        let time = format!("2024{:02}{:02}{}", 1 + seed.below(12), 1 + seed.below(28), digits(&mut seed, 10));
        let credit = format!("11{}", digits(&mut seed, 16));
        let isbn = format!("978-7-{}-{}-{}", digits(&mut seed, 3), digits(&mut seed, 5), digits(&mut seed, 1));
        for words in [
            format!("流水号{time}的业务已办结。"),
            format!("编号 {wrong} 的设备已报废。"),
            format!("订单编号：{n}。"),
            format!("合同号{n}已归档。"),
            format!("统一社会信用代码{credit}。"),
            format!("受助人（{}********{}）已领取。", &n[..6], &n[14..]),
            format!("身份证号{}＊＊＊＊＊＊＊＊{}。", &n[..6], &n[14..]),
            format!("项目代码2404-{}-04-01-{}。", digits(&mut seed, 6), digits(&mut seed, 6)),
            format!("书号ISBN {isbn}。"),
            format!("设备A{n}B运行正常。"),
            format!("| {} | {} | {} |", digits(&mut seed, 6), digits(&mut seed, 8), digits(&mut seed, 4)),
            format!("代码证 {} 已注销。", credit),
            format!("发票代码0511{}，号码{}。", digits(&mut seed, 8), digits(&mut seed, 8)),
            format!("户号{}，用电量{}千瓦时。", digits(&mut seed, 10), digits(&mut seed, 5)),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, around));
        }
        if nth % 2 == 0 {
            samples.push(Sample::in_text(
                CODE,
                false,
                &format!("物资条码{}。", digits(&mut seed, 15)),
                &mut seed,
                around,
            ));
        }
    }
}

fn card(seed: &mut Seed) -> String {
    const BINS: [&str; 6] = ["622848", "621700", "622202", "623059", "621226", "625955"];
    let first = format!("{}{}", BINS[seed.below(BINS.len())], digits(seed, 12));
    let sum: u32 = first
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b - b'0') * if i % 2 == 0 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    format!("{first}{}", (10 - sum % 10) % 10)
}

fn cards(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "bank-card";
    let mut seed = Seed::of(CODE, 0, "defects");
    for carrier in [
        "补贴打入{n}。",
        "银行卡号：{n}",
        "户名某某，账号{n}，开户行某县农商银行。",
        "某某 {n} 已到账。",
        "一卡通（{n}）余额清零。",
        "请把款项汇至{n}，备注姓名。",
        "| 某某 | {n} | 1200元 |",
        "社保卡银行账户{n}",
        "某某的惠农卡（{n}）",
    ] {
        for nth in 0..EACH {
            let n = card(&mut seed);
            let written = match nth % 5 {
                0 | 1 => n,
                2 => full_width(&n),
                3 => grouped(&n, &[4, 4, 4, 4, 3], " "),
                _ => grouped(&n, &[6, 13], "-"),
            };
            samples.push(Sample::in_text(CODE, true, &carrier.replace("{n}", &written), &mut seed, around));
        }
    }
    let mut seed = Seed::of(CODE, 0, "near misses");
    for _ in 0..EACH {
        let n = card(&mut seed);
        for words in [
            format!("订单号{n}已签收。"),
            format!("运单号：{n}。"),
            format!("流水号 20240301{}。", digits(&mut seed, 10)),
            format!("卡号尾号{}。", &n[15..]),
            format!("账号{}***********{}。", &n[..4], &n[15..]),
            format!("全国累计{n}元。"),
            format!(
                "二维码编号{}-{}-{}-{}。",
                digits(&mut seed, 4),
                digits(&mut seed, 4),
                digits(&mut seed, 4),
                digits(&mut seed, 4)
            ),
            format!(
                "粮食产量{}吨，{}吨，{}吨，{}吨。",
                digits(&mut seed, 4),
                digits(&mut seed, 4),
                digits(&mut seed, 4),
                digits(&mut seed, 4)
            ),
            format!("不动产单元号 5111240010{}。", digits(&mut seed, 9)),
            format!("指纹 {}{}。", digits(&mut seed, 8), "c0ffee12"),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, around));
        }
    }
}

fn homes(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "home-address";
    let mut seed = Seed::of(CODE, 0, "defects");
    let surnames = ["王", "李", "张", "赵", "陈", "周", "黄", "刘"];
    for nth in 0..EACH * 6 {
        let who = format!("{}某某", surnames[seed.below(surnames.len())]);
        let (a, b, c) = (1 + seed.below(200), 1 + seed.below(9), 100 + seed.below(900));
        let address = match nth % 9 {
            6 => format!("某某路{a}弄{b}号{c}室"),
            7 => format!("建设路{a}-{b}-{c}"),
            8 => format!("某某村一组{a}号"),
            0 => format!("城关镇人民路{a}号{b}单元{c}室"),
            1 => format!("某某村{b}组{a}号"),
            2 => format!("幸福小区{b}栋{c}室"),
            3 => format!("建设街道文化巷{a}号"),
            4 => format!("阳光花园{b}幢{b}单元{c}号"),
            _ => full_width(&format!("解放路{a}号{b}号楼{c}室")),
        };
        let words = match seed.below(13) {
            10 => format!("住{address}的{who}说，水压稳了。"),
            11 => format!("租住在{address}，房东姓{}。", &who[..3]),
            12 => format!("老党员{who}家（{address}）挂上了牌子。"),
            0 => format!("{who}家住{address}，儿女在外打工。"),
            1 => format!("户主：{who}，住址：{address}。"),
            2 => format!("脱贫户{who}（{address}）领到了种苗。"),
            3 => format!("户籍地：{address}"),
            4 => format!("监测对象{who}，现住{address}。"),
            6 => format!("{who}（{address}）反映路灯不亮，居民{who}已得到答复。").replacen(
                &format!("{who}（"),
                &format!("居民{who}（"),
                1,
            ),
            7 => format!("家庭住址：{address}；联系人{who}。"),
            8 => format!("干部来到{address}看望，这里是搬迁户{who}的家。")
                .replacen("干部来到", &format!("干部来到搬迁户{who}家（"), 1)
                .replacen("看望", "）看望", 1),
            _ => format!("老人{who}住在{address}，独居多年。"),
        };
        samples.push(Sample::in_text(CODE, true, &words, &mut seed, around));
    }
    let mut seed = Seed::of(CODE, 0, "near misses");
    for _ in 0..EACH {
        let (a, b) = (1 + seed.below(200), 1 + seed.below(9));
        for words in [
            format!("办事大厅地址：城关镇人民路{a}号。"),
            format!("县政府位于人民路{a}号，周一至周五办公。"),
            format!("村民王某某家住青山村{b}组，种了{a}亩茶。"),
            format!("{a}户群众居住在安置小区，共{b}栋楼。"),
            format!("公交{b}号线经过人民路，设{a}个站点。"),
            format!("县农业农村局2024年第{a}号文件要求抓好春耕。"),
            "王某某家住人民路×号。".to_string(),
            format!("村民在{b}组建了{a}个大棚。"),
            format!("报名地点：文化街{a}号{b}楼会议室。"),
            format!("李某某的公司注册在某路{a}号产业园。"),
            format!("居民小区改造完成{b}个，惠及{a}户。"),
            format!("王某某在人民路{a}号经营一家面馆。"),
            format!("救援队住在镇政府{b}号楼待命。"),
            format!("李某某任某村第{b}组组长。"),
            "专家组住址由会务组统一安排在某宾馆。".to_string(),
            format!("某路{a}号院内违建拆除{b}处。"),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, around));
        }
    }
}
