//! Telephones of persons, those of offices, and numbers that only look so. Made by chance; none is taken from anybody.

use crate::persons::{EACH, digits, full_width, grouped};
use crate::seed::Seed;
use crate::site::{Sample, sentences};

pub fn add(samples: &mut Vec<Sample>) {
    let around = sentences();
    mobiles(samples, &around);
    landlines(samples, &around);
}

fn mobile(seed: &mut Seed) -> String {
    const FIRST: [&str; 12] = ["130", "135", "138", "139", "150", "159", "166", "173", "177", "186", "191", "199"];
    format!("{}{}", FIRST[seed.below(FIRST.len())], digits(seed, 8))
}

fn mobiles(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "mobile-number";
    let mut seed = Seed::of(CODE, 0, "defects");
    let carriers = [
        "联系人某某，电话{n}。",
        "有意者请致电{n}（微信同号）。",
        "网格员手机：{n}",
        "某某（{n}）介绍说，今年收成好。",
        "Tel:{n}",
        "村里的带货主播把号码{n}贴在了门口。",
        "{n}",
        "扫码加微信 {n} 下单。",
        "收件人某某 {n} 某县某镇",
        "| 第一组 | 某某 | {n} |",
        "电话/微信：{n}",
        "手机号是{n}，打不通就发短信",
        "某某、{n}、三口人",
        "群主某某【{n}】",
        "mobile: {n}",
        "报名请找小王{n}。",
        "加V{n}进群",
        "{n}（王老师）",
        "第一书记某某：{n}",
        "村医{n}随叫随到。",
        "请拨{n}转3号。",
        "姓名,电话,人数：某某,{n},3",
        "有事打{n}，夜里也行。",
        "联系方式：{n}/微信同号",
        "社区值班员某某{n}",
    ];
    for carrier in carriers {
        for nth in 0..EACH {
            let n = mobile(&mut seed);
            let written = match nth % 12 {
                0 | 1 => n,
                2 => full_width(&n),
                3 => grouped(&n, &[3, 4, 4], " "),
                4 => grouped(&n, &[3, 4, 4], "-"),
                5 => format!("+86 {n}"),
                6 => format!("+86-{}", grouped(&n, &[3, 4, 4], "-")),
                7 => grouped(&n, &[3, 4, 4], "　"),
                8 => grouped(&n, &[3, 4, 4], "/"),
                9 => format!("（{}）{}", &n[..3], &n[3..]),
                10 => grouped(&n, &[3, 3, 5], "～"),
                _ => grouped(&n, &[4, 3, 4], " "),
            };
            samples.push(Sample::in_text(CODE, true, &carrier.replace("{n}", &written), &mut seed, around));
        }
    }
    for _ in 0..EACH {
        let (one, two) = (mobile(&mut seed), mobile(&mut seed));
        samples.push(Sample::in_text(CODE, true, &format!("联系电话：{one}、{two}"), &mut seed, around));
    }
    let mut seed = Seed::of(CODE, 0, "near misses");
    for _ in 0..EACH {
        let n = mobile(&mut seed);
        for words in [
            format!("全年完成支出{n}元。"),
            format!("合计 {n} 元，已拨付到位。"),
            format!("订单号{n}已发货。"),
            format!("发票号码{n}。"),
            format!("产品批号：{n}。"),
            format!("服务热线：{n}。"),
            format!("监督举报电话{n}，欢迎群众来电。"),
            format!("联系人某某，{}****{}。", &n[..3], &n[7..]),
            format!("联系人某某，{}xxxx{}。", &n[..3], &n[7..]),
            format!("库容{n}立方米。"),
            format!("系统累计记录{n}条。"),
            format!("备案号：某ICP备{}号。", digits(&mut seed, 8)),
            format!("{}—{}年，连续{}年增长。", 1990 + seed.below(20), 2012 + seed.below(10), 5 + seed.below(9)),
            format!("拨打12345或12328反映。办件编号{n}。"),
            format!("统计代码{}的单位{}家。", digits(&mut seed, 9), seed.below(300)),
            format!("坐标：东经103.{}，北纬29.{}。", digits(&mut seed, 8), digits(&mut seed, 8)),
            format!("每斤{}.{}元，比上年高{}.{}元。", seed.below(30), seed.below(9), seed.below(5), seed.below(9)),
            format!("文号为某发〔2024〕{}号。", 1 + seed.below(200)),
            format!("| 第{}批 | {}万元 | {}户 |", 1 + seed.below(9), digits(&mut seed, 4), digits(&mut seed, 4)),
            format!("总投资13,800,{},000元。", digits(&mut seed, 3)),
            format!("工期2024.{:02}.15—2024.{:02}.20。", 1 + seed.below(6), 7 + seed.below(6)),
            format!("No.{n}的票据作废。"),
            format!("表号为{n}的水表已更换。"),
            format!("电话费支出{}.{}元。", digits(&mut seed, 4), digits(&mut seed, 2)),
            format!("手机号{}*{}*不在服务区。", &n[..3], &n[4..6]),
            format!("遥感数据量为{n}字节。"),
            format!("注册资本{n}美元。"),
            format!("文件MD5为a{n}f。"),
            format!("订单 {}-{} 已完成。", digits(&mut seed, 4), digits(&mut seed, 7)),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, around));
        }
    }
}

fn landlines(samples: &mut Vec<Sample>, around: &[String]) {
    const CODE: &str = "landline-number";
    const AREAS: [&str; 8] = ["0833", "0825", "0392", "0575", "0839", "010", "023", "0571"];
    let mut seed = Seed::of(CODE, 0, "defects");
    let number = |seed: &mut Seed| {
        let area = AREAS[seed.below(AREAS.len())];
        let length = if area.len() == 3 || area == "0571" { 8 } else { 7 };
        (area, format!("{}{}", 2 + seed.below(7), digits(seed, length - 1)))
    };
    for carrier in [
        "联系人某某，{n}。",
        "家里电话{n}，白天有人。",
        "座机：{n}",
        "请与某某联系，电话：{n}。",
        "某某（{n}）",
        "联系电话 {n} 转某某",
    ] {
        for nth in 0..EACH {
            let (area, own) = number(&mut seed);
            let written = match nth % 6 {
                0 | 1 => format!("{area}-{own}"),
                2 => format!("（{area}）{own}"),
                3 => full_width(&format!("{area}-{own}")),
                4 => format!("{area} {own}"),
                _ => format!("{area}—{own}"),
            };
            samples.push(Sample::in_text(CODE, true, &carrier.replace("{n}", &written), &mut seed, around));
        }
    }
    let mut seed = Seed::of(CODE, 0, "near misses");
    for _ in 0..EACH {
        let (area, own) = number(&mut seed);
        for words in [
            format!("监督电话：{area}-{own}。"),
            format!("24小时服务热线{area}—{own}。"),
            format!("政策咨询：{area}-{own}"),
            format!("县政务服务中心值班电话（{area}）{own}。"),
            format!("传真：{area}-{own}。"),
            format!("邮编{}，信箱{}号。", 600000 + seed.below(50000), seed.below(99)),
            format!("{}-{}学年，招生{}人。", 2020 + seed.below(5), 2021 + seed.below(5), seed.below(3000)),
            format!("日期为2024-{:02}-{:02}。", 1 + seed.below(12), 1 + seed.below(28)),
            format!("档案编号{area}-{own}。"),
            format!("共{own}元。"),
            format!("误差0.{own}。"),
            "反映问题请打12345，报警110，急救120。".to_string(),
            format!("标准号GB/T {}-{}。", 1000 + seed.below(40000), 2000 + seed.below(24)),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, around));
        }
    }
}
