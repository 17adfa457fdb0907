//! Files that are refused before anything is kept of them, and what the refusal says.

mod drawing;

use drawing::{PdfPage, jpg, pdf, png};
use reader::{ReadError, check};
use shared::error::ErrorCode;
use shared::job::BlueprintFormat::{Jpg, Pdf, Png};

/// A PNG whose header is changed to tell another size; its checksum is right.
fn png_that_claims(width_px: u32, height_px: u32) -> Vec<u8> {
    let mut file = png(4, 4);
    file[16..20].copy_from_slice(&width_px.to_be_bytes());
    file[20..24].copy_from_slice(&height_px.to_be_bytes());
    let checksum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&checksum.to_be_bytes());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn empty_pages(pages: usize) -> Vec<u8> {
    let attributes = "/MediaBox[0 0 1000 500]/Rotate 90";
    let page = |_| PdfPage { attributes, content: String::new() };
    pdf(&(0..pages).map(page).collect::<Vec<_>>())
}

#[test]
fn whole_documents_pass_with_their_sizes() {
    let info = check(&png(30, 20), Some(Png)).unwrap();
    assert_eq!((info.format, info.pages, info.page_sizes[0].width_px, info.page_sizes[0].height_px), (Png, 1, 30, 20));
    let info = check(&jpg(30, 20), None).unwrap();
    assert_eq!((info.format, info.page_sizes[0].width_px), (Jpg, 30));
    let info = check(&empty_pages(3), Some(Pdf)).unwrap();
    assert_eq!((info.pages, info.page_sizes.len()), (3, 3));
    let page = &info.page_sizes[2];
    assert_eq!((page.page, page.width_pt, page.height_pt), (3, Some(500.0), Some(1000.0)), "the page is turned");
    assert_eq!((page.width_px, page.height_px), (1400, 2800));
}

#[test]
fn what_is_too_large_is_refused_by_its_header() {
    let bomb = png_that_claims(30_000, 30_000);
    assert!(bomb.len() < 1_000);
    assert_eq!(check(&bomb, Some(Png)), Err(ReadError::TooManyPixels { width_px: 30_000, height_px: 30_000 }));
    assert_eq!(check(&png_that_claims(20_001, 1), None).unwrap_err().code(), ErrorCode::FileTooLarge);
    assert_eq!(check(&empty_pages(10_000), Some(Pdf)), Err(ReadError::TooManyPages { pages: 10_000 }));
    let heavy = vec![0; shared::limits::MAX_BLUEPRINT_BYTES + 1];
    assert_eq!(check(&heavy, None).unwrap_err().code(), ErrorCode::FileTooLarge);
}

#[test]
fn what_is_not_what_it_should_be_is_refused() {
    assert_eq!(check(&png(3, 3), Some(Jpg)), Err(ReadError::NotAsDeclared { declared: Jpg, found: Png }));
    let gif = check(b"GIF89a\x01\0\x01\0", None).unwrap_err();
    assert_eq!(gif.code(), ErrorCode::InvalidFileFormat);
    assert_eq!(gif.to_string(), "the file is a GIF; send a PNG, JPG or PDF");
    assert_eq!(check(b"hello", Some(Pdf)).unwrap_err().code(), ErrorCode::InvalidFileFormat);
}

#[test]
fn what_is_cut_short_or_empty_is_refused() {
    assert_eq!(check(b"", None), Err(ReadError::NoBytes));
    for (whole, format) in [(png(64, 64), Png), (jpg(64, 64), Jpg)] {
        for cut in [whole.len() - 1, whole.len() / 2, 20] {
            let error = check(&whole[..cut], Some(format)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::UnreadableDocument, "{format:?} cut to {cut} bytes: {error}");
        }
    }
    assert_eq!(check(&empty_pages(0), Some(Pdf)).unwrap_err().code(), ErrorCode::UnreadableDocument);
    let encrypted = String::from_utf8(empty_pages(1)).unwrap().replace(
        "trailer<<",
        "trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(12345678901234567890123456789012)/U(12345678901234567890123456789012)>>",
    );
    assert_eq!(check(encrypted.as_bytes(), Some(Pdf)), Err(ReadError::Encrypted));
    assert_eq!(check(b"%PDF-1.7 and nothing more", Some(Pdf)).unwrap_err().code(), ErrorCode::UnreadableDocument);
}
