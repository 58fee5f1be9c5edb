//! Laws that hold for every input, tried on inputs that nobody would think of. The cases are the same in every run.

use crate::world::World;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rust_decimal::Decimal;
use yearbook::model::quantity::{Rounding, Towards, round};
use yearbook::model::{Interval, Period, Quantity, Scale, Unit};
use yearbook::{compose, derive, pipeline, read};

/// Tries a law on so many inputs, from a fixed seed.
#[track_caller]
fn holds<S: Strategy>(cases: u32, inputs: S, law: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(error) = runner.run(&inputs, law) {
        panic!("{error}");
    }
}

fn digits() -> impl Strategy<Value = String> {
    prop_oneof!["0|[1-9][0-9]{0,8}", "(0|[1-9][0-9]{0,5})\\.[0-9]{1,4}"]
}

const UNITS: [&str; 12] = ["元", "人", "户", "个", "公里", "亩", "吨", "%", "‰", "个百分点", "元/人·月", "人次"];

/// The text of a quantity: digits, scale, unit and at most one bound.
fn quantity_text() -> impl Strategy<Value = String> {
    let scale = prop::sample::select(vec!["", "", "万", "亿", "万亿"]);
    let unit = prop::sample::select(UNITS.to_vec());
    let bound = prop::sample::select(vec![
        ("", ""),
        ("", ""),
        ("超过", ""),
        ("不到", ""),
        ("近", ""),
        ("约", ""),
        ("至少", ""),
        ("不超过", ""),
        ("", "以上"),
        ("", "以内"),
        ("", "左右"),
        ("余", "number"),
        ("多", "number"),
        ("余", "scale"),
    ]);
    (any::<bool>(), digits(), scale, unit, bound).prop_map(|(negative, digits, scale, unit, (front, end))| {
        let sign = if negative && front.is_empty() { "-" } else { "" };
        match end {
            "number" => format!("{sign}{digits}{front}{scale}{unit}"),
            // Without a scale the word stands behind the number all the same.
            "scale" => format!("{sign}{digits}{scale}{front}{unit}"),
            end => format!("{front}{sign}{digits}{scale}{unit}{end}"),
        }
    })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000, 0_u32..6).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

