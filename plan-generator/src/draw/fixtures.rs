//! Furniture and fixtures, each drawn in its own frame: x along the wall it stands at, y away from the wall.

use crate::fixture::{Fixture, Frame};
use crate::geometry::{Point, Rect, Ring, arc};
use crate::scene::{BLACK, Text};

use super::{PAPER, Pencil};

/// Draws with the same thin line in a frame.
struct Hand<'a, 'b> {
    pencil: &'a mut Pencil<'b>,
    frame: Frame,
}

impl Hand<'_, '_> {
    fn rect(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) {
        let ring = self.frame.ring(Rect::new(x0, y0, x1, y1));
        let fine = self.pencil.fine();
        self.pencil.area(&ring, Some(PAPER), fine);
    }

    fn line(&mut self, points: &[[f64; 2]]) {
        let points: Vec<Point> = points.iter().map(|p| self.frame.at(p[0], p[1])).collect();
        let fine = self.pencil.fine();
        self.pencil.line(&points, fine);
    }

    fn ellipse(&mut self, x: f64, y: f64, rx: f64, ry: f64) {
        let ring: Ring =
            arc([0.0, 0.0], 1.0, 0.0, 342.0).into_iter().map(|p| self.frame.at(x + p[0] * rx, y + p[1] * ry)).collect();
        let fine = self.pencil.fine();
        self.pencil.area(&ring, Some(PAPER), fine);
    }
}

pub(crate) fn draw(pencil: &mut Pencil<'_>, fixture: Fixture, frame: Frame) {
    let [w, d] = fixture.size_m();
    let mut hand = Hand { pencil, frame };
    match fixture {
        Fixture::DoubleBed | Fixture::SingleBed => draw_bed(&mut hand, w, d, fixture == Fixture::DoubleBed),
        Fixture::Wardrobe => {
            hand.rect(0.0, 0.0, w, d);
            hand.line(&[[0.0, d / 2.0], [w, d / 2.0]]);
            for i in 1..12 {
                let x = w * f64::from(i) / 12.0;
                hand.line(&[[x, d * 0.25], [x + 0.04, d * 0.75]]);
            }
        }
        Fixture::Sofa | Fixture::Armchair => {
            hand.rect(0.0, 0.0, w, d);
            hand.rect(0.18, 0.22, w - 0.18, d);
            if fixture == Fixture::Sofa {
                hand.line(&[[w / 2.0, 0.22], [w / 2.0, d]]);
            }
        }
        Fixture::Sideboard | Fixture::Shelf => {
            hand.rect(0.0, 0.0, w, d);
            hand.line(&[[0.0, 0.0], [w, d]]);
        }
        Fixture::Desk => {
            hand.rect(0.0, 0.0, w, d);
            hand.rect(w / 2.0 - 0.22, d - 0.1, w / 2.0 + 0.22, d + 0.35);
        }
        Fixture::Table => {
            for x in [0.25, 0.9] {
                hand.rect(x, 0.0, x + 0.42, 0.4);
                hand.rect(x, d - 0.4, x + 0.42, d);
            }
            hand.rect(0.0, 0.4, w, d - 0.4);
        }
        Fixture::RoundTable => {
            let (cx, cy) = (w / 2.0, d / 2.0);
            for (x, y) in [(cx, 0.2), (cx, d - 0.2), (0.2, cy), (w - 0.2, cy)] {
                hand.ellipse(x, y, 0.19, 0.19);
            }
            hand.ellipse(cx, cy, 0.45, 0.45);
        }
        Fixture::CoffeeTable => hand.rect(0.0, 0.0, w, d),
        Fixture::Counter => draw_counter(&mut hand, w, d),
        Fixture::Fridge => {
            hand.rect(0.0, 0.0, w, d);
            hand.line(&[[0.0, 0.0], [w, d]]);
            hand.line(&[[0.0, d], [w, 0.0]]);
        }
        Fixture::Bathtub => {
            hand.rect(0.0, 0.0, w, d);
            hand.ellipse(w / 2.0, d / 2.0, w / 2.0 - 0.08, d / 2.0 - 0.08);
            hand.ellipse(w - 0.3, d / 2.0, 0.03, 0.03);
        }
        Fixture::Shower => {
            hand.rect(0.0, 0.0, w, d);
            hand.line(&[[0.0, 0.0], [w, d]]);
            hand.line(&[[0.0, d], [w, 0.0]]);
            hand.ellipse(w / 2.0, d / 2.0, 0.06, 0.06);
        }
        Fixture::Basin => {
            hand.rect(0.0, 0.0, w, d);
            hand.ellipse(w / 2.0, d * 0.55, w * 0.36, d * 0.34);
        }
        Fixture::Toilet => {
            hand.rect(0.0, 0.0, w, 0.2);
            hand.ellipse(w / 2.0, 0.42, 0.18, 0.24);
        }
        Fixture::WashingMachine => {
            hand.rect(0.0, 0.0, w, d);
            hand.ellipse(w / 2.0, d / 2.0, 0.2, 0.2);
        }
        Fixture::Stairs => {
            hand.rect(0.0, 0.0, w, d);
            for i in 1..11 {
                let x = w * f64::from(i) / 11.0;
                hand.line(&[[x, 0.0], [x, d]]);
            }
            hand.line(&[[0.2, d / 2.0], [w - 0.2, d / 2.0]]);
            hand.line(&[[w - 0.4, d / 2.0 - 0.12], [w - 0.2, d / 2.0], [w - 0.4, d / 2.0 + 0.12]]);
        }
        Fixture::Bar => draw_bar(&mut hand, w, d),
        Fixture::Stall => {
            hand.line(&[[0.0, 0.0], [0.0, d], [0.15, d]]);
            hand.line(&[[0.8, d], [w, d], [w, 0.0]]);
            hand.line(&[[0.15, d], [0.15, d - 0.65]]);
            hand.rect(w / 2.0 - 0.2, 0.0, w / 2.0 + 0.2, 0.2);
            hand.ellipse(w / 2.0, 0.42, 0.18, 0.24);
        }
        Fixture::Equipment(tag) => {
            hand.rect(0.0, 0.0, w, d);
            hand.line(&[[0.0, d - 0.1], [w, d - 0.1]]);
            let center = hand.pencil.px(hand.frame.at(w / 2.0, d / 2.0 - 0.05));
            let size = hand.pencil.length_px(0.16);
            let is_upright = frame.x[0].abs() < 0.5;
            let degrees = if is_upright { -90.0 } else { 0.0 };
            hand.pencil.scene.text(Text {
                content: tag.to_owned(),
                center,
                size,
                degrees,
                color: BLACK,
                is_bold: false,
            });
        }
    }
}

