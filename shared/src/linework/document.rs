//! The line work of a page as an analysis keeps it: settings are applied to this, never to the picture.

use serde::{Deserialize, Serialize};

/// Ring coordinates are hundredths of the page's 0–1000.
const UNIT: f64 = 100.0;
/// Measurements keep this many steps to one.
const STEPS: f64 = 10_000.0;

/// The line work of one page. Plain data that serialises compactly; made once by [`LineWork::trace`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LineWork {
    /// Width of the picture it was traced from, in pixels.
    pub width_px: u32,
    /// Height of the picture it was traced from, in pixels.
    pub height_px: u32,
    /// What follows from each wall thickness that the plan may have, thinnest first. Empty where nothing is drawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hypotheses: Vec<Hypothesis>,
}

/// Regions and walls, taking strokes from one thickness on as walls.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hypothesis {
    /// Strokes at least this wide are walls, in pixels of the picture.
    pub wall_px: f64,
    /// Regions that could be rooms, and unions of such; a union stands after its parts.
    pub nodes: Vec<RegionNode>,
    /// Outlines of the walls, for display.
    pub walls: Vec<Ring>,
    /// Doors, windows and wide openings: `[x0, y0, x1, y1]` in hundredths of the page's 0–1000, for display.
    pub openings: Vec<[i32; 4]>,
}

/// A region that could be a room.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RegionNode {
    /// The smallest larger node that holds it, as an index into the list.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "up")]
    pub parent: Option<u32>,
    /// What was measured of it.
    #[serde(rename = "m")]
    pub measurements: Measurements,
    /// Its outline, then its holes.
    #[serde(rename = "o")]
    pub outline: Vec<Ring>,
}

/// A closed outline; in JSON the first corner, then the steps to the next ones, in hundredths of the page's 0–1000.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<i32>", into = "Vec<i32>")]
pub struct Ring(pub Vec<[i32; 2]>);

impl Ring {
    /// A ring of corners in the page's 0–1000.
    #[must_use]
    pub fn of_page(corners: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let cell = |v: f64| libm::round(v * UNIT) as i32;
        Self(corners.into_iter().map(|(x, y)| [cell(x), cell(y)]).collect())
    }

    /// The corners in the page's 0–1000.
    #[must_use]
    pub fn to_page(&self) -> Vec<[f64; 2]> {
        self.0.iter().map(|&[x, y]| [f64::from(x) / UNIT, f64::from(y) / UNIT]).collect()
    }

    /// Whether a point of the page's 0–1000 lies inside.
    #[must_use]
    pub fn holds(&self, x: f64, y: f64) -> bool {
        let (x, y) = (x * UNIT, y * UNIT);
        let mut inside = false;
        let mut previous = self.0.last().copied().unwrap_or_default();
        for &corner in &self.0 {
            let ([ax, ay], [bx, by]) = (previous.map(f64::from), corner.map(f64::from));
            if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                inside = !inside;
            }
            previous = corner;
        }
        inside
    }
}

impl From<Vec<i32>> for Ring {
    fn from(steps: Vec<i32>) -> Self {
        let (mut x, mut y) = (0i32, 0i32);
        Self(
            steps
                .chunks_exact(2)
                .map(|step| {
                    x = x.saturating_add(step[0]);
                    y = y.saturating_add(step[1]);
                    [x, y]
                })
                .collect(),
        )
    }
}

