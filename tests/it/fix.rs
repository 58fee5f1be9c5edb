//! `check --fix`: which typed numbers become references, and what happens to the file. What is rewritten must be the very figure
//! that was meant; every other byte must stay.

use crate::world::World;
use std::collections::BTreeMap;
use yearbook::finding::{Finding, Spot};
use yearbook::model::Figure;
use yearbook::pipeline::Proof;

const REPORT: &str = "content/reports/2024/first-report.md";
const BOUND: &str = "全年投入衔接资金{{ 衔接资金 }}";

/// The first report of the starter site with other words in one place, after `check --fix`; that place alone.
fn fixed(words: &str) -> String {
    let world = World::starter().changed(REPORT, BOUND, words);
    let text = world.read(REPORT);
    let start = text.find(words).unwrap();
    let behind = text.len() - start - words.len();
    world.run(&["check", "--fix"]);
    let mended = world.read(REPORT);
    mended[start..mended.len() - behind].to_string()
}

#[test]
fn what_may_be_another_number_stays_typed() {
    let told: Vec<String> = [
        "上半年投入衔接资金5480万元",
        "1—6月，投入衔接资金5480万元",
        "截至9月底，投入衔接资金5480万元",
        "截至目前，投入衔接资金5480万元",
        "前年投入衔接资金5480万元",
        "2021年以来投入衔接资金5480万元",
        "乙县投入衔接资金5480万元",
        "甲村投入衔接资金5480万元",
        "某省投入衔接资金5480万元",
        "乙县项目进展快，投入衔接资金5480万元",
        "全国衔接资金5480万元，全省衔接资金5480万元",
        "全年计划投入衔接资金5480万元",
        "投入衔接资金5480万元，为计划数",
        "省级衔接资金5480万元",
        "县级：衔接资金5480万元",
        "项目平均衔接资金5480万元",
        "新识别监测对象1203户",
        "新识别监测对象1203户3418人",
        "带动监测对象3418人就业",
        "监测对象1203户3418人实现就业",
        "脱贫人口80人、监测对象1203户3418人实现就业",
        "衔接资金支付5480万元",
        "衔接资金5480万元（不含县级）",
        "农村居民人均可支配收入名义增长6.9%",
        "城镇居民人均可支配收入增长6.9%",
        "农村居民人均可支配收入19520元以上，消费支出增长6.9%",
        "农村居民人均可支配收入名义值19520元，消费支出增长6.9%",
        "印发《衔接资金5480万元管理办法》",
        "开展“衔接资金5480万元”活动",
        "见 https://a.example/?衔接资金5480万元",
        "衔接资金**5480**万元",
        "监测对象1203户**3418人**",
        "衔接资金5480\n万元",
        "衔接资金5480 万元",
        "衔接资金-5480万元",
        "衔接资金`5480万元`",
        "衔接资金5480万元，尚未到位",
        "衔接资金5480万元；这是上半年数",
        "全县和邻近县衔接资金5480万元",
        "2023年和2024年，分别投入衔接资金5120万元和5480万元",
        "投入衔接资金5480万元～6000万元",
        "中央投入衔接资金5480万元",
        "除衔接资金5480万元外",
        "六月投入衔接资金5480万元",
        "截至6月底，累计识别监测对象1203户3418人",
        "去年投入衔接资金5480万元",
        "脱贫人口务工规模（衔接资金5480万元）",
        "乙县：\n\n- 衔接资金5480万元",
        "各县情况：\n\n- 邻近县，衔接资金5480万元",
        "## 上半年工作\n\n投入衔接资金5480万元",
        "## 2024年计划\n\n投入衔接资金5480万元",
        "上半年，全县工作顺利。投入衔接资金5480万元",
        "乙县是农业大县。投入衔接资金5480万元",
        "| 项目 | 上半年 |\n|---|---|\n| 衔接资金 | 5480万元 |\n\n",
    ]
    .into_iter()
    .filter(|words| fixed(words) != *words)
    .map(|words| format!("{words}\n→ {}", fixed(words)))
    .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn what_is_certain_becomes_a_reference() {
    for (words, mended) in [
        ("全年投入衔接资金5480万元", "全年投入衔接资金{{ 衔接资金 }}"),
        ("上年投入衔接资金5120万元", "上年投入衔接资金{{ 衔接资金 @2023年 }}"),
        ("2023年，全县投入衔接资金5120万元", "2023年，全县投入衔接资金{{ 衔接资金 @2023年 }}"),
        ("## 2023年工作\n\n投入衔接资金5120万元", "## 2023年工作\n\n投入衔接资金{{ 衔接资金 @2023年 }}"),
        ("衔接资金5480万元，比上年增加360万元", "衔接资金{{ 衔接资金 }}，比上年增加{{ 衔接资金 | 增量 }}"),
        (
            "农村居民人均可支配收入19520元、增长6.9%",
            "农村居民人均可支配收入{{ 农村居民人均可支配收入 }}、增长{{ 农村居民人均可支配收入 | 同比 }}",
        ),
        ("全县风险消除率达到67.5%", "全县风险消除率达到{{ 风险消除率 }}"),
        ("实施衔接资金项目71个", "实施衔接资金项目{{ 衔接资金项目 }}"),
        ("投入5480万元衔接资金", "投入{{ 衔接资金 }}衔接资金"),
        ("累计识别监测对象1203户3418人", "累计识别监测对象{{ 监测对象 }}"),
        ("累计识别监测对象1203户", "累计识别监测对象{{ 监测对象 | 户 }}"),
        ("衔接资金**5480万元**", "衔接资金**{{ 衔接资金 }}**"),
        (
            "邻近县农村居民人均可支配收入达到18870元，同比增长7.2%",
            "邻近县农村居民人均可支配收入达到{{ 邻近县：农村居民人均可支配收入 }}，同比增长{{ 邻近县：农村居民人均可支配收入 | 同比 }}",
        ),
        ("衔接资金5480万元、衔接资金项目71个", "衔接资金{{ 衔接资金 }}、衔接资金项目{{ 衔接资金项目 }}"),
    ] {
        assert_eq!(fixed(words), mended);
    }
}

#[test]
fn what_a_machine_pasted_is_read_to_its_end() {
    for piece in ["增长1%，", "衔接资金{{ 衔接资金 }}，增长1%，", "- 衔接资金5480万元\n", "全县，衔接资金5480万元、"]
    {
        let world = World::starter().changed(REPORT, BOUND, &piece.repeat(2_000));
        world.proof();
    }
}

#[test]
fn a_typed_number_with_another_sign_is_told() {
    let world = World::starter().changed(REPORT, BOUND, "全年投入衔接资金-5480万元");
    assert_eq!(world.told(), [format!("error figure-disagrees {REPORT}:17:9")]);
}

/// One reference of the sample, typed out.
struct TypedOut {
    start: usize,
    end: usize,
    figure: Figure,
}

/// Every report of the sample with the references of its prose typed out, and where they stand.
fn typed_out(proof: &Proof) -> BTreeMap<String, (String, Vec<TypedOut>)> {
    let mut all = BTreeMap::new();
    for article in &proof.articles {
        let source = proof.texts.get(&article.file).unwrap();
        let mut bound: Vec<(usize, usize, &Figure)> = article
            .bound
            .iter()
            .filter_map(|bound| match bound.place.spot {
                Spot::Bytes { start, end } => Some((start, end, &bound.figure)),
                _ => None,
            })
            .collect();
        bound.sort_by_key(|(start, ..)| *start);
        let (mut text, mut from, mut typed) = (String::new(), 0, Vec::new());
        for (start, end, figure) in bound {
            text.push_str(&source[from..start]);
            let at = text.len();
            text.push_str(&figure.text);
            typed.push(TypedOut { start: at, end: text.len(), figure: figure.clone() });
            from = end;
        }
        text.push_str(&source[from..]);
        all.insert(article.file.to_string(), (text, typed));
    }
    all
}

/// What a figure is, without its print.
fn kind(figure: &Figure) -> String {
    format!("{:?}", (figure.region, figure.year, figure.indicator, figure.period, figure.recipe))
}

#[test]
fn typed_out_references_come_back_as_the_same_figures_or_not_at_all() {
    let world = World::sample();
    let all = typed_out(&world.proof());
    for (file, (text, _)) in &all {
        world.write(file, text);
    }
    let proof = world.proof();
    let disagreeing: Vec<_> = proof.findings.iter().filter(|f| f.code == "figure-disagrees").collect();
    assert!(disagreeing.is_empty(), "{disagreeing:#?}");
    world.run(&["check", "--fix"]);
    let mended = world.proof();
    let (mut typed, mut rewritten, mut wrong) = (0, 0, Vec::new());
    for (file, (text, references)) in &all {
        typed += references.iter().filter(|r| r.figure.text.contains(|c: char| c.is_ascii_digit())).count();
        let mut fixes: Vec<&Finding> =
            proof.findings.iter().filter(|f| *f.place.file == **file && f.fix.is_some()).collect();
        fixes.sort_by_key(|f| f.fix.as_ref().unwrap().bytes.start);
        let article = mended.articles.iter().find(|article| *article.file == **file).unwrap();
        let mut shift = 0_isize;
        for fix in fixes.iter().map(|f| f.fix.as_ref().unwrap()) {
            let at = fix.bytes.start.wrapping_add_signed(shift);
            shift += fix.text.len() as isize - fix.bytes.len() as isize;
            let now = article.bound.iter().find(|b| matches!(b.place.spot, Spot::Bytes { start, .. } if start == at));
            let then = references.iter().find(|r| r.start <= fix.bytes.start && fix.bytes.end <= r.end);
            rewritten += 1;
            let is_same = now.zip(then).is_some_and(|(now, then)| {
                now.figure.text == text[fix.bytes.clone()] && kind(&now.figure) == kind(&then.figure)
            });
            if !is_same {
                wrong.push(format!("{file}: {} → {}", &text[fix.bytes.clone()], fix.text));
            }
        }
        assert_eq!(world.read(file).len(), text.len().wrapping_add_signed(shift), "{file}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // More is better; fewer means that a closed class has lost a word.
    assert!(rewritten >= 23, "{rewritten} of {typed}");
}

/// The starter site with one number to bind in a report of its own, and what `check --fix` says of it.
fn mend(text: &str, prepare: impl Fn(&World)) -> (World, String) {
    let world = World::starter().with(OWN, text);
    prepare(&world);
    let said = world.run(&["check", "--fix"]);
    assert!(said.status <= 1, "{said:?}");
    (world, said.stderr)
}

const OWN: &str = "content/reports/2024/own.md";
const TYPED: &str = "---\ngenre: review\ntitle: 资金\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n\n全县衔接资金5480万元。\n";

#[test]
fn every_other_byte_of_the_file_stays() {
    for text in
        [TYPED.to_string(), format!("\u{feff}{}", TYPED.replace('\n', "\r\n")), TYPED.replacen("\n\n", "\n\r\n", 1)]
    {
        let (world, _) = mend(&text, |_| {});
        assert_eq!(world.read(OWN), text.replace("5480万元", "{{ 衔接资金 }}"), "{text:?}");
    }
}

#[test]
fn a_stray_of_a_killed_run_is_no_content_and_goes() {
    const STRAY: &str = "content/reports/2024/.yearbook-fix-abc";
    let (world, said) = mend(TYPED, |world| world.write(STRAY, "残"));
    assert!(!world.path(STRAY).exists() && !said.contains("fix-abc"), "{said}");
    let sound = World::starter().with("content/reports/2024/.tmpAbc", "残").with(STRAY, "残");
    assert!(sound.told().is_empty());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

    #[test]
    fn a_read_only_file_is_left_alone_and_told() {
        let (world, said) =
            mend(TYPED, |world| fs::set_permissions(world.path(OWN), Permissions::from_mode(0o444)).unwrap());
        assert_eq!(world.read(OWN), TYPED);
        assert!(
            said.contains("没有改写 content/reports/2024/own.md：是只读文件") && said.contains("改写了 0 处"),
            "{said}"
        );
    }

    #[test]
    fn a_hard_link_is_left_alone_and_told() {
        let (world, said) = mend(TYPED, |world| fs::hard_link(world.path(OWN), world.path("own.md")).unwrap());
        assert_eq!((world.read(OWN), world.read("own.md")), (TYPED.to_string(), TYPED.to_string()));
        assert!(said.contains("硬链接"), "{said}");
    }

    #[test]
    fn owner_and_permissions_stay() {
        let (world, _) = mend(TYPED, |world| {
            fs::set_permissions(world.path(OWN), Permissions::from_mode(0o640)).unwrap();
            // Only root may; for others the owner is the same anyway.
            let _ = chown(world.path(OWN), Some(12345), Some(12345));
        });
        let before = fs::metadata(world.path("content/site.yaml")).unwrap();
        let after = fs::metadata(world.path(OWN)).unwrap();
        assert!(world.read(OWN).contains("{{ 衔接资金 }}"));
        assert_eq!(after.mode() & 0o777, 0o640);
        assert!(after.uid() == 12345 || after.uid() == before.uid() && before.uid() != 0);
    }
}
