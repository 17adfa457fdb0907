//! Fewer corners: what lies within a tolerance of a straight line becomes that line, nearly axis-parallel sides become
//! axis-parallel.

use super::contour::Corner;

/// Corners nearer than this to the line between their neighbours go, in working pixels.
const TOLERANCE: f64 = 2.0;
/// Sides that lean by no more than this many pixels, and by no more than this share of their length, stand straight.
const LEAN: f64 = 3.0;
const LEAN_SHARE: f64 = 0.09;

/// A simplified ring; fewer than three corners where nothing is left.
pub(crate) fn simplified(corners: &[Corner]) -> Vec<(f64, f64)> {
    let kept = reduced(corners, TOLERANCE);
    straightened(&kept)
}

/// Douglas and Peucker's reduction of a ring, from its two corners that lie farthest apart: those nearer than `tolerance` to
/// the line between their neighbours go.
pub(super) fn reduced(corners: &[Corner], tolerance: f64) -> Vec<Corner> {
    if corners.len() < 4 {
        return corners.to_vec();
    }
    let from_start = farthest(corners, corners[0]);
    let other = farthest(corners, corners[from_start]);
    let (a, b) = (from_start.min(other), from_start.max(other));
    let mut keep = vec![false; corners.len()];
    keep[a] = true;
    keep[b] = true;
    split(corners, a, b, tolerance, &mut keep);
    let turned: Vec<Corner> = corners[b..].iter().chain(&corners[..=a]).copied().collect();
    let mut keep_turned = vec![false; turned.len()];
    split(&turned, 0, turned.len() - 1, tolerance, &mut keep_turned);
    for (i, &k) in keep_turned.iter().enumerate() {
        keep[(b + i) % corners.len()] |= k;
    }
    corners.iter().zip(keep).filter(|(_, k)| *k).map(|(c, _)| *c).collect()
}

fn farthest(corners: &[Corner], from: Corner) -> usize {
    let away = |c: &Corner| {
        let (dx, dy) = (i64::from(c.0 - from.0), i64::from(c.1 - from.1));
        dx * dx + dy * dy
    };
    (0..corners.len()).max_by_key(|&i| (away(&corners[i]), std::cmp::Reverse(i))).unwrap_or(0)
}

fn split(corners: &[Corner], first: usize, last: usize, tolerance: f64, keep: &mut [bool]) {
    let mut open = vec![(first, last)];
    while let Some((a, b)) = open.pop() {
        let mut worst = (tolerance, None);
        for i in a + 1..b {
            let d = distance(corners[i], corners[a], corners[b]);
            if d > worst.0 {
                worst = (d, Some(i));
            }
        }
        if let (_, Some(i)) = worst {
            keep[i] = true;
            open.push((a, i));
            open.push((i, b));
        }
    }
}

fn distance(p: Corner, a: Corner, b: Corner) -> f64 {
    let (px, py) = (f64::from(p.0 - a.0), f64::from(p.1 - a.1));
    let (dx, dy) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
    let length = libm::sqrt(dx * dx + dy * dy);
    if length == 0.0 {
        return libm::sqrt(px * px + py * py);
    }
    (px * dy - py * dx).abs() / length
}

/// Sides that are nearly upright or level become so; runs of such sides share their place by length.
fn straightened(corners: &[Corner]) -> Vec<(f64, f64)> {
    let mut out: Vec<(f64, f64)> = corners.iter().map(|c| (f64::from(c.0), f64::from(c.1))).collect();
    let n = out.len();
    if n < 3 {
        return out;
    }
    let mut moved = out.clone();
    for i in 0..n {
        let (a, b) = (out[i], out[(i + 1) % n]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        if dx != 0.0 && dx.abs() <= LEAN.min(LEAN_SHARE * dy.abs()) {
            let x = f64::midpoint(a.0, b.0);
            moved[i].0 = x;
            moved[(i + 1) % n].0 = x;
        } else if dy != 0.0 && dy.abs() <= LEAN.min(LEAN_SHARE * dx.abs()) {
            let y = f64::midpoint(a.1, b.1);
            moved[i].1 = y;
            moved[(i + 1) % n].1 = y;
        }
    }
    out = moved;
    // Corners that lie on the line between their neighbours are none.
    let on_line = |a: (f64, f64), b: (f64, f64), c: (f64, f64)| {
        ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).abs() < 1e-9
    };
    (0..n).filter(|&i| !on_line(out[(i + n - 1) % n], out[i], out[(i + 1) % n])).map(|i| out[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ragged_rectangle_becomes_one() {
        let ragged = [(0, 0), (50, 0), (50, 1), (100, 1), (100, 60), (40, 60), (40, 61), (0, 61)];
        let found = simplified(&ragged);
        assert_eq!(found.len(), 4, "{found:?}");
        for (i, a) in found.iter().enumerate() {
            let b = found[(i + 1) % 4];
            assert!(a.0 == b.0 || a.1 == b.1, "{found:?}");
        }
    }

    #[test]
    fn an_l_stays_an_l() {
        let l = [(0, 0), (60, 0), (60, 30), (30, 30), (30, 60), (0, 60)];
        assert_eq!(simplified(&l).len(), 6);
    }
}
