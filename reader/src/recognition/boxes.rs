//! From the map of a page's text to one box a line.

use rten_imageproc::{Point, PointF, RetrievalMode, RotatedRect, Vec2, find_contours, min_area_rect};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::detection::TextMap;
use crate::text::Corners;

/// Pixels of the map that count as text, of 255.
const TEXT_LIKELIHOOD: u8 = 76;
/// Boxes whose pixels are on average less likely text, of 255, are dropped.
const MIN_MEAN_LIKELIHOOD: f64 = 127.0;
/// The model marks the core of a line; its box is grown by this times its area over its perimeter.
const UNCLIP: f32 = 1.6;
/// Boxes with a core thinner than this, in pixels of the map, hold nothing legible.
const MIN_CORE_PX: f32 = 3.0;
/// Boxes turned by less than this many degrees are taken as straight when they are short: their angle is chance.
const STRAIGHT_DEGREES: f32 = 12.0;
/// Straight whatever the length.
const NEARLY_STRAIGHT_DEGREES: f32 = 2.0;
/// A box is short when its sides are closer than this.
const SHORT_ASPECT: f32 = 3.5;
/// Text is taken to stand upright unless the box is this much higher than wide.
const UPENDED_ASPECT: f32 = 1.5;

/// A box around one line of text, in pixels of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextBox {
    /// The middle, `[x, y]`.
    pub centre_px: [f64; 2],
    /// The direction of reading, a unit vector.
    pub along: [f64; 2],
    /// Size along the direction of reading.
    pub length_px: f64,
    /// Size across.
    pub height_px: f64,
    /// Whether the text is seen in a mirror: its lower side is then on the other side of the direction of reading.
    pub mirrored: bool,
}

impl TextBox {
    /// Whether the text may as well run the other way: it stands on end.
    pub(super) fn is_upended(&self) -> bool {
        self.along[1].abs() > self.along[0].abs()
    }

    /// The same box read from its other end.
    pub(super) fn turned_round(&self) -> Self {
        Self { along: [-self.along[0], -self.along[1]], ..self.clone() }
    }

    /// The same box read along that side that runs most like `along`.
    pub(super) fn turned_to(&self, along: [f64; 2]) -> Self {
        let [x, y] = self.along;
        let ahead = x * along[0] + y * along[1];
        let aside = x * along[1] - y * along[0];
        let (length_px, height_px) = (self.height_px, self.length_px);
        match (aside.abs() > ahead.abs(), aside > 0.0, ahead > 0.0) {
            (true, true, _) => Self { along: [-y, x], length_px, height_px, ..self.clone() },
            (true, false, _) => Self { along: [y, -x], length_px, height_px, ..self.clone() },
            (false, _, true) => self.clone(),
            (false, _, false) => self.turned_round(),
        }
    }

    /// The page's pixel at `along_px` from the start of the line and `across_px` from its top.
    pub(super) fn point(&self, along_px: f64, across_px: f64) -> [f64; 2] {
        let (a, c) = (along_px - self.length_px / 2.0, across_px - self.height_px / 2.0);
        let [x, y] = self.along;
        // Down, seen in the direction of reading, is a quarter turn clockwise.
        let c = if self.mirrored { -c } else { c };
        [self.centre_px[0] + a * x - c * y, self.centre_px[1] + a * y + c * x]
    }

    /// The left upper and the right lower corner of the straight box around it.
    fn bounds(&self) -> [[f64; 2]; 2] {
        let corners = self.corners(0.0, self.length_px);
        let side =
            |pick: fn(f64, f64) -> f64| [0, 1].map(|axis| corners.map(|c| c[axis]).into_iter().fold(f64::NAN, pick));
        [side(f64::min), side(f64::max)]
    }

    /// The corners of the part between `from_px` and `to_px` along the line.
    pub(super) fn corners(&self, from_px: f64, to_px: f64) -> Corners {
        [
            self.point(from_px, 0.0),
            self.point(to_px, 0.0),
            self.point(to_px, self.height_px),
            self.point(from_px, self.height_px),
        ]
    }
}