impl From<Ring> for Vec<i32> {
    fn from(ring: Ring) -> Self {
        let (mut x, mut y) = (0, 0);
        ring.0
            .into_iter()
            .flat_map(|[a, b]| {
                let step = [a.saturating_sub(x), b.saturating_sub(y)];
                (x, y) = (a, b);
                step
            })
            .collect()
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Ring {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        <Vec<i32> as utoipa::PartialSchema>::schema()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Ring {}

macro_rules! measurements {
    ($count:literal: $($(#[$doc:meta])* $name:ident,)*) => {
        /// What is measured of a region. In JSON a list of numbers in this order, in ten-thousandths. Documents of
        /// earlier versions end sooner; what they lack is 0.
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        pub struct Measurements {
            $($(#[$doc])* pub $name: f64,)*
        }

        impl Measurements {
            /// Rounded to what the document keeps, so that a saved analysis gives the very same rooms.
            #[must_use]
            pub fn rounded(self) -> Self {
                <[i32; $count]>::from(self).into()
            }

            /// Names and values, in the order of the document.
            #[must_use]
            pub fn named(&self) -> [(&'static str, f64); $count] {
                [$((stringify!($name), self.$name),)*]
            }
        }

        impl From<[i32; $count]> for Measurements {
            fn from([$($name,)*]: [i32; $count]) -> Self {
                Self { $($name: f64::from($name) / STEPS,)* }
            }
        }

        impl From<Measurements> for [i32; $count] {
            fn from(m: Measurements) -> Self {
                [$(libm::round(m.$name.clamp(-1e4, 1e4) * STEPS) as i32,)*]
            }
        }

        impl Serialize for Measurements {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <[i32; $count]>::from(*self).serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for Measurements {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let known = Vec::<i32>::deserialize(deserializer)?;
                if known.len() > $count {
                    return Err(serde::de::Error::invalid_length(known.len(), &"no more measurements than are known"));
                }
                let mut values = [0; $count];
                values[..known.len()].copy_from_slice(&known);
                Ok(Self::from(values))
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::PartialSchema for Measurements {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                <Vec<i32> as utoipa::PartialSchema>::schema()
            }
        }

        #[cfg(feature = "schema")]
        impl utoipa::ToSchema for Measurements {}
    };
}

measurements! { 26:
    /// Logarithm of the area over the square of the building's longer side.
    area,
    /// Logarithm of the radius of the largest disc inside over the building's longer side.
    radius,
    /// 1 less the mean hardness of the outline.
    weak,
    /// Hardest boundary that was dissolved inside.
    inner,
    /// Area over the area of the convex hull.
    solid,
    /// Share of the outline that is not wall.
    not_wall,
    /// Share of the outline where nothing is drawn.
    opening,
    /// Width over length of the smallest turned box.
    aspect,
    /// Share of the outline that faces the outside.
    street,
    /// Mean darkness inside.
    grey,
    /// Logarithm of the wall threshold over the plan's typical wall.
    thin,
    /// Logarithm of the mean wall of the outline over the plan's typical wall.
    stroke,
    /// Hardness of the boundary to the neighbour that is divided off least.
    weakest,
    /// Hardness of the boundary that the next larger region dissolves.
    joint,
    /// Area over the area of the smallest turned box.
    rectangular,
    /// Share of the largest fine region.
    dominant,
    /// Share of the area that is drawn on.
    drawn,
    /// Logarithm of the outline's length over the square root of the area.
    ragged,
    /// Length of the outline where nothing is drawn, over the building's longer side.
    passage,
    /// Longest share of the outline that is not wall towards one neighbour, ...
    open_side,
    /// ... and the logarithm of that neighbour's area over the own.
    beyond,
    /// Longest share of the outline towards one neighbour.
    longest_side,
    /// Points for its belonging together with what it is joined to in the next larger region, ...
    belonging,
    /// ... and the fewest that any two parts inside have; both from `regions/belonging.rs`.
    coherence,
    /// Share of the outline that is doors and short windows drawn as two lines; 0 on plans where most rooms have none.
    door,
    /// Share of the outline that is closures of openings beside a corner of wall.
    corner,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_survive_json() {
        let ring = Ring(vec![[10, 20], [110, 20], [110, -5]]);
        let json = serde_json::to_string(&ring).unwrap();
        assert_eq!(json, "[10,20,100,0,0,-25]");
        assert_eq!(serde_json::from_str::<Ring>(&json).unwrap(), ring);
    }

    #[test]
    fn measurements_of_earlier_versions_are_read() {
        let all = Measurements { area: -3.5, passage: 0.25, longest_side: 0.5, ..Measurements::default() };
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Measurements>(&json).unwrap(), all);
        let earlier: Vec<i32> = serde_json::from_str::<Vec<i32>>(&json).unwrap()[..19].to_vec();
        let read: Measurements = serde_json::from_value(earlier.into()).unwrap();
        assert_eq!(read, Measurements { longest_side: 0.0, ..all });
        assert!(serde_json::from_value::<Measurements>(vec![0; 99].into()).is_err());
    }

    #[test]
    fn a_ring_holds_its_middle_only() {
        let ring = Ring::of_page([(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]);
        assert!(ring.holds(15.0, 15.0));
        assert!(!ring.holds(25.0, 15.0) && !ring.holds(15.0, 9.0));
    }
}
