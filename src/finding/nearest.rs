//! The known names nearest to one that nobody knows, for the help of a finding.

/// Best first, at most three: those that share the most pairs of neighbouring characters (Dice's coefficient).
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = pairs(name);
    let mut scored: Vec<(usize, &str)> = known
        .map(|candidate| {
            let theirs = pairs(candidate);
            let shared = wanted.iter().filter(|pair| theirs.contains(pair)).count();
            (2000 * shared / (wanted.len() + theirs.len()).max(1), candidate)
        })
        .filter(|(score, _)| *score >= 400)
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup();
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// The pairs of neighbouring characters of a name, its edges included.
fn pairs(name: &str) -> Vec<(char, char)> {
    let chars: Vec<char> = std::iter::once('^').chain(name.chars()).chain(std::iter::once('$')).collect();
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_one_character_is_found() {
        let known = ["脱贫人口人均纯收入", "农村居民人均可支配收入", "监测对象"];
        assert_eq!(nearest("脱贫人口人均收入", known.into_iter())[0], "脱贫人口人均纯收入");
        assert_eq!(nearest("检测对象", known.into_iter()), ["监测对象"]);
        assert!(nearest("天气", known.into_iter()).is_empty());
    }
}