/// The boxes of the first map, and those of each further one that touch none of them; in reading order: top to bottom,
/// then left to right.
pub(super) fn boxes_of_all(maps: &[TextMap]) -> Vec<TextBox> {
    let mut boxes: Vec<TextBox> = Vec::new();
    let touch = |[a0, a1]: [[f64; 2]; 2], [b0, b1]: [[f64; 2]; 2]| (0..2).all(|i| a0[i] < b1[i] && b0[i] < a1[i]);
    for map in maps {
        let known: Vec<_> = boxes.iter().map(TextBox::bounds).collect();
        let is_new = |seen: &TextBox| {
            let bounds = seen.bounds();
            !known.iter().any(|old| touch(*old, bounds))
        };
        boxes.extend(text_boxes(map).into_iter().filter(is_new));
    }
    boxes.sort_by(|a, b| {
        let key = |t: &TextBox| (t.centre_px[1], t.centre_px[0]);
        let ((ay, ax), (by, bx)) = (key(a), key(b));
        ay.total_cmp(&by).then(ax.total_cmp(&bx))
    });
    boxes
}

/// The boxes of a map.
fn text_boxes(map: &TextMap) -> Vec<TextBox> {
    let (width, height) = map.likelihood.dimensions();
    let likely = |x: u32, y: u32| map.likelihood.get_pixel(x, y).0[0] > TEXT_LIKELIHOOD;
    // Grown by one pixel to the right and down, as the model's authors do: it closes hairline gaps.
    let mask = NdTensor::from_fn([height as usize, width as usize], |[y, x]| {
        let (x, y) = (x as u32, y as u32);
        likely(x, y)
            || (x > 0 && likely(x - 1, y))
            || (y > 0 && likely(x, y - 1))
            || (x > 0 && y > 0 && likely(x - 1, y - 1))
    });
    let contours = find_contours(mask.view(), RetrievalMode::External);
    contours.iter().filter_map(|contour| text_box(map, contour)).collect()
}

fn text_box(map: &TextMap, contour: &[Point]) -> Option<TextBox> {
    let points: Vec<PointF> = contour.iter().map(|p| p.to_f32()).collect();
    let core = straightened(&points, min_area_rect(&points)?);
    let (width, height) = (core.width(), core.height());
    if width.min(height) < MIN_CORE_PX || mean_likelihood(map, &core) < MIN_MEAN_LIKELIHOOD {
        return None;
    }
    let grown_by = UNCLIP * width * height / (2.0 * (width + height));
    let (length, height) = (f64::from(width + 2.0 * grown_by), f64::from(height + 2.0 * grown_by));
    let centre = core.center();
    // `up` of the rectangle points down on the page, where y grows downwards.
    let down = core.up_axis();
    Some(TextBox {
        // The map's pixels are told by their corners from here on, not their centres.
        centre_px: [(f64::from(centre.x) + 0.5) / map.scale, (f64::from(centre.y) + 0.5) / map.scale],
        along: [f64::from(down.y), f64::from(-down.x)],
        length_px: length / map.scale,
        height_px: height / map.scale,
        mirrored: false,
    })
}

