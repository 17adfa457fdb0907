//! Where the plan lies on the stage: plan pixels to CSS pixels and back.

/// Most that a plan can be enlarged: CSS pixels to one plan pixel.
const MAX_SCALE: f64 = 32.0;
/// Share of the fitted size below which a plan cannot be shrunk.
const MIN_SCALE_OF_FIT: f64 = 0.25;
/// CSS pixels left free around a fitted plan.
const MARGIN_PX: f64 = 24.0;

/// A view of a plan: `stage = plan * scale + offset`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    /// CSS pixels to one pixel of the plan.
    pub scale: f64,
    /// Where the plan's left edge lies on the stage, in CSS pixels.
    pub x: f64,
    /// Where the plan's top edge lies on the stage, in CSS pixels.
    pub y: f64,
}

/// Width and height, in pixels.
pub type Size = (f64, f64);

impl Viewport {
    /// The whole plan, in the middle of the stage.
    #[must_use]
    pub fn fit(plan: Size, stage: Size) -> Self {
        let margin = MARGIN_PX.min(stage.0.min(stage.1) / 8.0);
        let room_for = |stage: f64, plan: f64| (stage - 2.0 * margin).max(1.0) / plan.max(1.0);
        let scale = room_for(stage.0, plan.0).min(room_for(stage.1, plan.1)).min(MAX_SCALE);
        Self { scale, x: (stage.0 - plan.0 * scale) / 2.0, y: (stage.1 - plan.1 * scale) / 2.0 }
    }

    /// Enlarges by `factor` around a point of the stage, which stays where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, at: (f64, f64), plan: Size, stage: Size) -> Self {
        let least = (Self::fit(plan, stage).scale * MIN_SCALE_OF_FIT).min(1.0);
        let scale = (self.scale * factor).clamp(least, MAX_SCALE.max(least));
        let factor = scale / self.scale;
        Self { scale, x: at.0 - (at.0 - self.x) * factor, y: at.1 - (at.1 - self.y) * factor }.kept_in(plan, stage)
    }

    /// Moves the plan by CSS pixels.
    #[must_use]
    pub fn panned(self, by: (f64, f64), plan: Size, stage: Size) -> Self {
        Self { x: self.x + by.0, y: self.y + by.1, ..self }.kept_in(plan, stage)
    }

    /// A view in which a box of the plan (`x0, y0, x1, y1` in plan pixels) is seen: the same one where it is seen already.
    #[must_use]
    pub fn showing(self, area: [f64; 4], plan: Size, stage: Size) -> Self {
        let (left, top) = self.to_stage((area[0], area[1]));
        let (right, bottom) = self.to_stage((area[2], area[3]));
        let shift = |low: f64, high: f64, size: f64| {
            if high - low > size || (low >= 0.0 && high <= size) { 0.0 } else { size / 2.0 - (low + high) / 2.0 }
        };
        self.panned((shift(left, right, stage.0), shift(top, bottom, stage.1)), plan, stage)
    }

    /// From plan pixels to CSS pixels of the stage.
    #[must_use]
    pub fn to_stage(self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.scale + self.x, y * self.scale + self.y)
    }

    /// From CSS pixels of the stage to plan pixels.
    #[must_use]
    pub fn to_plan(self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.x) / self.scale, (y - self.y) / self.scale)
    }

    /// Keeps a part of the plan on the stage, so that it cannot get lost.
    fn kept_in(self, plan: Size, stage: Size) -> Self {
        let keep = |offset: f64, plan: f64, stage: f64| {
            let visible = (plan * self.scale).min(stage) / 3.0;
            offset.clamp(visible - plan * self.scale, stage - visible)
        };
        Self { x: keep(self.x, plan.0, stage.0), y: keep(self.y, plan.1, stage.1), ..self }
    }
}

/// From plan pixels to the page's 0–1000, in hundredths, kept on the page.
#[must_use]
pub fn to_page((x, y): (f64, f64), plan: Size) -> [f64; 2] {
    let hundredth = |value: f64, size: f64| (value / size * 100_000.0).round().clamp(0.0, 100_000.0) / 100.0;
    [hundredth(x, plan.0), hundredth(y, plan.1)]
}

/// From the page's 0–1000 to plan pixels.
#[must_use]
pub fn to_px([x, y]: [f64; 2], plan: Size) -> (f64, f64) {
    (x * plan.0 / 1000.0, y * plan.1 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Size = (2000.0, 1000.0);
    const STAGE: Size = (1000.0, 800.0);

    fn close(a: (f64, f64), b: (f64, f64)) -> bool {
        (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6
    }

    #[test]
    fn a_fitted_plan_is_whole_and_centred() {
        let view = Viewport::fit(PLAN, STAGE);
        let (left, top) = view.to_stage((0.0, 0.0));
        let (right, bottom) = view.to_stage(PLAN);
        assert!(left >= 0.0 && top >= 0.0 && right <= STAGE.0 && bottom <= STAGE.1);
        assert!(close((left + right, top + bottom), STAGE));
    }

    #[test]
    fn the_point_under_the_pointer_stays() {
        let view = Viewport::fit(PLAN, STAGE);
        let pointer = (300.0, 420.0);
        let zoomed = view.zoomed(3.0, pointer, PLAN, STAGE);
        assert!(close(view.to_plan(pointer), zoomed.to_plan(pointer)));
        assert!((zoomed.scale / view.scale - 3.0).abs() < 1e-9);
    }

    #[test]
    fn there_and_back() {
        let view = Viewport { scale: 1.7, x: -30.0, y: 12.5 };
        assert!(close(view.to_plan(view.to_stage((123.0, 456.0))), (123.0, 456.0)));
    }

    #[test]
    fn a_plan_cannot_be_pushed_off_the_stage() {
        let view = Viewport::fit(PLAN, STAGE).panned((1e6, -1e6), PLAN, STAGE);
        let (left, _) = view.to_stage((0.0, 0.0));
        let (_, bottom) = view.to_stage(PLAN);
        assert!(left < STAGE.0 && bottom > 0.0);
    }

    #[test]
    fn enlarging_ends_somewhere() {
        let mut view = Viewport::fit(PLAN, STAGE);
        for _ in 0..100 {
            view = view.zoomed(2.0, (10.0, 10.0), PLAN, STAGE);
        }
        assert_eq!(view.scale, MAX_SCALE);
        for _ in 0..100 {
            view = view.zoomed(0.5, (10.0, 10.0), PLAN, STAGE);
        }
        assert!(view.scale > 0.05);
    }

    #[test]
    fn a_room_out_of_sight_is_brought_into_it() {
        let view = Viewport::fit(PLAN, STAGE).zoomed(6.0, (0.0, 0.0), PLAN, STAGE);
        let room = [1700.0, 800.0, 1800.0, 900.0];
        let shown = view.showing(room, PLAN, STAGE);
        let (x, y) = shown.to_stage((1750.0, 850.0));
        assert!(x > 0.0 && x < STAGE.0 && y > 0.0 && y < STAGE.1);
        assert_eq!(shown.showing(room, PLAN, STAGE), shown);
    }
}
