//! Characters that no font has are told where they are written, whichever document prints them, and each file's once. Where no
//! Chinese font is installed the test says so and passes.

use crate::world::{World, lines_of_json};

#[test]
fn a_character_without_a_glyph_is_told_where_it_is_written() {
    let world = World::starter()
        .changed("content/indicators.yaml", "name: 衔接资金项目,", "name: 衔接资金项目\u{1f989}, aliases: [衔接资金项目],")
        .changed("content/data/990102/2024.yaml", "title: 邻近县2024年统计资料", "title: 邻近县2024年\u{1f9ed}统计资料")
        .with(
            "content/reports/2024/second.md",
            "---\ngenre: review\ntitle: 第二篇\nregion: \"990101\"\nyear: 2024\ndate: 2025-04-02\n---\n工作有序。\n\n到场\u{1f43c}，又到\u{1f43c}。\n",
        );
    if world.run(&["fonts"]).status != 0 {
        eprintln!("skipped: no Chinese font is installed");
        return;
    }
    let everything = ["build", "--volume", "2024", "--format", "json"];
    let told = lines_of_json(&world.run(&everything).stdout);
    assert_eq!(
        told,
        [
            "error missing-glyph content/data/990102/2024.yaml:4:30",
            "error missing-glyph content/indicators.yaml:9:27",
            "error missing-glyph content/reports/2024/second.md:10:3",
        ]
    );
    let shown = world.run(&["build", "--no-pdf", "--volume", "2024"]).stderr;
    assert!(shown.contains("到场\u{1f43c}，又到") && shown.contains("U+1F43C"), "{shown}");
}