#[test]
fn a_quantity_prints_as_it_was_written() {
    holds(4000, quantity_text(), |text| {
        let quantity = Quantity::parse(&text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
        // 1.2余元 and 1.2元余 cannot be told apart by what they mean; the letters are what counts.
        prop_assert_eq!(quantity.to_string(), text.clone());
        prop_assert_eq!(Quantity::parse(&quantity.to_string()).unwrap(), quantity);
        Ok(())
    });
}

#[test]
fn two_measures_print_as_they_were_written() {
    holds(500, (1_u32..99_999, 1_u32..99_999), |(households, persons)| {
        let text = format!("{households}户{persons}人");
        let all = Quantity::parse_all(&text).unwrap();
        prop_assert_eq!(all.iter().map(Quantity::to_string).collect::<String>(), text);
        Ok(())
    });
}

#[test]
fn any_text_is_a_quantity_or_an_error() {
    holds(
        4000,
        "[0-9０-９.,/%‰万亿千百十余多近约超过不到以上元户人个 ・·\u{2060}-]{0,16}|.{0,12}",
        |text| {
            let _ = Quantity::parse_all(&text);
            let _ = Period::parse(&text);
            let _ = compose::reference::parse(&text);
            Ok(())
        },
    );
}

#[test]
fn conversion_there_and_back_is_exact() {
    let families = [vec!["元"], vec!["人", "名"], vec!["米", "公里", "千米"], vec!["克", "斤", "公斤", "吨"]];
    let pair = prop::sample::select(families.to_vec())
        .prop_flat_map(|family| (prop::sample::select(family.clone()), prop::sample::select(family)));
    let scale = || prop::sample::select(vec![Scale::One, Scale::Wan, Scale::Yi]);
    holds(3000, (digits(), pair, scale(), scale()), |(digits, (unit, other), from, to)| {
        let quantity = Quantity::parse(&format!("{digits}{}{unit}", from.word())).unwrap();
        let there = quantity.converted(to, &Unit::new(other)).unwrap();
        let back = there.converted(from, &Unit::new(unit)).unwrap();
        prop_assert_eq!(back.value(), quantity.value(), "{} {} {}", quantity, there, back);
        Ok(())
    });
}

#[test]
fn what_is_converted_has_lost_nothing() {
    let pair = prop::sample::select(vec![
        ("亩", "公顷"),
        ("亩", "平方公里"),
        ("平方米", "亩"),
        ("克", "斤"),
        ("%", "倍"),
        ("‰", "成"),
    ]);
    holds(
        3000,
        (digits(), pair, prop::sample::select(vec![Scale::One, Scale::Wan])),
        |(digits, (unit, other), from)| {
            let quantity = Quantity::parse(&format!("{digits}{}{unit}", from.word())).unwrap();
            let Some(there) = quantity.converted(Scale::One, &Unit::new(other)) else {
                // A third of a hectare has no end: fifteen divides evenly only sometimes.
                prop_assert_eq!(unit, "亩");
                let thirds = quantity.value() * Decimal::from(10_000) % Decimal::from(3);
                prop_assert_ne!(thirds, Decimal::ZERO, "{}", quantity);
                return Ok(());
            };
            prop_assert_eq!(there.value_in(&quantity.unit), Some(quantity.value()));
            prop_assert_eq!(there.converted(from, &quantity.unit).unwrap().value(), quantity.value());
            Ok(())
        },
    );
}

#[test]
fn hectares_and_mu_convert_without_a_made_up_digit() {
    holds(500, 1_u32..100_000, |hectares| {
        for (mine, theirs) in [
            (format!("{hectares}公顷"), format!("{}亩", hectares * 15)),
            (format!("{}亩", hectares * 3), format!("{}平方米", hectares * 2000)),
        ] {
            let convert = |from: &str, to: &str| {
                let to = Quantity::parse(to).unwrap();
                Quantity::parse(from).unwrap().converted(Scale::One, &to.unit).unwrap().to_string()
            };
            prop_assert_eq!(convert(&mine, &theirs), theirs.clone());
            prop_assert_eq!(convert(&theirs, &mine), mine);
        }
        Ok(())
    });
}

/// Han digits as they stand in reports: counted, or said one by one.
fn han_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "负?[一二两三四五六七八九]",
        "[一二三四五六七八九]?十[一二三四五六七八九]?",
        "[一二三四五六七八九〇零]{2,8}",
        "[两三]百[零〇][一二三]"
    ]
}

#[test]
fn han_digits_print_as_they_were_written() {
    let scale = prop::sample::select(vec!["", "万", "亿"]);
    holds(2000, (han_text(), scale, prop::sample::select(UNITS.to_vec())), |(digits, scale, unit)| {
        let text = format!("{digits}{scale}{unit}");
        let quantity = Quantity::parse(&text).map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
        prop_assert_eq!(quantity.to_string(), text);
        prop_assert_eq!(quantity.clone().negated().negated(), quantity);
        Ok(())
    });
}

#[test]
fn no_quantity_is_too_large_to_stand_for_values() {
    let text =
        "[+-]?[0-9]{1,19}(\\.[0-9]{1,14})?(/[0-9]{1,19})?[余多]?(万|亿|万亿)?(元|亩|吨|平方公里|%|户)(以上|左右|以内)?";
    let unit = prop::sample::select(vec!["元", "平方米", "公顷", "克", "‰", "户"]);
    holds(4000, (text, unit, 0_u32..9), |(text, unit, decimals)| {
        let Ok(quantity) = Quantity::parse(&text) else { return Ok(()) };
        let unit = Unit::new(unit);
        prop_assert!(quantity.interval().contains(quantity.value()), "{text}");
        let is_zero = quantity.value().is_zero();
        prop_assert!(is_zero || quantity.clone().negated().interval().mirrored() == quantity.interval(), "{text}");
        for scale in [Scale::One, Scale::Yi, Scale::WanYi] {
            let _ = (quantity.converted(scale, &unit), quantity.interval_in(&unit));
            let _ = quantity.rounded(scale, &unit, decimals, Towards::AwayFromZero);
        }
        Ok(())
    });
}

