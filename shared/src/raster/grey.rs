//! From a picture's bytes to brightness.

use super::Grid;
use crate::picture::Picture;

/// Brightness, 0 (black) to 255, of every pixel; transparent pixels show white paper.
///
/// Weights of red, green and blue are those of ITU-R BT.601, in 1/1024.
pub(crate) fn brightness(picture: &Picture<'_>) -> Grid<u8> {
    let (width, height) = (picture.width_px() as usize, picture.height_px() as usize);
    let luma = |p: &[u8]| (306 * u32::from(p[0]) + 601 * u32::from(p[1]) + 117 * u32::from(p[2]) + 512) >> 10;
    let cells = match picture.channels() {
        1 => picture.bytes().to_vec(),
        3 => picture.bytes().chunks_exact(3).map(|p| luma(p) as u8).collect(),
        _ => picture
            .bytes()
            .chunks_exact(4)
            .map(|p| {
                let alpha = u32::from(p[3]);
                ((luma(p) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
            })
            .collect(),
    };
    Grid { width, height, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_stays_white_and_transparent_becomes_white() {
        let rgba = [255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 255];
        let picture = Picture::rgba(3, 1, &rgba).unwrap();
        assert_eq!(brightness(&picture).cells, vec![255, 255, 0]);
    }
}
