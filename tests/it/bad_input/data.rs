//! Figures that are written wrongly.

use super::*;

/// One line of figures, at line 6, and what is told about it.
#[track_caller]
fn one(figure: &str, expected: &[&str]) {
    told(&with_figures(&format!("  {figure}\n")), expected);
}

#[test]
fn what_is_right_is_not_told() {
    one("衔接资金: 4000万元", &[]);
}

#[test]
fn an_unknown_indicator_and_its_nearest_name() {
    let world = with_figures("  衔接资: 1万元\n");
    told(&world, &["error unknown-indicator content/data/990102/2023.yaml:6:8"]);
    assert!(world.help("unknown-indicator").contains("衔接资金"), "{}", world.help("unknown-indicator"));
}

#[test]
fn one_indicator_twice() {
    one("衔接资金: 1万元\n  衔接资金: 2万元", &["error duplicate-key content/data/990102/2023.yaml:7:3"]);
}

#[test]
fn one_indicator_under_its_name_and_its_alias() {
    one(
        "农村居民人均可支配收入: 17603元\n  农民人均可支配收入: 17604元",
        &["error figure-twice content/data/990102/2023.yaml:7:14"],
    );
    one("衔接资金: 1万元\n  funds: 2万元", &["error figure-twice content/data/990102/2023.yaml:7:10"]);
}

#[test]
fn one_key_twice_in_a_figure() {
    one("衔接资金: { value: 1万元, value: 2万元 }", &["error duplicate-key content/data/990102/2023.yaml:6:23"]);
    // An alias is the same key.
    one("衔接资金: { value: 1万元, 值: 2万元 }", &["error duplicate-key content/data/990102/2023.yaml:6:23"]);
}

#[test]
fn one_period_twice_in_a_list() {
    one(
        "衔接资金: [{ value: 1万元, period: 上半年 }, { value: 2万元, period: 上半年 }]",
        &["error figure-twice content/data/990102/2023.yaml:6:39"],
    );
    one(
        "衔接资金@上半年: 1万元\n  衔接资金: { value: 1万元, period: 上半年 }",
        &["error figure-twice content/data/990102/2023.yaml:7:3"],
    );
}

#[test]
fn a_top_key_twice() {
    let text = "region: \"990102\"\nyear: 2023\nyear: 2024\nfigures: {}\n";
    told(&World::starter().with(DATA, text), &["error duplicate-key content/data/990102/2023.yaml:3:1"]);
}

#[test]
fn wrong_units() {
    one("衔接资金: 12个", &["error wrong-unit content/data/990102/2023.yaml:6:9"]);
    one("监测对象: 12户3人4个", &["error wrong-unit content/data/990102/2023.yaml:6:9"]);
    one("监测对象: 12户13户", &["error wrong-unit content/data/990102/2023.yaml:6:9"]);
}

#[test]
fn missing_units() {
    one("衔接资金: 4000", &["error missing-unit content/data/990102/2023.yaml:6:9"]);
    one("衔接资金: 40.50", &["error missing-unit content/data/990102/2023.yaml:6:9"]);
    one("衔接资金: 4000万", &["error missing-unit content/data/990102/2023.yaml:6:9"]);
}

#[test]
fn digits_and_scales_that_are_not_printed_so() {
    let place = ["error bad-quantity content/data/990102/2023.yaml:6:9"];
    for value in [
        "4千",
        "4千元",
        "１２元",
        "1２元",
        "3百万元",
        "1,23元",
        "1.2.3元",
        "元",
        "超过700余元",
        "1234567890123456元",
        "1元，约",
        "约",
    ] {
        one(&format!("衔接资金: {value}"), &place);
    }
}

#[test]
fn nothing_written() {
    one("衔接资金:", &["error empty-figure content/data/990102/2023.yaml:6:3"]);
    one("衔接资金: { growth: 3% }", &["error missing-key content/data/990102/2023.yaml:6:3"]);
    one("衔接资金: []", &["error empty-figure content/data/990102/2023.yaml:6:3"]);
}