#[test]
fn an_open_bound_that_is_rounded_still_allows_what_it_allowed() {
    holds(4000, (quantity_text(), 0_u32..5), |(text, decimals)| {
        let quantity = Quantity::parse(&text).unwrap();
        let Some(bound) = quantity.bound else { return Ok(()) };
        let towards = bound.sense.rounds(Rounding::HalfUp);
        let rounded = quantity.rounded(quantity.scale, &quantity.unit, decimals, towards).unwrap();
        let (before, after) = (quantity.interval(), rounded.interval());
        if before.low.is_none() || before.high.is_none() {
            let end = before.low.or(before.high).unwrap();
            // A negative amount that is rounded to zero has lost its side.
            prop_assert!(rounded.value().is_zero() || after.contains(end), "{text} {rounded}");
        }
        Ok(())
    });
}

#[test]
fn the_interval_contains_the_value() {
    holds(4000, quantity_text(), |text| {
        let quantity = Quantity::parse(&text).unwrap();
        let interval = quantity.interval();
        prop_assert!(interval.contains(quantity.value()), "{} {:?}", text, interval);
        if let (Some(low), Some(high)) = (interval.low, interval.high) {
            prop_assert!(low <= high, "{text}");
        }
        Ok(())
    });
}

#[test]
fn what_rounds_to_a_printed_number_lies_in_its_interval() {
    holds(3000, (decimal(), 0_u32..4), |(exact, decimals)| {
        for rounding in [Rounding::HalfUp, Rounding::HalfEven] {
            for scale in [Scale::One, Scale::Wan, Scale::Yi] {
                let printed = Quantity::computed(exact, scale, Unit::new("元"), decimals, rounding);
                prop_assert!(printed.interval().contains(exact), "{exact} {printed}");
            }
        }
        Ok(())
    });
}

#[test]
fn rounding_moves_at_most_half_a_step() {
    holds(3000, (decimal(), 0_u32..6), |(exact, decimals)| {
        let half = Decimal::new(5, decimals + 1);
        for rounding in [Rounding::HalfUp, Rounding::HalfEven] {
            let rounded = round(exact, decimals, rounding);
            prop_assert!((rounded - exact).abs() <= half);
            prop_assert_eq!(rounded.scale(), decimals);
            prop_assert_eq!(round(rounded, decimals, rounding), rounded);
            prop_assert_eq!(round(-exact, decimals, rounding), -rounded);
        }
        Ok(())
    });
}

fn interval() -> impl Strategy<Value = Interval> {
    (decimal(), decimal(), 0..5).prop_map(|(a, b, kind)| match kind {
        0 => Interval::at_least(a),
        1 => Interval::at_most(a),
        2 => Interval::point(a),
        _ => Interval::between(a.min(b), a.max(b)),
    })
}

#[test]
fn meeting_is_mutual() {
    holds(4000, (interval(), interval(), decimal()), |(a, b, value)| {
        prop_assert_eq!(a.meets(&b), b.meets(&a));
        prop_assert!(a.meets(&a));
        if a.contains(value) && b.contains(value) {
            prop_assert!(a.meets(&b));
        }
        Ok(())
    });
}

/// An interval with both ends and a value inside it.
fn inside() -> impl Strategy<Value = (Interval, Decimal)> {
    (decimal(), 0_i64..100_000, 0_i64..=100).prop_map(|(low, width, part)| {
        let width = Decimal::new(width, 2);
        (Interval::between(low, low + width), low + width * Decimal::from(part) / Decimal::ONE_HUNDRED)
    })
}

#[test]
fn arithmetic_of_intervals_contains_arithmetic_of_values() {
    // A quotient is cut at 28 digits, at its ends as inside.
    let slack = |interval: Interval| {
        let tiny = Decimal::new(1, 15);
        Interval {
            low: interval.low.map(|v| v - tiny * (v.abs() + Decimal::ONE)),
            high: interval.high.map(|v| v + tiny * (v.abs() + Decimal::ONE)),
        }
    };
    holds(4000, (inside(), inside()), |((a, x), (b, y))| {
        prop_assert!(a.plus(&b).unwrap().contains(x + y));
        prop_assert!(a.minus(&b).unwrap().contains(x - y));
        prop_assert!(a.times(&b).unwrap().contains(x * y));
        match a.over(&b) {
            Some(quotient) => prop_assert!(slack(quotient).contains(x / y), "{x} / {y} in {quotient:?}"),
            None => prop_assert!(b.low.unwrap() <= Decimal::ZERO, "{b:?}"),
        }
        Ok(())
    });
}

