//! Whatever the bytes, an answer or an error comes back.

mod drawing;

use drawing::{jpg, pdf, png, room_pdf, turned};
use proptest::prelude::*;
use reader::{check, fit_for_textract, page_picture, read};
use shared::job::BlueprintFormat;

fn everything(bytes: &[u8]) {
    let Ok(info) = check(bytes, None) else { return };
    let _ = page_picture(bytes, info.format, 1, 64);
    let _ = read(bytes, info.format, None, &mut |_| {});
    let _ = fit_for_textract(bytes, info.format);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_after_a_header(kind in 0..3_usize, bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let headers: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", &[0xFF, 0xD8, 0xFF, 0xE0], b"%PDF-1.7\n"];
        everything(&[headers[kind], &bytes].concat());
    }

    #[test]
    fn mutated_documents(
        kind in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = [png(24, 16), jpg(24, 16), turned(&jpg(24, 16), 6), room_pdf()][kind].clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        everything(&bytes);
    }
}

#[test]
fn a_pdf_of_absurd_sizes_is_answered() {
    for attributes in [
        "/MediaBox[0 0 1e30 1e30]",
        "/MediaBox[0 0 0 0]",
        "/MediaBox[0 0 14400 0.001]",
        "/MediaBox[9 9 -9 -9]",
        "/MediaBox[0 0 99999999999999999999999999999999999999999999 3]",
        "/MediaBox[0 0 100 100]/Rotate 45",
        "/MediaBox[0 0 100 100]/CropBox[500 500 600 600]",
    ] {
        let file = pdf(&[drawing::PdfPage { attributes, content: drawing::room_content() }]);
        everything(&file);
        if let Ok(info) = check(&file, Some(BlueprintFormat::Pdf)) {
            let size = &info.page_sizes[0];
            assert!(size.width_px.max(size.height_px) <= shared::limits::PDF_PAGE_SIDE_PX, "{attributes}: {size:?}");
        }
    }
}