/// The rectangle with its width along the text, turned so that text reads to the right, or upwards where it stands on
/// end; made straight where its angle is chance. One pixel larger than the pixels' centres.
fn straightened(points: &[PointF], rect: RotatedRect) -> RotatedRect {
    const DOWN: Vec2 = Vec2 { y: 1.0, x: 0.0 };
    const RIGHT: Vec2 = Vec2 { y: 0.0, x: 1.0 };
    let mut rect = rect.orient_towards(DOWN);
    let turned_degrees = libm::atan2f(rect.up_axis().x.abs(), rect.up_axis().y.abs()).to_degrees();
    let (longer, shorter) = (rect.width().max(rect.height()), rect.width().min(rect.height()).max(1.0));
    let limit_degrees = if longer < SHORT_ASPECT * shorter { STRAIGHT_DEGREES } else { NEARLY_STRAIGHT_DEGREES };
    if turned_degrees < limit_degrees {
        let bounds = |values: &mut dyn Iterator<Item = f32>| {
            values.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let (left, right) = bounds(&mut points.iter().map(|p| p.x));
        let (top, bottom) = bounds(&mut points.iter().map(|p| p.y));
        let centre = PointF::from_yx((top + bottom) / 2.0, (left + right) / 2.0);
        rect = RotatedRect::new(centre, DOWN, right - left, bottom - top);
    }
    if rect.height() > UPENDED_ASPECT * rect.width() {
        rect = rect.orient_towards(RIGHT);
    }
    rect.expanded(1.0, 1.0)
}

fn mean_likelihood(map: &TextMap, rect: &RotatedRect) -> f64 {
    let (width, height) = map.likelihood.dimensions();
    let corners = rect.corners();
    let low = |value: fn(&PointF) -> f32| corners.iter().map(value).fold(f32::INFINITY, f32::min).max(0.0) as u32;
    let high = |value: fn(&PointF) -> f32| corners.iter().map(value).fold(0.0, f32::max).ceil() as u32;
    let (mut sum, mut pixels) = (0_u64, 0_u64);
    for y in low(|p| p.y)..high(|p| p.y).saturating_add(1).min(height) {
        for x in low(|p| p.x)..high(|p| p.x).saturating_add(1).min(width) {
            if rect.contains(PointF::from_yx(y as f32, x as f32)) {
                sum += u64::from(map.likelihood.get_pixel(x, y).0[0]);
                pixels += 1;
            }
        }
    }
    sum as f64 / pixels.max(1) as f64
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::*;

    /// A map with text in these boxes of the page: left, top, right and lower edge.
    fn map(scale: f64, texts: &[[f64; 4]]) -> TextMap {
        let at = |v: u32| f64::from(v) / scale;
        let likelihood = GrayImage::from_fn((400.0 * scale) as u32, (200.0 * scale) as u32, |x, y| {
            let inside = |t: &[f64; 4]| (t[0]..t[2]).contains(&at(x)) && (t[1]..t[3]).contains(&at(y));
            Luma([if texts.iter().any(inside) { 250 } else { 0 }])
        });
        TextMap { likelihood, scale }
    }

    #[test]
    fn a_mirror_swaps_the_sides_of_a_line() {
        let seen =
            TextBox { centre_px: [50.0, 50.0], along: [-1.0, 0.0], length_px: 40.0, height_px: 10.0, mirrored: true };
        // It begins on the right, and its top is up.
        assert_eq!(seen.corners(0.0, 40.0), [[70.0, 45.0], [30.0, 45.0], [30.0, 55.0], [70.0, 55.0]]);
    }

    #[test]
    fn a_letter_seen_from_afar_alone_is_added_and_none_is_there_twice() {
        let (word, letter) = ([200.0, 60.0, 300.0, 80.0], [40.0, 20.0, 60.0, 50.0]);
        let centres =
            |boxes: Vec<TextBox>| -> Vec<[f64; 2]> { boxes.iter().map(|b| b.centre_px.map(f64::round)).collect() };
        let alone = centres(boxes_of_all(&[map(1.0, &[word]), map(0.5, &[])]));
        let both = centres(boxes_of_all(&[map(1.0, &[word]), map(0.5, &[word, letter]), map(0.35, &[letter])]));
        assert_eq!((alone.len(), both.len()), (1, 2), "{both:?}");
        assert_eq!(both[1], alone[0], "what is seen close stays as it is");
        assert!((both[0][0] - 50.0).abs() <= 2.0 && (both[0][1] - 35.0).abs() <= 2.0, "{both:?}");
    }
}