#[test]
fn wrong_periods() {
    one("衔接资金@半年: 1万元", &["error unknown-period content/data/990102/2023.yaml:6:12"]);
    one("衔接资金: { value: 1万元, period: 十三月 }", &["error unknown-period content/data/990102/2023.yaml:6:31"]);
    one("衔接资金@13月: 1万元", &["error unknown-period content/data/990102/2023.yaml:6:13"]);
    one("衔接资金@9—1月: 1万元", &["error unknown-period content/data/990102/2023.yaml:6:14"]);
    one("衔接资金@截至2023-02-30: 1万元", &["error unknown-period content/data/990102/2023.yaml:6:22"]);
}

#[test]
fn unknown_regions() {
    let text = "region: \"110000\"\nyear: 2023\nfigures: { 衔接资金: 1万元 }\n";
    told(
        &World::starter().with("content/data/110000/2023.yaml", text),
        &["error unknown-region content/data/110000/2023.yaml:1:9"],
    );
    let text = "region: 邻近县\nyear: 2023\nfigures: { 衔接资金: 1万元 }\n";
    told(&World::starter().with(DATA, text), &["error bad-region-code content/data/990102/2023.yaml:1:9"]);
    one(
        "衔接资金: { value: 1万元, rank: { place: 2, among: \"110000\" } }",
        &["error unknown-region content/data/990102/2023.yaml:6:48"],
    );
}

#[test]
fn a_year_that_is_none() {
    let text = "region: \"990102\"\nyear: 二〇二三\nfigures: {}\n";
    told(&World::starter().with(DATA, text), &["error wrong-shape content/data/990102/2023.yaml:2:7"]);
    let text = "region: \"990102\"\nyear: 23\nfigures: {}\n";
    told(&World::starter().with(DATA, text), &["error bad-date content/data/990102/2023.yaml:2:7"]);
}

#[test]
fn keys_that_nobody_knows() {
    let world = with_figures("  衔接资金: { value: 1万元, growht: 3% }\n");
    told(&world, &["error unknown-key content/data/990102/2023.yaml:6:23"]);
    assert!(world.help("unknown-key").contains("growth"));
}

#[test]
fn sources_that_nobody_knows() {
    one("衔接资金: { value: 1万元, source: 年报 }", &["error unknown-source content/data/990102/2023.yaml:6:31"]);
    let text = "region: \"990102\"\nyear: 2023\nfigures:\n  衔接资金: 1万元\n";
    told(&World::starter().with(DATA, text), &["warning no-source content/data/990102/2023.yaml:4:9"]);
}

#[test]
fn shapes() {
    told(&World::starter().with(DATA, "- 1\n- 2\n"), &["error wrong-shape content/data/990102/2023.yaml"]);
    told(&World::starter().with(DATA, "一句话\n"), &["error wrong-shape content/data/990102/2023.yaml"]);
    one("衔接资金: { value: [1万元] }", &["error wrong-shape content/data/990102/2023.yaml:6:11"]);
    let text = "region: \"990102\"\nyear: 2023\nfigures: 没有\n";
    told(&World::starter().with(DATA, text), &["error wrong-shape content/data/990102/2023.yaml:3:10"]);
}

#[test]
fn tabs() {
    told(
        &World::starter().with(DATA, "region: \"990102\"\nyear: 2023\nfigures:\n\t衔接资金: 1万元\n"),
        &["error tab-indentation content/data/990102/2023.yaml:4:1"],
    );
    // A tab behind a value harms nothing.
    one("衔接资金: 1万元\t# 数", &[]);
}

#[test]
fn broken_yaml() {
    one("衔接资金: { value: 1万元", &["error broken-yaml content/data/990102/2023.yaml:7:1"]);
    one("衔接资金：1万元\n  衔接资金项目: 3个", &["error broken-yaml content/data/990102/2023.yaml:6:7"]);
    told(&World::starter().with(DATA, "a: 1\n---\nb: 2\n"), &["error broken-yaml content/data/990102/2023.yaml:1:1"]);
}

#[test]
fn regions_that_contradict_themselves() {
    let world = World::starter()
        .changed(
            "content/regions.yaml",
            "short: 示例, kind: prefecture",
            "short: 示例, kind: prefecture, parent: \"990101\"",
        )
        .changed("content/regions.yaml", "name: 邻近县, kind: county", "name: 邻近县, kind: 乡");
    let told_now = world.told();
    assert!(told_now.contains(&"error circular-region content/regions.yaml:3:3".to_string()), "{told_now:#?}");
    assert!(told_now.contains(&"error wrong-shape content/regions.yaml:5:32".to_string()), "{told_now:#?}");
}

