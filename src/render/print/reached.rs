//! Which files a template reaches: those that it names in quotes, as `#import "/name.typ"` and `{% include "name.typ" %}` do, and those that these
//! name. Comes in: texts by their names. Goes out: the texts that are reached. Understands no template language.

use crate::model::theme::names_file;

/// The text that it starts from, and all that are reached from it.
pub(super) fn from<'t>(start: &'t str, files: &[(&'t str, &'t str)]) -> Vec<&'t str> {
    let mut left = files.to_vec();
    let mut reached = vec![start];
    let mut next = 0;
    while let Some(text) = reached.get(next).copied() {
        let (named, others) = left.into_iter().partition(|(name, _)| names_file(text, name));
        let named: Vec<(&str, &str)> = named;
        reached.extend(named.iter().map(|(_, text)| *text));
        left = others;
        next += 1;
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_in_quotes_is_reached_and_what_that_names() {
        let files = [
            ("a.typ", "#import \"b.typ\": *"),
            ("parts/b.typ", "{% include 'c.typ' %}"),
            ("c.typ", "C"),
            ("d.typ", "#import \"/a.typ\""),
        ];
        assert_eq!(
            from("#{ import \"/a.typ\": * }", &files),
            ["#{ import \"/a.typ\": * }", files[0].1, files[1].1, "C"]
        );
        assert_eq!(from("a.typ", &files), ["a.typ"]);
    }
}
