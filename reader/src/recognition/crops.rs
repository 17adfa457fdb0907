//! Lines cut out of a page as the recognition model takes them.

use image::RgbImage;

use super::boxes::TextBox;

/// Height of a line as the model takes it.
pub(super) const LINE_HEIGHT_PX: usize = 48;
/// The longest line that is read, in pixels at [`LINE_HEIGHT_PX`]; longer ones are squeezed.
const MAX_LENGTH_PX: f64 = 2_400.0;
/// At most so many samples a side are averaged for one pixel.
const MAX_SAMPLES: usize = 6;

/// A line at the model's height: `LINE_HEIGHT_PX` rows of `length_px` pixels, three planes (BGR), -1 to 1.
pub(super) struct Crop {
    /// Pixels along the line.
    pub length_px: usize,
    /// `3 * LINE_HEIGHT_PX * length_px` values.
    pub planes: Vec<f32>,
}

/// How long the box is at the model's height.
pub(super) fn crop_length_px(text_box: &TextBox) -> usize {
    let length = text_box.length_px * LINE_HEIGHT_PX as f64 / text_box.height_px.max(1e-6);
    length.ceil().clamp(1.0, MAX_LENGTH_PX) as usize
}

/// Cuts a line out of the page, turned upright. What lies off the page is white.
pub(super) fn crop(page: &RgbImage, text_box: &TextBox) -> Crop {
    let length_px = crop_length_px(text_box);
    let (step_along, step_across) = (text_box.length_px / length_px as f64, text_box.height_px / LINE_HEIGHT_PX as f64);
    // Where the page is finer than the crop, several samples make a pixel, or thin strokes are lost.
    let samples = |step: f64| (step.ceil() as usize).clamp(1, MAX_SAMPLES);
    let (along, across) = (samples(step_along), samples(step_across));
    let share = 1.0 / (along * across) as f32;
    let plane = LINE_HEIGHT_PX * length_px;
    let mut planes = vec![0.0; 3 * plane];
    for y in 0..LINE_HEIGHT_PX {
        for x in 0..length_px {
            let mut sum = [0.0_f32; 3];
            for j in 0..across {
                for i in 0..along {
                    let a = (x as f64 + (i as f64 + 0.5) / along as f64) * step_along;
                    let c = (y as f64 + (j as f64 + 0.5) / across as f64) * step_across;
                    let pixel = interpolated(page, text_box.point(a, c));
                    for (s, p) in sum.iter_mut().zip(pixel) {
                        *s += p;
                    }
                }
            }
            for (channel, value) in sum.iter().rev().enumerate() {
                planes[channel * plane + y * length_px + x] = value * share / 127.5 - 1.0;
            }
        }
    }
    Crop { length_px, planes }
}

/// The colour at a point between four pixels, whose centres lie at halves.
fn interpolated(page: &RgbImage, [x, y]: [f64; 2]) -> [f32; 3] {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, bottom_share) = ((x - left) as f32, (y - top) as f32);
    let (left, top) = (left as i64, top as i64);
    let at = |x: i64, y: i64| -> [f32; 3] {
        let inside = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        inside.and_then(|(x, y)| page.get_pixel_checked(x, y)).map_or([255.0; 3], |p| p.0.map(f32::from))
    };
    let (a, b, c, d) = (at(left, top), at(left + 1, top), at(left, top + 1), at(left + 1, top + 1));
    std::array::from_fn(|i| {
        let upper = a[i] + (b[i] - a[i]) * right_share;
        let lower = c[i] + (d[i] - c[i]) * right_share;
        upper + (lower - upper) * bottom_share
    })
}
