//! How wide a text will be, from a built-in table of advances.
//!
//! Comes in: a text, its size and weight. Goes out: its width in the unit of the size.
//! Never asks a system font: the same chart must have the same bytes on every machine.

use super::escape::is_dropped;

/// How heavy a text is set; bold letters are wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Width of `text` set at `size`.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    // Thousandths are summed as integers, so that the order of characters cannot change the last bit.
    let thousandths: u32 = text.chars().map(|c| advance(c, weight)).sum();
    f64::from(thousandths) * size / 1000.0
}

/// Advance of one character in thousandths of an em.
fn advance(c: char, weight: Weight) -> u32 {
    match c {
        ' '..='~' => {
            let index = (c as usize) - 0x20;
            match weight {
                Weight::Regular => u32::from(REGULAR[index]),
                Weight::Bold => u32::from(BOLD[index]),
            }
        }
        c if is_dropped(c) => 0,
        '\u{300}'..='\u{36F}' => 0,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' => 250,
        '°' | '²' | '³' | '¹' | '\u{2070}'..='\u{209C}' => 411,
        '\u{2010}'..='\u{2013}' | '−' | '€' => 590,
        // In a Chinese font these marks are as wide as a character.
        '±' | '·' | '×' | '÷' => 1000,
        '\u{FF61}'..='\u{FFDC}' => 500,
        '\u{A1}'..='\u{2FF}' => 620,
        '\u{370}'..='\u{10FF}' => 800,
        _ => 1000,
    }
}

/// Advances of U+0020 to U+007E in Noto Sans CJK SC Regular, in thousandths of an em.
const REGULAR: [u16; 95] = [
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
    555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
    723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
    554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
    270, 338, 555,
];

/// The same in Noto Sans CJK SC Bold.
const BOLD: [u16; 95] = [
    227, 370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387, 590, 590, 590, 590, 590, 590, 590,
    590, 590, 590, 325, 325, 590, 590, 590, 514, 1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853,
    749, 770, 667, 770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567, 626, 591, 644, 527, 644,
    581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626, 644, 644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378,
    296, 378, 590,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn regular(text: &str) -> f64 {
        width(text, 10.0, Weight::Regular)
    }

    #[test]
    fn characters_and_full_width_marks_are_one_em() {
        assert_eq!(regular("脱贫人口，（）％·"), 90.0);
        assert_eq!(regular("𠮷"), 10.0);
    }

    #[test]
    fn digits_share_one_width() {
        assert_eq!(regular("15361元"), 5.0 * 5.55 + 10.0);
        assert_eq!(regular("00000"), regular("18273"));
    }

    #[test]
    fn bold_is_wider_and_invisible_characters_are_nothing() {
        assert!(width("123", 10.0, Weight::Bold) > regular("123"));
        assert_eq!(regular("\u{2060}\u{7}"), 0.0);
        assert_eq!(regular(""), 0.0);
    }
}
