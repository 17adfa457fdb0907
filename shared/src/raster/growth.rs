//! Growing and shrinking of bit masks, by squares and by discs. Beyond the rim is nothing that counts.

use super::bits::Bits;

impl Bits {
    /// Every set cell grown to a square of side `2 * reach + 1`.
    pub(crate) fn dilated(&self, reach: usize) -> Self {
        let mut out = self.clone();
        out.grow_rows(reach);
        out.grow_columns(reach);
        out
    }

    /// Every set cell grown by `reach` cells up and down.
    pub(crate) fn dilated_along_columns(&self, reach: usize) -> Self {
        let mut out = self.clone();
        out.grow_columns(reach);
        out
    }

    /// Cells whose square of side `2 * reach + 1` is set.
    pub(crate) fn eroded(&self, reach: usize) -> Self {
        self.inverted().dilated(reach).inverted()
    }

    /// Gaps narrower than `2 * reach + 1` filled.
    pub(crate) fn closed(&self, reach: usize) -> Self {
        self.dilated(reach).eroded(reach)
    }

    /// What is narrower than `2 * reach + 1` taken away.
    pub(crate) fn opened(&self, reach: usize) -> Self {
        self.eroded(reach).dilated(reach)
    }

    /// Every set cell grown to the cells whose squared distance is below `squared_radius` (at least 1).
    pub(crate) fn dilated_by_disc(&self, squared_radius: i32) -> Self {
        let halves = disc_rows(squared_radius);
        let mut out = Self::empty(self.width, self.height);
        // A disc is narrowest at its top: rows are grown step by step while the distance to the middle row falls.
        let mut rows = self.clone();
        let mut grown = 0;
        for (dy, &half) in halves.iter().enumerate().rev() {
            rows.grow_rows(half - grown);
            grown = half;
            let shift = (dy * self.stride).min(self.words.len());
            for (o, &r) in out.words[shift..].iter_mut().zip(&rows.words) {
                *o |= r;
            }
            if dy > 0 {
                for (o, &r) in out.words.iter_mut().zip(&rows.words[shift..]) {
                    *o |= r;
                }
            }
        }
        out
    }

    /// Cells whose disc of this squared radius is set.
    pub(crate) fn eroded_by_disc(&self, squared_radius: i32) -> Self {
        // The square in the middle of the disc tells quickly that nothing is left.
        let square = libm::sqrtf((squared_radius - 1) as f32 / 2.0) as usize;
        let hardly = self.eroded(square.saturating_sub(1));
        if hardly.is_empty() { hardly } else { self.inverted().dilated_by_disc(squared_radius).inverted() }
    }

    /// What of the columns' runs is at least `least` cells long.
    pub(crate) fn without_short_columns(&self, least: usize) -> Self {
        let mut starts = self.clone();
        for k in 1..least {
            let shift = (k * self.stride).min(self.words.len());
            let kept = self.words.len() - shift;
            for (s, &w) in starts.words.iter_mut().zip(&self.words[shift..]) {
                *s &= w;
            }
            starts.words[kept..].fill(0);
        }
        let mut out = starts.clone();
        for k in 1..least {
            let shift = (k * self.stride).min(self.words.len());
            for (o, &s) in out.words[shift..].iter_mut().zip(&starts.words) {
                *o |= s;
            }
        }
        out
    }

    fn grow_rows(&mut self, reach: usize) {
        let stride = self.stride.max(1);
        let beyond = if self.width.is_multiple_of(64) { u64::MAX } else { u64::MAX >> (64 - self.width % 64) };
        for row in self.words.chunks_exact_mut(stride) {
            if row.iter().all(|&w| w == 0) {
                continue;
            }
            doubling(reach, |step| {
                let (words, bits) = (step / 64, step % 64);
                for i in (words..row.len()).rev() {
                    let low = row[i - words] << bits;
                    let carried = if bits > 0 && i > words { row[i - words - 1] >> (64 - bits) } else { 0 };
                    row[i] |= low | carried;
                }
            });
            doubling(reach, |step| {
                let (words, bits) = (step / 64, step % 64);
                for i in 0..row.len().saturating_sub(words) {
                    let high = row[i + words] >> bits;
                    let carried = if bits > 0 { row.get(i + words + 1).map_or(0, |w| w << (64 - bits)) } else { 0 };
                    row[i] |= high | carried;
                }
            });
            row[stride - 1] &= beyond;
        }
    }

