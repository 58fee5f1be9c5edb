//! The index of a small world: what is one to a reader is found under one key, and files are what the plan says.

use super::{Figures, Search, Space, normal, pairs, passages};
use crate::compose::StandingTexts;
use crate::plan::{self, Material, SearchFile, Shards};
use crate::render::World;
use crate::render::web::tests::world::{articles, book, theme};
use crate::render::web::words::Words;
use serde_json::Value;

fn with_world<T>(see: impl FnOnce(World) -> T) -> T {
    let (book, articles, theme) = (book(), articles(), theme());
    let material = Material { book: &book, articles: &articles, theme: &theme, images: &[], knows_every_year: true };
    let (site, _) = plan::site(&material, &plan::Prints::default());
    see(World { book: &book, articles: &articles, summaries: &StandingTexts::default(), theme: &theme, site: &site })
}

fn normalised(text: &str) -> String {
    normal::normal(text).collect()
}

#[test]
fn marks_spaces_and_widths_make_no_difference() {
    assert_eq!(normalised("“四个不摘” 要求，ＧＤＰ"), "四个不摘要求gdp");
    assert_eq!(normalised("增长1.63%。第3. 节"), "增长1.63%第3节");
    assert_eq!(normalised("5·12　〇—（𠮷）"), "512〇𠮷");
}

#[test]
fn every_figure_is_listed_and_found_by_each_of_its_values() {
    with_world(|world| {
        let space = Space::of(world);
        let shards = Shards { figures: 2, values: 7, ..Shards::default() };
        let all = Figures::of(world, Words(world.theme), space, shards);
        let parts: Vec<Value> = (0..2).map(|n| all.by_indicator(n)).collect();
        let texts: Vec<&str> =
            parts.iter().flat_map(|part| part.as_array().unwrap()).filter_map(Value::as_str).collect();
        // Of one indicator the newest year first; a target is listed with its word, a missing figure is not.
        assert_eq!(texts, ["15361元", "15000元以上\t目标值", "13242元", "12000元", "3449户10424人"]);
        for (key, text) in [("15361", "15361元"), ("3449", "3449户10424人"), ("10424", "3449户10424人")] {
            let shard = all.by_value(normal::shard(key.chars(), 7));
            assert!(shard.as_array().unwrap().iter().any(|entry| entry == text), "{key} in {shard:?}");
        }
    });
}

/// The texts of a theme stand in some files: those alone have another gist.
#[test]
fn a_file_by_value_has_another_gist_exactly_where_it_says_something_else() {
    let files = |with_other_words: bool| {
        with_world(|world| {
            let mut theme = world.theme.clone();
            if with_other_words {
                theme.words.insert("target".into(), "计划".into());
            }
            let shards = Shards { figures: 2, values: 7, ..Shards::default() };
            let all = Figures::of(world, Words(&theme), Space::of(world), shards);
            (0..7).map(|n| (all.by_value(n), all.gist(n).unwrap())).collect::<Vec<_>>()
        })
    };
    let (before, after) = (files(false), files(true));
    assert_eq!(before, files(false));
    let differ: Vec<bool> = before.iter().zip(&after).map(|(one, other)| one.0 != other.0).collect();
    let gists: Vec<bool> = before.iter().zip(&after).map(|(one, other)| one.1 != other.1).collect();
    assert_eq!(differ, gists);
    assert!(differ.contains(&true) && differ.contains(&false), "{before:?}");
}

#[test]
fn what_is_read_together_stands_in_one_passage() {
    with_world(|world| {
        let all = passages::list(world);
        let shards = pairs::by_pair(&all, 3);
        for (number, passage) in all.all.iter().enumerate() {
            let chars: Vec<char> = normal::normal(&passage.text).collect();
            for pair in chars.windows(2) {
                let listed = &shards[normal::shard(pair.iter().copied(), 3)][pair.iter().collect::<String>()];
                let mut at = 0;
                let numbers: Vec<u64> = listed
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|step| {
                        at += step.as_u64().unwrap();
                        at
                    })
                    .collect();
                assert!(numbers.contains(&(number as u64)), "{pair:?} of {}", passage.text);
            }
        }
        let texts = passages::texts(&all, &Space::of(world), 4);
        let count = |part: &super::Part| part.data[1].as_array().unwrap().len() as u64 / 3;
        assert_eq!(texts.iter().map(count).sum::<u64>(), all.all.len() as u64);
        assert!(texts.windows(2).all(|two| two[0].start + count(&two[0]) == two[1].start));
    });
}

#[test]
fn the_files_are_those_of_the_plan_and_hold_no_markup() {
    with_world(|world| {
        let search = Search::of(world, Words(world.theme));
        for file in world.site.shards.files() {
            let text = search.file(file);
            let data = text.strip_prefix(&format!("yearbookSearch(\"{}\",", file.name())).unwrap();
            let data: Value = serde_json::from_str(data.strip_suffix(")\n").unwrap()).unwrap();
            assert!(!data.is_null() && !text.contains('<'), "{}", file.name());
        }
        let directory = search.file(SearchFile::Directory);
        assert!(directory.contains(r#"["511100","乐山市","#) && directory.contains("2021-2023"));
    });
}
