//! The colours of rooms. They lie on plans, which are light in either theme.

use shared::labels::RoomType;

/// A colour as hue (degrees), saturation and lightness (percent).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    hue: f64,
    saturation: f64,
    lightness: f64,
}

/// Hues of the kinds of rooms: what is used alike looks alike.
fn hue(kind: RoomType) -> f64 {
    use RoomType::{
        Attic, Balcony, Basement, Bath, Bedroom, Carport, Classroom, Closet, Commercial, Dining, Elevator, Entry,
        Garage, Garden, Hall, Kitchen, Laundry, Leisure, Living, Meeting, Office, Pantry, Porch, Room, Sauna, Stairs,
        Storage, Technical, Terrace, Toilet, Utility, Workshop,
    };
    match kind {
        Bath | Toilet | Sauna => 192.0,
        Kitchen | Pantry => 28.0,
        Living | Leisure => 142.0,
        Dining | Commercial => 84.0,
        Bedroom => 222.0,
        Hall | Entry | Stairs | Elevator => 48.0,
        Closet | Storage | Utility | Laundry | Garage | Technical | Basement | Attic => 340.0,
        Balcony | Terrace | Porch | Garden | Carport => 164.0,
        Office | Meeting | Classroom | Workshop => 276.0,
        Room => 310.0,
    }
}

/// The colour of a kind of room; blue where the kind is not known.
#[must_use]
pub fn of_type(room_type: Option<&str>) -> Colour {
    match room_type.and_then(RoomType::from_word) {
        Some(kind) => Colour { hue: hue(kind), saturation: 62.0, lightness: 42.0 },
        None => Colour { hue: 217.0, saturation: 55.0, lightness: 46.0 },
    }
}

/// The colour of a confidence: from red over amber to green.
#[must_use]
pub fn of_confidence(confidence: f64) -> Colour {
    Colour { hue: 8.0 + 142.0 * confidence.clamp(0.0, 1.0).powi(2), saturation: 70.0, lightness: 38.0 }
}

impl Colour {
    /// For CSS, with an opacity.
    #[must_use]
    pub fn css(self, opacity: f64) -> String {
        format!("hsl({:.0} {:.0}% {:.0}% / {opacity:.3})", self.hue, self.saturation, self.lightness)
    }
}

impl Colour {
    /// Red, green and blue, each 0 to 1.
    #[must_use]
    pub fn rgb(self) -> [f32; 3] {
        let (saturation, lightness) = (self.saturation / 100.0, self.lightness / 100.0);
        let reach = saturation * lightness.min(1.0 - lightness);
        // the formula of CSS Color 4, "Converting HSL colors to sRGB"
        [0.0, 8.0, 4.0].map(|shift| {
            let k = (shift + self.hue / 30.0) % 12.0;
            (lightness - reach * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)) as f32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        assert_ne!(of_type(Some("kitchen")), of_type(Some("bath")));
        assert_ne!(of_type(Some("kitchen")), of_type(None));
        assert_eq!(of_type(Some("toilet")), of_type(Some("bath")));
    }

    #[test]
    fn css_knows_opacity() {
        assert_eq!(of_confidence(1.0).css(0.5), "hsl(150 70% 38% / 0.500)");
    }

    #[test]
    fn rgb_is_what_css_makes_of_it() {
        let red = Colour { hue: 0.0, saturation: 100.0, lightness: 50.0 };
        assert_eq!(red.rgb(), [1.0, 0.0, 0.0]);
        let blue = Colour { hue: 240.0, saturation: 100.0, lightness: 50.0 };
        assert_eq!(blue.rgb(), [0.0, 0.0, 1.0]);
        let grey = Colour { hue: 77.0, saturation: 0.0, lightness: 40.0 };
        assert_eq!(grey.rgb(), [0.4, 0.4, 0.4]);
    }
}