    fn grow_columns(&mut self, reach: usize) {
        let (stride, height) = (self.stride, self.height);
        doubling(reach, |step| {
            for y in (step..height).rev() {
                let (above, row) = self.words.split_at_mut(y * stride);
                for (c, &a) in row[..stride].iter_mut().zip(&above[(y - step) * stride..]) {
                    *c |= a;
                }
            }
        });
        doubling(reach, |step| {
            for y in 0..height.saturating_sub(step) {
                let (row, below) = self.words.split_at_mut((y + 1) * stride);
                for (c, &b) in row[y * stride..].iter_mut().zip(&below[(step - 1) * stride..]) {
                    *c |= b;
                }
            }
        });
    }
}

/// For every distance from a disc's middle row, how far its row reaches to either side.
pub(super) fn disc_rows(squared_radius: i32) -> Vec<usize> {
    let within = squared_radius - 1;
    let half = |dy: i32| libm::sqrtf((within - dy * dy) as f32) as usize;
    (0..).take_while(|dy| dy * dy <= within).map(half).collect()
}

/// Calls `step` with distances that together reach `reach` cells: 1, 2, 4, ..., rest.
fn doubling(reach: usize, mut step: impl FnMut(usize)) {
    let mut done = 0;
    while done < reach {
        let next = (done + 1).min(reach - done);
        step(next);
        done += next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growing_and_shrinking_by_squares_is_as_cell_by_cell() {
        let mut bits = Bits::empty(301, 90);
        let corners = [(0, 0), (70, 30), (127, 31), (128, 60), (300, 89)];
        corners.iter().for_each(|&(x, y)| bits.set(x, y));
        for reach in [1, 2, 3, 7, 33, 70] {
            let near = |x: usize, y: usize| corners.iter().any(|&(u, v)| x.abs_diff(u).max(y.abs_diff(v)) <= reach);
            let (grown, shrunk) = (bits.dilated(reach), bits.inverted().eroded(reach));
            for y in 0..90 {
                for x in 0..301 {
                    assert_eq!(grown.holds(x as i32, y as i32), near(x, y), "{x} {y} {reach}");
                    assert_eq!(shrunk.holds(x as i32, y as i32), !near(x, y), "{x} {y} {reach}");
                }
            }
        }
    }

    #[test]
    fn closing_fills_narrow_gaps_only_and_opening_drops_narrow_strokes_only() {
        let row = |cells: &[usize]| {
            let mut bits = Bits::empty(9, 1);
            cells.iter().for_each(|&x| bits.set(x, 0));
            bits
        };
        assert_eq!(row(&[0, 2, 7, 8]).closed(1), row(&[0, 1, 2, 7, 8]));
        assert_eq!(row(&[1, 4, 5, 6]).opened(1), row(&[4, 5, 6]));
    }

    #[test]
    fn growing_by_discs_is_as_cell_by_cell() {
        let mut bits = Bits::empty(130, 60);
        let centres = [(0, 0), (63, 30), (64, 31), (129, 59), (100, 5)];
        centres.iter().for_each(|&(x, y)| bits.set(x, y));
        for squared_radius in [1, 2, 3, 7, 26, 100, 401, 5000] {
            let near = |x: usize, y: usize| {
                centres.iter().any(|&(u, v)| {
                    let (dx, dy) = (x.abs_diff(u) as i32, y.abs_diff(v) as i32);
                    dx * dx + dy * dy < squared_radius
                })
            };
            let grown = bits.dilated_by_disc(squared_radius);
            let shrunk = bits.inverted().eroded_by_disc(squared_radius);
            for y in 0..60 {
                for x in 0..130 {
                    assert_eq!(grown.holds(x as i32, y as i32), near(x, y), "{x} {y} {squared_radius}");
                    assert_eq!(shrunk.holds(x as i32, y as i32), !near(x, y), "{x} {y} {squared_radius}");
                }
            }
        }
    }

    #[test]
    fn short_columns_go() {
        let mut bits = Bits::empty(3, 9);
        (0..3).for_each(|y| bits.set(0, y));
        (5..9).for_each(|y| bits.set(1, y));
        (2..4).for_each(|y| bits.set(2, y));
        let kept = bits.without_short_columns(3);
        let column = |x: i32| (0..9).filter(|&y| kept.holds(x, y)).count();
        assert_eq!([column(0), column(1), column(2)], [3, 4, 0]);
        assert!(bits.without_short_columns(20).is_empty());
    }
}