#[test]
fn computed_growth_contains_the_growth_of_any_values_that_print_so() {
    // Two years of a printed figure, and where inside its half step each true value lies.
    let figure = || (1_i64..99_999, 0_u32..3, -49_i64..=49);
    holds(150, (figure(), figure()), |((now, now_scale, now_part), (then, then_scale, then_part))| {
        let (now, then) = (Decimal::new(now, now_scale), Decimal::new(then, then_scale));
        let world = two_years(&format!("{now}万元"), &format!("{then}万元"));
        let proof = world.proof();
        let indicator = proof.book.vocabulary.find("衔接资金").unwrap();
        let region = proof.book.regions.iter().find(|r| r.name == "邻近县").unwrap().code;
        let key = proof.book.key(region, 2024, indicator, None).unwrap();
        let truly = |printed: Decimal, part: i64| printed + Decimal::new(part, 2) * Decimal::new(1, printed.scale());
        let (now, then) = (truly(now, now_part), truly(then, then_part));
        match proof.book.growth(key, 0) {
            Ok(growth) => {
                let percent = (now - then) / then * Decimal::ONE_HUNDRED;
                let tiny = Decimal::new(1, 12) * (percent.abs() + Decimal::ONE_HUNDRED);
                let (low, high) = (growth.interval.low.unwrap(), growth.interval.high.unwrap());
                prop_assert!(low - tiny <= percent && percent <= high + tiny, "{percent} in [{low}, {high}]");
                prop_assert!(growth.interval.contains(growth.exact));
            }
            // Where the year before may have been nothing, there is no growth to give.
            Err(lack) => prop_assert!(then - Decimal::new(1, 1) <= Decimal::ONE_HUNDRED, "{lack:?}"),
        }
        Ok(())
    });
}

fn two_years(now: &str, then: &str) -> World {
    let data = |year: i32, value: &str| {
        format!(
            "region: \"990102\"\nyear: {year}\nsources: {{ s: {{ title: 资料 }} }}\nsource: s\nfigures: {{ 衔接资金: {value} }}\n"
        )
    };
    World::starter()
        .with("content/data/990102/2024.yaml", data(2024, now))
        .with("content/data/990102/2023.yaml", data(2023, then))
}

/// Pieces of Markdown, references and fences, and any characters between them.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{{ 衔接资金 }}".to_string()),
        Just("{{ 监测对象 | 户 }}".to_string()),
        Just("{{".to_string()),
        Just("}}".to_string()),
        "\\{\\{ ?[a-z0-9|@: 衔接资金同比增减位数汉字“”\"号引=]{0,16} ?\\}\\}",
        Just("\n\n".to_string()),
        Just("\n".to_string()),
        Just("```chart\nkind: line\n".to_string()),
        Just("```table\ncolumns: [a]\nrows: [[b]]\n```\n".to_string()),
        Just("```".to_string()),
        Just("| a | b |\n|---|---|\n| {{ 衔接资金 }} | 2 |\n".to_string()),
        Just("- ——{{ 衔接资金项目 }}\n".to_string()),
        Just("[^1]".to_string()),
        Just("\n[^1]: 注{{ 衔接资金 }}\n".to_string()),
        Just("![图](a.png)".to_string()),
        Just("[字](https://a.example)".to_string()),
        "[#>*_`~\\[\\]()!<>&;-]{1,4}",
        "[一二三年月第0-9.,%万亿元]{1,6}",
        Just("&amp;&#x4e00;&hellip;".to_string()),
        "\\PC{0,6}",
        ".{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn composing_never_panics() {
    let world = World::starter();
    let draft = read::content(world.root()).unwrap();
    let (book, _) = derive::book(draft.settings, draft.vocabulary, draft.regions, draft.statements);
    let original = draft.reports.into_iter().next().unwrap();
    let front = original.text[..original.body_from].to_string();
    holds(3000, prose(), |text| {
        let text = text.replace(['\r', '\0'], "");
        let draft = read::ReportDraft { text: format!("{front}{text}").into(), ..original.clone() };
        let mut texts = yearbook::source::Texts::default();
        texts.insert(draft.file.clone(), draft.text.clone());
        let (_, findings) = compose::articles(&[draft], &book, &[]);
        // Every finding can be shown at its place.
        for language in [yearbook::finding::Language::Chinese, yearbook::finding::Language::English] {
            let _ = yearbook::finding::text(&findings, &texts, language, false);
        }
        let _ = yearbook::finding::json(&findings, &texts, yearbook::finding::Language::Chinese);
        Ok(())
    });
}

