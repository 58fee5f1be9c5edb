//! The fenced blocks of ours: chart, table, photo, figure, responsible. One file for each; this one knows their names.

mod chart;
mod figure;
mod photo;
mod responsible;
mod table;

use super::prose::Prose;
use crate::finding::{Finding, Place, nearest};
use crate::model::article::{Block, Span};
use crate::read::{Form, Mapping, yaml::Node};

/// A fenced block as it stands in the Markdown.
pub struct Fence<'t> {
    pub name: &'t str,
    pub yaml: &'t str,
    /// The byte of the file at which the YAML starts.
    pub yaml_from: usize,
    /// The opening fence.
    pub place: Place,
}

type Compose = fn(&mut Prose, &Form, &Mapping, &Fence) -> Option<Block>;

const BLOCKS: [(&str, &str, Compose); 5] = [
    ("chart", "图表", chart::block),
    ("table", "表格", table::block),
    ("photo", "图片", photo::block),
    ("figure", "数字", figure::block),
    ("responsible", "责任单位", responsible::block),
];

/// The block that a fence makes, and the name by which the text refers to it; faults are findings.
pub fn block(prose: &mut Prose, fence: &Fence) -> Option<(Block, Option<String>)> {
    let Some((_, _, compose)) = BLOCKS.iter().find(|(en, zh, _)| [*en, *zh].contains(&fence.name)) else {
        let known: Vec<&str> = BLOCKS.iter().map(|(en, ..)| *en).collect();
        let near = nearest(fence.name, known.iter().copied());
        let help = near.first().map_or_else(|| known.join("、"), |near| near.to_string());
        prose.tell(
            Finding::error(
                "unknown-block",
                fence.place.clone(),
                format!("不认识的块“{}”", fence.name),
                format!("unknown block `{}`", fence.name),
            )
            .help(format!("可用：{help}"), format!("known: {help}")),
        );
        return None;
    };
    let form = Form::new(prose.file.clone(), fence.yaml_from);
    let node = form.parse(fence.yaml).filter(|node| *node != Node::Null);
    let block = node.as_ref().and_then(|node| {
        let map = form.root(node).mapping()?;
        let block = compose(prose, &form, &map, fence)?;
        let can_be_named = matches!(block, Block::Chart(_) | Block::Table(_));
        let name = if can_be_named { map.text(&["name", "名称"]) } else { String::new() };
        // A block that failed has not asked for all its keys.
        map.finish();
        Some((block, Some(name).filter(|name| !name.is_empty())))
    });
    if node.is_none() && !form.has_findings() {
        form.tell(Finding::error("empty-block", fence.place.clone(), "这个块是空的", "the block is empty"));
    }
    prose.findings.extend(form.into_findings());
    block
}

/// How many columns of a newspaper page the block is as wide as: `span: 2`, `span: all`.
fn span(map: &Mapping) -> Span {
    let Some(field) = map.field(&["span", "跨栏"]).filter(|field| !field.is_null()) else { return Span::Fitting };
    let text = field.text().unwrap_or_default();
    match (text.as_str(), text.parse()) {
        ("all" | "通栏", _) => Span::All,
        (_, Ok(columns @ 1..=9)) => Span::Columns(columns),
        _ => {
            field.tell_wrong_shape("栏数（1 到 9）或 通栏", "a number of columns (1 to 9) or all", "跨栏: 2");
            Span::Fitting
        }
    }
}
