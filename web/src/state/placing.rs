//! Points that a tool collects, by dragging, by clicks or by keys, in plan pixels.

use super::tool::Points;

/// A place on the plan, in plan pixels.
pub type Place = (f64, f64);

/// The points so far, and the place where the next one would be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placing {
    /// Points that are set.
    pub points: Vec<Place>,
    /// Where the pointer or the cross is.
    pub at: Place,
    /// Whether the pointer is down since the first of two points.
    pub pressed: bool,
}

/// What became of a point.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// More are wanted.
    More,
    /// These are all.
    Done(Vec<Place>),
}

impl Placing {
    /// The pointer goes down. `reach` is what counts as the same place, in plan pixels.
    pub fn press(&mut self, kind: Points, place: Place, reach: f64) {
        self.at = place;
        if kind == Points::Two && self.points.is_empty() {
            self.points.push(place);
            self.pressed = true;
        } else if kind == Points::Two && self.points.first().is_some_and(|first| near(*first, place, reach)) {
            self.pressed = true;
        }
    }

    /// The pointer goes up.
    pub fn release(&mut self, kind: Points, place: Place, reach: f64) -> Outcome {
        let was_pressed = std::mem::take(&mut self.pressed);
        self.at = place;
        match kind {
            Points::Two if was_pressed && self.points.first().is_some_and(|first| near(*first, place, reach)) => {
                // a click: the second point comes by another one
                Outcome::More
            }
            _ => self.set(kind, place, reach),
        }
    }

    /// Sets a point.
    pub fn set(&mut self, kind: Points, place: Place, reach: f64) -> Outcome {
        self.at = place;
        let closes = |place: Place| self.points.first().is_some_and(|first| near(*first, place, reach));
        match kind {
            Points::None => Outcome::More,
            Points::One => Outcome::Done(vec![place]),
            Points::Two if self.points.is_empty() => {
                self.points.push(place);
                Outcome::More
            }
            Points::Two if closes(place) => Outcome::More,
            Points::Two => Outcome::Done(vec![self.points[0], place]),
            Points::Many if self.points.len() >= 3 && closes(place) => Outcome::Done(std::mem::take(&mut self.points)),
            Points::Many => {
                if self.points.last().is_none_or(|last| !near(*last, place, reach / 2.0)) {
                    self.points.push(place);
                }
                Outcome::More
            }
        }
    }

    /// Takes what is set as all, where that is enough.
    pub fn finish(&mut self, kind: Points) -> Outcome {
        if kind == Points::Many && self.points.len() >= 3 {
            Outcome::Done(std::mem::take(&mut self.points))
        } else {
            Outcome::More
        }
    }
}

fn near(a: Place, b: Place, reach: f64) -> bool {
    (a.0 - b.0).abs().max((a.1 - b.1).abs()) < reach
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_points_by_dragging() {
        let mut placing = Placing::default();
        placing.press(Points::Two, (10.0, 10.0), 5.0);
        assert_eq!(placing.release(Points::Two, (90.0, 40.0), 5.0), Outcome::Done(vec![(10.0, 10.0), (90.0, 40.0)]));
    }

    #[test]
    fn two_points_by_two_clicks() {
        let mut placing = Placing::default();
        placing.press(Points::Two, (10.0, 10.0), 5.0);
        assert_eq!(placing.release(Points::Two, (11.0, 10.0), 5.0), Outcome::More);
        placing.press(Points::Two, (90.0, 40.0), 5.0);
        assert_eq!(placing.release(Points::Two, (90.0, 40.0), 5.0), Outcome::Done(vec![(10.0, 10.0), (90.0, 40.0)]));
    }

    #[test]
    fn an_outline_ends_where_it_began() {
        let mut placing = Placing::default();
        for place in [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)] {
            assert_eq!(placing.set(Points::Many, place, 5.0), Outcome::More);
        }
        assert_eq!(
            placing.set(Points::Many, (2.0, 1.0), 5.0),
            Outcome::Done(vec![(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)])
        );
    }

    #[test]
    fn two_corners_are_no_outline() {
        let mut placing = Placing::default();
        placing.set(Points::Many, (0.0, 0.0), 5.0);
        placing.set(Points::Many, (50.0, 0.0), 5.0);
        assert_eq!(placing.finish(Points::Many), Outcome::More);
        placing.set(Points::Many, (50.0, 50.0), 5.0);
        assert!(matches!(placing.finish(Points::Many), Outcome::Done(outline) if outline.len() == 3));
    }
}