#[test]
fn indicators_that_contradict_themselves() {
    let world = World::starter().changed(
        "content/indicators.yaml",
        "  funds: {",
        "  other: { name: 衔接资金, domain: 收人, unit: 元 }\n  More: { name: 别的, domain: 收入, unit: 元 }\n  plain: { name: 无, domain: 收入 }\n  sum: { name: 和, domain: 收入, unit: 元, formula: 衔接资金 + 没有 }\n  same: { name: 衔接资金项目, domain: 收入, unit: 个 }\n  funds: {",
    );
    told(
        &world,
        &[
            "error unknown-domain content/indicators.yaml:8:32",
            "error bad-id content/indicators.yaml:9:3",
            "error missing-key content/indicators.yaml:10:3",
            "error bad-formula content/indicators.yaml:11:49",
            "error name-twice content/indicators.yaml:14:3",
        ],
    );
}

#[test]
fn hints_fit_their_place() {
    let world = World::starter();
    let site = world.read("content/site.yaml");
    let world = world.with("content/site.yaml", format!("{site}site_domain: a.cn\nsite_domain: b.cn\n"));
    assert_eq!(world.help("duplicate-key"), "删去一个");
    let world = World::starter().changed("content/data/990101/2024.yaml", "year: 2024", "year: 二〇二四");
    assert_eq!(world.help("wrong-shape"), "写成 2024 这样");
    let world = World::starter().changed(
        "content/indicators.yaml",
        "unit: 元, kind: flow, decimals: 2",
        "unit: 万元, kind: flow, decimals: 2",
    );
    told(&world, &["error wrong-shape content/indicators.yaml:8:44"]);
    assert_eq!(world.help("wrong-shape"), "写 unit: 元，另写 scale: 万；数据里照样写 3200万元");
}

#[test]
fn names_that_are_blank() {
    let site = |from: &str, to: &str| World::starter().changed("content/site.yaml", from, to);
    told(&site("name: 示例县年报", "name: \"\""), &["error empty-value content/site.yaml:1:1"]);
    told(&site("name: 示例县年报", "name: \"　 \""), &["error empty-value content/site.yaml:1:7"]);
    told(&site("publisher: 示例县宣传办", "publisher: ' '"), &["error empty-value content/site.yaml:3:12"]);
    told(&site("short: 示例年报", "short: ''"), &["error empty-value content/site.yaml:2:1"]);
    // What is not written is not blank.
    told(&site("publisher: 示例县宣传办", "publisher:"), &[]);
    let blank =
        World::starter().changed("content/regions.yaml", "name: 示例市, short: 示例", "name: 示例市, short: ''");
    told(&blank, &["error empty-value content/regions.yaml:3:26"]);
    let blank = World::starter().changed("content/regions.yaml", "name: 示例市", "name: ''").told();
    assert!(blank.contains(&"error empty-value content/regions.yaml:3:15".to_string()), "{blank:#?}");
    let blank = World::starter().changed("content/indicators.yaml", "name: 衔接资金项目", "name: ' '").told();
    assert!(blank.contains(&"error empty-value content/indicators.yaml:9:21".to_string()), "{blank:#?}");
    let blank = World::starter().changed("content/indicators.yaml", "  收入: { id", "  '': { id: x }\n  收入: { id");
    told(&blank, &["error empty-value content/indicators.yaml:3:3"]);
    let blank = World::starter().changed("content/indicators.yaml", "[农民人均可支配收入]", "['']");
    told(&blank, &["error empty-value content/indicators.yaml:7:48"]);
}

#[test]
fn addresses_in_chinese() {
    let site = |url: &str| World::starter().changed("content/site.yaml", "base_url: \"\"", &format!("base_url: {url}"));
    let world = site("https://a.example/年报 本/");
    told(&world, &["error bad-address content/site.yaml:5:11"]);
    let help = world.help("bad-address");
    assert!(help.contains("https://a.example/%E5%B9%B4%E6%8A%A5%20%E6%9C%AC/"), "{help}");
    assert!(site("https://示例县.中国/").help("bad-address").contains("xn--"));
    assert!(site("www.a.example/年报").help("bad-address").contains("https://"));
    told(&site("https://xn--fiqs8s.example/%E5%B9%B4/"), &[]);
}
