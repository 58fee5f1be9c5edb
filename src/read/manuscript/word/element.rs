//! What one element of WordprocessingML says in its attributes. Comes in: an element. Goes out: a value, a switch, the character
//! of a symbol. Knows no lines.

use super::package::Fault;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Result<Option<String>, Fault> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Fault::Broken)?;
        if attribute.key.local_name().into_inner() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Fault::Broken)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A switch is on unless it says otherwise (17.17.4).
pub(super) fn is_on(element: &BytesStart) -> Result<bool, Fault> {
    Ok(!matches!(attribute(element, "val")?.as_deref(), Some("0" | "false" | "off")))
}

/// The character of a symbol. Fonts of symbols have theirs at U+F000 and up; of these only the font Symbol is known, and of it
/// what stands beside numbers.
pub(super) fn symbol(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code, 16).ok()?;
    if !(0xf000..=0xf0ff).contains(&code) {
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    match code - 0xf000 {
        _ if font != "Symbol" => None,
        ascii @ (0x25 | 0x28..=0x2c | 0x2e..=0x3e) => char::from_u32(ascii),
        0x2d => Some('−'),
        0xa3 => Some('≤'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb3 => Some('≥'),
        0xb4 => Some('×'),
        0xb8 => Some('÷'),
        0xb9 => Some('≠'),
        0xbb => Some('≈'),
        _ => None,
    }
}
