//! `yearbook build --merge`: the parts of a site, made by several machines, become the site. Comes in: the folders of the parts.
//! Goes out: the output folder. Reads no content.

use super::{Common, End, build};
use crate::finding::{self, visible};
use crate::source::Texts;
use crate::{merge, publish};
use std::io;
use std::path::{Path, PathBuf};

pub(super) fn run(common: &Common, folders: &[PathBuf], force: bool) -> io::Result<End> {
    let out = common.out();
    if common.theme.is_some() {
        return Ok(common.refuse(
            "--merge 不能和 --theme 一起写：各片用的主题已经定了",
            "--merge takes no --theme: the shards have theirs",
        ));
    }
    if let Some(end) = refuse_within_each_other(common, &out, folders)? {
        return Ok(end);
    }
    if let Some(end) = build::refuse_output(common, &out, force)? {
        return Ok(end);
    }
    let merged = merge::merge(folders, &out)?;
    let failed = finding::has_error(&merged.findings);
    let end = common.show(merged.findings, &Texts::default())?;
    if failed {
        build::say_nothing_written(common);
        return Ok(end);
    }
    let p = merged.published;
    let index = out.join("index.html").to_string_lossy().into_owned();
    let (index, count) = (visible(&index), folders.len());
    common.say(
        &format!(
            "合了 {count} 片：{} 个网页，{} 份 PDF；写了 {} 个文件，{} 个没有变，删去 {} 个。打开 {index}",
            merged.pages, merged.pdfs, p.written, p.unchanged, p.removed
        ),
        &format!(
            "{count} shards merged: {} pages, {} PDFs; {} files written, {} unchanged, {} removed. Open {index}",
            merged.pages, merged.pdfs, p.written, p.unchanged, p.removed
        ),
    );
    Ok(end)
}

/// Writing to one of two folders that lie within each other would change the other.
fn refuse_within_each_other(common: &Common, out: &Path, folders: &[PathBuf]) -> io::Result<Option<End>> {
    let out = build::resolved(out)?;
    let shards = folders.iter().map(|folder| build::resolved(folder)).collect::<io::Result<Vec<PathBuf>>>()?;
    let Some(inside) = publish::overlap(&out, &shards) else { return Ok(None) };
    let inside = inside.to_string_lossy();
    let inside = visible(&inside);
    Ok(Some(common.refuse(
        &format!("输出文件夹和分片的文件夹（{inside}）不能一个在另一个里面"),
        &format!("the output folder and the folder of a shard ({inside}) must not lie within each other"),
    )))
}
