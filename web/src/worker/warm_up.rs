//! Readies the detector before the first plan comes.
//!
//! Browsers first translate WebAssembly quickly and badly, and better only what has run a while: on the first plan the
//! detector would take twice as long as on the second. A small drawn plan goes first, while nobody waits.

use shared::{Analysis, Detector, DetectorSettings, LineWork, Picture};

const WIDTH: usize = 240;
const HEIGHT: usize = 160;
const WALL: usize = 4;

/// Traces and detects a drawn plan of four rooms; what is found is of no interest.
pub(super) fn warm_up() {
    let grey = drawn();
    let Ok(picture) = Picture::grey(WIDTH as u32, HEIGHT as u32, &grey) else { return };
    let detector = Detector::new(Analysis::of_line_work(LineWork::trace(&picture, &[])));
    std::hint::black_box(detector.detect(&DetectorSettings::default()));
}

/// An outer wall, and a cross of walls with a door in each arm.
fn drawn() -> Vec<u8> {
    let (left, top, right, bottom) = (20, 20, WIDTH - 20, HEIGHT - 20);
    let is_wall = |x: usize, y: usize| {
        let along = |v: usize, low: usize| (low..low + WALL).contains(&v);
        let inside = (left..right).contains(&x) && (top..bottom).contains(&y);
        let outer = along(x, left) || along(x, right - WALL) || along(y, top) || along(y, bottom - WALL);
        let upright = along(x, WIDTH / 2) && y % 50 > 15;
        let level = along(y, HEIGHT / 2) && x % 90 > 15;
        inside && (outer || upright || level)
    };
    (0..WIDTH * HEIGHT).map(|i| if is_wall(i % WIDTH, i / WIDTH) { 0 } else { 255 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawn_plan_has_walls_to_trace() {
        let grey = drawn();
        let picture = Picture::grey(WIDTH as u32, HEIGHT as u32, &grey).unwrap();
        let traced = LineWork::trace(&picture, &[]);
        assert!(traced.hypotheses.iter().any(|h| h.nodes.len() > 2), "{traced:?}");
    }
}