fn draw_bed(hand: &mut Hand<'_, '_>, w: f64, d: f64, is_double: bool) {
    hand.rect(0.0, 0.0, w, d);
    let pillows = if is_double { 2 } else { 1 };
    for i in 0..pillows {
        let (slot, x0) = (w / f64::from(pillows), w / f64::from(pillows) * f64::from(i));
        hand.rect(x0 + 0.1, 0.1, x0 + slot - 0.1, 0.5);
    }
    hand.line(&[[0.0, 0.65], [w, 0.65]]);
    hand.line(&[[w - 0.5, 0.65], [w, 1.1]]);
}

/// An L of counter open towards the wall's beginning, with stools along its outer sides.
fn draw_bar(hand: &mut Hand<'_, '_>, w: f64, d: f64) {
    let (depth, stool) = (0.6, 0.18);
    let front = d - 2.0 * stool - 0.1;
    hand.line(&[[0.6, front], [w - 0.5, front], [w - 0.5, 0.0]]);
    hand.line(&[[0.6, front], [0.6, front - depth], [w - 0.5 - depth, front - depth], [w - 0.5 - depth, 0.0]]);
    let stools = ((w - 1.4) / 0.6) as usize;
    for i in 0..stools {
        hand.ellipse(1.0 + 0.6 * i as f64, front + stool + 0.1, stool, stool);
    }
}

fn draw_counter(hand: &mut Hand<'_, '_>, w: f64, d: f64) {
    hand.rect(0.0, 0.0, w, d);
    hand.rect(0.15, 0.1, 0.85, d - 0.1);
    hand.rect(0.2, 0.15, 0.5, d - 0.15);
    hand.rect(w - 0.75, 0.05, w - 0.15, d - 0.05);
    for x in [w - 0.6, w - 0.3] {
        for y in [0.18, d - 0.18] {
            hand.ellipse(x, y, 0.09, 0.09);
        }
    }
}
