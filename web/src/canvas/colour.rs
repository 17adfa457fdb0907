//! The colours of rooms. They lie on plans, which are light in either theme.

/// A colour as hue (degrees), saturation and lightness (percent).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    hue: f64,
    saturation: f64,
    lightness: f64,
}

/// Hues of the kinds of rooms, told apart by words in their name; the first that fits is taken.
const HUES: [(&[&str], f64); 9] = [
    (&["bath", "wc", "toilet", "shower", "sauna", "powder"], 192.0),
    (&["kitchen", "pantry"], 28.0),
    (&["living", "family", "lounge", "great"], 142.0),
    (&["dining"], 84.0),
    (&["bed", "sleep", "master"], 222.0),
    (&["hall", "entry", "corridor", "foyer", "lobby", "stair", "landing"], 48.0),
    (&["closet", "storage", "wardrobe", "utility", "laundry", "garage", "mechanical"], 340.0),
    (&["balcony", "terrace", "porch", "deck", "patio", "outdoor"], 164.0),
    (&["office", "study", "den", "library", "work"], 276.0),
];

/// The colour of a kind of room; grey where the kind is not known.
#[must_use]
pub fn of_type(room_type: Option<&str>) -> Colour {
    let known = room_type.and_then(|kind| HUES.iter().find(|(words, _)| words.iter().any(|word| kind.contains(word))));
    match (known, room_type) {
        (Some((_, hue)), _) => Colour { hue: *hue, saturation: 62.0, lightness: 42.0 },
        (None, Some(_)) => Colour { hue: 310.0, saturation: 38.0, lightness: 45.0 },
        (None, None) => Colour { hue: 217.0, saturation: 55.0, lightness: 46.0 },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        assert_ne!(of_type(Some("kitchen")), of_type(Some("bathroom")));
        assert_ne!(of_type(Some("kitchen")), of_type(None));
        assert_eq!(of_type(Some("bedroom")), of_type(Some("master_bedroom")));
    }

    #[test]
    fn css_knows_opacity() {
        assert_eq!(of_confidence(1.0).css(0.5), "hsl(150 70% 38% / 0.500)");
    }
}
