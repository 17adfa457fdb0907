//! Curves: what a measured value speaks for.

/// Measured values, ascending, and the points that each gives; straight between them, flat beyond.
pub(crate) struct Curve {
    pub(crate) at: &'static [f64],
    pub(crate) points: &'static [f64],
}

impl Curve {
    /// The points that a value gives. One body for the many curves of a scorecard: copies of it would all be downloaded.
    #[inline(never)]
    pub(crate) fn points_at(&self, value: f64) -> f64 {
        let last = self.at.len() - 1;
        if value <= self.at[0] {
            return self.points[0];
        }
        for i in 0..last {
            if value < self.at[i + 1] {
                let share = (value - self.at[i]) / (self.at[i + 1] - self.at[i]);
                return self.points[i] + share * (self.points[i + 1] - self.points[i]);
            }
        }
        self.points[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_straight_between_points_and_flat_beyond() {
        let curve = Curve { at: &[0.0, 1.0, 3.0], points: &[0.0, 2.0, -2.0] };
        let found = [-5.0, 0.0, 0.5, 1.0, 2.0, 3.0, 9.0].map(|v| curve.points_at(v));
        assert_eq!(found, [0.0, 0.0, 1.0, 2.0, 0.0, -2.0, -2.0]);
    }
}
