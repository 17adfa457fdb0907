//! Polygons as sets of cells of a 1000 x 1000 grid over the page.
//!
//! A cell belongs to a polygon whose inside holds the cell's centre (even-odd rule). Rows are bit sets of 16 words, and
//! only the rows that a polygon touches are kept: an intersection is a few hundred `and`s and bit counts.

/// Cells a side.
pub const GRID: usize = 1000;

const WORDS: usize = GRID.div_ceil(64);

/// A set of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask {
    first_row: usize,
    rows: Vec<[u64; WORDS]>,
    cells: u32,
}

impl Mask {
    /// The cells of a polygon without its holes. Coordinates are cells: 0 to 1000 over the page.
    ///
    /// Points that are no numbers are left out; parts beyond the page are cut off.
    #[must_use]
    pub fn of_polygon(outline: &[[f64; 2]], holes: &[Vec<[f64; 2]>]) -> Self {
        let mut mask = Self::of_ring(outline);
        for hole in holes {
            mask.subtract(&Self::of_ring(hole));
        }
        mask
    }

    fn of_ring(ring: &[[f64; 2]]) -> Self {
        let points: Vec<[f64; 2]> = ring.iter().copied().filter(|p| p[0].is_finite() && p[1].is_finite()).collect();
        let rows_of = |y: f64| (y - 0.5).ceil().clamp(0.0, GRID as f64) as usize;
        let (mut first_row, mut end_row) = (GRID, 0);
        for point in &points {
            first_row = first_row.min(rows_of(point[1]));
            end_row = end_row.max(rows_of(point[1]));
        }
        if first_row >= end_row {
            return Self::default();
        }
        let mut rows = vec![[0; WORDS]; end_row - first_row];
        for (i, &a) in points.iter().enumerate() {
            let b = points[(i + 1) % points.len()];
            let (top, bottom) = if a[1] <= b[1] { (a, b) } else { (b, a) };
            for row in rows_of(top[1])..rows_of(bottom[1]) {
                let share = (row as f64 + 0.5 - top[1]) / (bottom[1] - top[1]);
                let x = top[0] + share * (bottom[0] - top[0]);
                flip_from(&mut rows[row - first_row], (x - 0.5).ceil().clamp(0.0, GRID as f64) as usize);
            }
        }
        Self::of_rows(first_row, rows)
    }

    fn of_rows(first_row: usize, rows: Vec<[u64; WORDS]>) -> Self {
        let cells = rows.iter().flatten().map(|word| word.count_ones()).sum();
        Self { first_row, rows, cells }
    }

    /// Number of cells.
    #[must_use]
    pub fn cells(&self) -> u32 {
        self.cells
    }

    /// Number of cells in both.
    #[must_use]
    pub fn common_cells(&self, other: &Self) -> u32 {
        let first = self.first_row.max(other.first_row);
        let end = (self.first_row + self.rows.len()).min(other.first_row + other.rows.len());
        (first..end)
            .map(|row| {
                let (a, b) = (&self.rows[row - self.first_row], &other.rows[row - other.first_row]);
                a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum::<u32>()
            })
            .sum()
    }

    /// Intersection over union, 0 to 1; 0 where both are empty.
    #[must_use]
    pub fn intersection_over_union(&self, other: &Self) -> f64 {
        let common = self.common_cells(other);
        let union = self.cells + other.cells - common;
        if union == 0 { 0.0 } else { f64::from(common) / f64::from(union) }
    }

    /// Takes the cells of another mask away.
    pub fn subtract(&mut self, other: &Self) {
        self.merge_rows(other, |a, b| a & !b);
    }

    /// Adds the cells of another mask.
    pub fn add(&mut self, other: &Self) {
        if other.rows.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            *self = other.clone();
            return;
        }
        let first = self.first_row.min(other.first_row);
        let end = (self.first_row + self.rows.len()).max(other.first_row + other.rows.len());
        let mut rows = vec![[0; WORDS]; end - first];
        rows[self.first_row - first..][..self.rows.len()].copy_from_slice(&self.rows);
        *self = Self { first_row: first, rows, cells: 0 };
        self.merge_rows(other, |a, b| a | b);
    }

    fn merge_rows(&mut self, other: &Self, merge: impl Fn(u64, u64) -> u64) {
        for (i, row) in self.rows.iter_mut().enumerate() {
            let Some(theirs) = (self.first_row + i).checked_sub(other.first_row).and_then(|i| other.rows.get(i)) else {
                continue;
            };
            for (mine, theirs) in row.iter_mut().zip(theirs) {
                *mine = merge(*mine, *theirs);
            }
        }
        self.cells = self.rows.iter().flatten().map(|word| word.count_ones()).sum();
    }
}

