//! The last characters of other words that look like a bound before a number: 节约30万元 is no 约30万元.

/// Whether a bound word that stands at the end of `before` is only the tail of another word (签约, 附近, 赶超, 至少不).
pub fn is_tail_of_a_word(before: &str, word: &str) -> bool {
    let heads = match word {
        "约" => "节签合预特制履续违公条契邀相集隐简婉毁守赴订盟租缔解",
        "近" => "附最靠临邻贴走亲远就拉晚新",
        "超" => "赶反高英中",
        "逾" => "不",
        "低于" | "高于" | "少于" | "多于" => "不",
        _ => return false,
    };
    before.strip_suffix(word).is_some_and(|head| head.ends_with(|c| heads.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_a_word_is_no_bound() {
        assert!(is_tail_of_a_word("全年节约", "约"));
        assert!(is_tail_of_a_word("村部附近", "近"));
        assert!(!is_tail_of_a_word("全年约", "约"));
        assert!(!is_tail_of_a_word("总数超", "超"));
    }
}
