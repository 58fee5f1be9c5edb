//! A QR code (GB/T 18284) of an address as SVG, one path of bars with its quiet zone: 扫一扫. Comes in: an address. Goes out: SVG, the
//! same for the same address.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The white that a reader needs around a code, in modules.
const QUIET: usize = 4;

/// `None` for an address that is too long for a code.
pub fn svg(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            let length = run.len();
            if run[0] == Color::Dark {
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length;
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finders_and_its_quiet_zone() {
        let svg = svg("https://example.gov.cn/yearbook/reports/2023/a/").unwrap();
        assert!(svg.contains("viewBox=\"0 0 41 41\""), "{}", &svg[..120]);
        assert!(svg.contains("M4 4h7v1h-7z"), "the first finder begins behind four modules of white");
        assert!(!svg.contains("M3 "));
        assert_eq!(super::svg(&"x".repeat(5000)), None);
    }
}