/// The cells of a word: the last word of a row is not full.
const fn cells_of_word(word: usize) -> u64 {
    if word + 1 == WORDS && !GRID.is_multiple_of(64) { u64::MAX >> (64 - GRID % 64) } else { u64::MAX }
}

/// Turns every cell from `column` to the end of the row over: two edges leave the cells between them set.
fn flip_from(row: &mut [u64; WORDS], column: usize) {
    if column >= GRID {
        return;
    }
    let word = column / 64;
    row[word] ^= (u64::MAX << (column % 64)) & cells_of_word(word);
    for (i, cells) in row.iter_mut().enumerate().skip(word + 1) {
        *cells ^= cells_of_word(i);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Vec<[f64; 2]> {
        vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    }

    #[test]
    fn a_rectangle_covers_its_cells() {
        let mask = Mask::of_polygon(&rectangle(10.0, 20.0, 110.0, 70.0), &[]);
        assert_eq!(mask.cells(), 5000);
        assert_eq!(Mask::of_polygon(&rectangle(0.0, 0.0, 1000.0, 1000.0), &[]).cells(), 1_000_000);
        assert_eq!(Mask::of_polygon(&rectangle(-50.0, -1e9, 2000.0, 1e9), &[]).cells(), 1_000_000);
    }

    #[test]
    fn holes_are_cut_out() {
        let hole = rectangle(40.0, 40.0, 60.0, 60.0);
        let ring = Mask::of_polygon(&rectangle(0.0, 0.0, 100.0, 100.0), std::slice::from_ref(&hole));
        assert_eq!(ring.cells(), 9600);
        let filled = Mask::of_polygon(&hole, &[]);
        assert_eq!(ring.common_cells(&filled), 0);
        let mut whole = filled;
        whole.add(&ring);
        assert_eq!(whole, Mask::of_polygon(&rectangle(0.0, 0.0, 100.0, 100.0), &[]));
    }

    #[test]
    fn a_triangle_is_half_its_box() {
        let triangle = Mask::of_polygon(&[[0.0, 0.0], [200.0, 0.0], [0.0, 100.0]], &[]);
        assert!((f64::from(triangle.cells()) - 10_000.0).abs() < 60.0, "{}", triangle.cells());
    }

    #[test]
    fn what_is_no_polygon_is_empty() {
        assert_eq!(Mask::of_polygon(&[], &[]).cells(), 0);
        assert_eq!(Mask::of_polygon(&[[5.0, 5.0], [100.0, 100.0]], &[]).cells(), 0);
        assert_eq!(Mask::of_polygon(&[[f64::NAN, 5.0], [f64::INFINITY, 100.0]], &[]).cells(), 0);
        assert_eq!(Mask::default().intersection_over_union(&Mask::default()), 0.0);
    }

    proptest! {
        #[test]
        fn overlap_of_rectangles_is_exact(a in prop::array::uniform4(0u32..1000), b in prop::array::uniform4(0u32..1000)) {
            let sorted = |r: [u32; 4]| [r[0].min(r[2]), r[1].min(r[3]), r[0].max(r[2]), r[1].max(r[3])];
            let (a, b) = (sorted(a), sorted(b));
            let mask = |r: [u32; 4]| { let r = r.map(f64::from); Mask::of_polygon(&rectangle(r[0], r[1], r[2], r[3]), &[]) };
            let side = |low: u32, high: u32| high.saturating_sub(low);
            let common = side(a[0].max(b[0]), a[2].min(b[2])) * side(a[1].max(b[1]), a[3].min(b[3]));
            prop_assert_eq!(mask(a).cells(), (a[2] - a[0]) * (a[3] - a[1]));
            prop_assert_eq!(mask(a).common_cells(&mask(b)), common);
        }

        #[test]
        fn any_ring_fits_the_page_and_equals_itself(ring in prop::collection::vec(prop::array::uniform2(-2000.0..3000.0f64), 0..12)) {
            let mask = Mask::of_polygon(&ring, &[]);
            prop_assert!(mask.cells() <= 1_000_000);
            prop_assert_eq!(mask.intersection_over_union(&mask), if mask.cells() > 0 { 1.0 } else { 0.0 });
            let mut nothing = mask.clone();
            nothing.subtract(&mask);
            prop_assert_eq!(nothing.cells(), 0);
            let mut backwards = ring;
            backwards.reverse();
            prop_assert_eq!(Mask::of_polygon(&backwards, &[]).cells().abs_diff(mask.cells()), 0);
        }
    }
}