#[test]
fn standing_texts_never_panic() {
    let world = World::starter();
    holds(150, prose(), |text| {
        let text = text.replace(['\r', '\0'], "");
        world.write("content/summaries/funds.md", format!("---\ndomain: 资金项目\n---\n[[{text}]]。{text}"));
        let proof = world.proof();
        let _ = crate::world::lines(&proof.findings, &proof.texts);
        Ok(())
    });
}

#[test]
fn rendering_never_panics() {
    let world = World::starter();
    let report = world.read("content/reports/2024/first-report.md");
    holds(60, prose(), |text| {
        world.write("content/reports/2024/first-report.md", format!("{report}\n{text}\n"));
        let proof = world.proof();
        if !yearbook::finding::has_error(&proof.findings) {
            let built = pipeline::publish(&proof, world.root(), &world.out(), &|| {}).unwrap();
            prop_assert!(built.findings.is_empty(), "{:?}", built.findings);
        }
        Ok(())
    });
}

/// Lines as in a data file, with any faults.
fn yaml() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("1.67亿元".to_string()),
        Just("{ value: 1万元, growth: 3% }".to_string()),
        Just("[1元, {period: 上半年}]".to_string()),
        Just("&a 1".to_string()),
        Just("*a".to_string()),
        Just("!!binary x".to_string()),
        Just("|\n  多行".to_string()),
        "[\\[\\]{}:,&*!|>'\"%@`#?-]{0,6}",
        "\\PC{0,10}",
    ];
    let key = prop_oneof![
        Just("region".to_string()),
        Just("year".to_string()),
        Just("figures".to_string()),
        Just("  衔接资金".to_string()),
        Just("  监测对象@累计".to_string()),
        Just("targets".to_string()),
        Just("source".to_string()),
        "[ \\t?-]{0,4}[a-z一-龥]{0,4}",
        "\\PC{0,6}",
    ];
    prop::collection::vec((key, value), 0..12)
        .prop_map(|lines| lines.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect())
}

#[test]
fn a_scalar_is_read_as_it_was_written() {
    let scalar =
        "[0-9+.-][0-9xXobeE_.:]{0,12}[0-9a-f]|true|False|YES|no|On|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z一-龥0-9.]{1,8}";
    holds(3000, (scalar, "[a-z]{1,4}"), |(scalar, key)| {
        let Ok(node) = read::yaml::parse(&format!("{key}: {scalar}\n{scalar}: [{scalar}]\n")) else { return Ok(()) };
        if let (false, read::yaml::Node::Map(entries)) = (scalar == "null" || scalar.contains(": "), node) {
            prop_assert_eq!(&entries[0].1, &read::yaml::Node::Scalar(scalar.clone()));
            prop_assert_eq!(&entries[1].0, &scalar);
            prop_assert_eq!(&entries[1].1, &read::yaml::Node::List(vec![read::yaml::Node::Scalar(scalar)]));
        }
        Ok(())
    });
}

#[test]
fn reading_yaml_never_panics() {
    holds(3000, prop_oneof![yaml(), "\\PC{0,40}", "(.|\n){0,40}"], |text| {
        let _ = read::yaml::parse(&text);
        Ok(())
    });
}

#[test]
fn reading_data_never_panics() {
    let world = World::starter();
    for file in
        ["content/data/990102/2023.yaml", "content/indicators.yaml", "content/regions.yaml", "content/site.yaml"]
    {
        let before = std::fs::read(world.path(file)).unwrap_or_default();
        holds(120, yaml(), |text| {
            // Behind a sound beginning, so that what follows is read at all.
            let head = if before.is_empty() {
                "region: \"990102\"\nyear: 2023\nfigures:\n".to_string()
            } else {
                String::from_utf8_lossy(&before).into_owned()
            };
            world.write(file, format!("{head}{text}"));
            let proof = world.proof();
            let _ = crate::world::lines(&proof.findings, &proof.texts);
            Ok(())
        });
        world.write(file, &before);
        if before.is_empty() {
            std::fs::remove_file(world.path(file)).unwrap();
        }
    }
}
