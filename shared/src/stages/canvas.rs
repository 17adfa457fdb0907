//! A picture that stages are painted on.

use crate::raster::Grid;
use crate::raster::bits::Bits;

/// Red, green and blue.
pub(super) type Color = [u8; 3];

/// RGB pixels, row by row.
#[derive(Debug, Clone)]
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) rgb: Vec<u8>,
}

impl Canvas {
    /// One colour everywhere.
    pub(super) fn plain(width: usize, height: usize, color: Color) -> Self {
        Self { width, height, rgb: color.repeat(width * height) }
    }

    /// Brightness, paled to leave room for colours: 1 keeps it, 0 makes all white.
    pub(super) fn of_grey(grey: &Grid<u8>, strength: f32) -> Self {
        let paled = |g: u8| 255 - (f32::from(255 - g) * strength) as u8;
        let rgb = grey.cells.iter().flat_map(|&g| [paled(g); 3]).collect();
        Self { width: grey.width, height: grey.height, rgb }
    }

    /// Colours one pixel; beyond the rim is nothing.
    fn mix(&mut self, x: usize, y: usize, color: Color, share: f32) {
        if x < self.width && y < self.height {
            let at = 3 * (y * self.width + x);
            for (channel, wanted) in self.rgb[at..at + 3].iter_mut().zip(color) {
                *channel = (f32::from(*channel) * (1.0 - share) + f32::from(wanted) * share + 0.5) as u8;
            }
        }
    }

    /// Colours the cells of a mask.
    pub(super) fn paint(&mut self, mask: &Bits, color: Color) {
        for y in 0..mask.height {
            for (x0, x1) in mask.runs(y) {
                (x0..x1).for_each(|x| self.mix(x, y, color, 1.0));
            }
        }
    }

    /// Colours every cell of a grid that has a colour.
    pub(super) fn paint_cells<T: Copy>(&mut self, grid: &Grid<T>, color: impl Fn(T) -> Option<Color>) {
        for y in 0..grid.height {
            for (x, &cell) in grid.row(y).iter().enumerate() {
                if let Some(color) = color(cell) {
                    self.mix(x, y, color, 1.0);
                }
            }
        }
    }

    /// A square of side `2 * reach + 1`.
    pub(super) fn dot(&mut self, x: usize, y: usize, reach: usize, color: Color) {
        for v in y.saturating_sub(reach)..=y + reach {
            for u in x.saturating_sub(reach)..=x + reach {
                self.mix(u, v, color, 1.0);
            }
        }
    }

    /// A straight line of some thickness.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), reach: usize, color: Color) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = libm::ceil(dx.abs().max(dy.abs())).clamp(1.0, (self.width + self.height) as f64 * 2.0) as usize;
        for step in 0..=steps {
            let t = step as f64 / steps as f64;
            let (x, y) = (from.0 + t * dx, from.1 + t * dy);
            if x >= 0.0 && y >= 0.0 {
                self.dot(x as usize, y as usize, reach, color);
            }
        }
    }

    /// The inside of rings (an outline and its holes), tinted, and the rings themselves.
    pub(super) fn area(&mut self, rings: &[Vec<(f64, f64)>], color: Color, share: f32) {
        let edges = || rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
        for y in 0..self.height {
            let middle = y as f64 + 0.5;
            let mut crossings: Vec<f64> = edges()
                .filter(|(a, b)| (a.1 > middle) != (b.1 > middle))
                .map(|(a, b)| a.0 + (middle - a.1) / (b.1 - a.1) * (b.0 - a.0))
                .collect();
            crossings.sort_by(f64::total_cmp);
            for pair in crossings.chunks_exact(2) {
                let (x0, x1) = (pair[0].max(0.0) as usize, (pair[1].max(0.0) as usize).min(self.width));
                (x0..x1).for_each(|x| self.mix(x, y, color, share));
            }
        }
        let sides: Vec<_> = edges().map(|(a, b)| (*a, *b)).collect();
        sides.into_iter().for_each(|(a, b)| self.line(a, b, 1, color));
    }
}

/// Colours that neighbours in a list can be told apart by.
pub(super) fn distinct(number: usize) -> Color {
    // The golden angle leaves no two of a few dozen hues close to each other.
    let hue = (number as f64 * 0.618_034) % 1.0 * 6.0;
    let light = [0.95, 0.75, 0.6][number % 3];
    let channel = |shift: f64| {
        let distance = (hue + shift) % 6.0;
        let share = (2.0 - (distance - 3.0).abs()).clamp(0.0, 1.0);
        (255.0 * light * (0.35 + 0.65 * share)) as u8
    };
    [channel(5.0), channel(3.0), channel(1.0)]
}

/// From `low` to `high` as `share` goes from 0 to 1.
pub(super) fn between(low: Color, high: Color, share: f64) -> Color {
    let mut out = [0; 3];
    for (o, (l, h)) in out.iter_mut().zip(low.into_iter().zip(high)) {
        *o = (f64::from(l) + (f64::from(h) - f64::from(l)) * share.clamp(0.0, 1.0) + 0.5) as u8;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_with_a_hole_is_tinted_around_it() {
        let mut canvas = Canvas::plain(40, 40, [255; 3]);
        let square = |low: f64, high: f64| vec![(low, low), (high, low), (high, high), (low, high)];
        canvas.area(&[square(5.0, 35.0), square(15.0, 25.0)], [0, 0, 0], 0.5);
        let at = |x: usize, y: usize| canvas.rgb[3 * (y * 40 + x)];
        assert_eq!([at(2, 2), at(10, 10), at(20, 20), at(5, 20)], [255, 128, 255, 0]);
    }

    #[test]
    fn what_lies_beyond_the_rim_is_not_painted() {
        let mut canvas = Canvas::plain(4, 4, [9; 3]);
        canvas.line((-50.0, 2.0), (1e9, 2.0), 3, [0; 3]);
        canvas.dot(3, 3, 9, [1; 3]);
        assert_eq!(canvas.rgb.len(), 48);
    }
}
