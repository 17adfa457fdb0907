//! The kinds of room.

use std::fmt;

macro_rules! room_types {
    ($($(#[$doc:meta])* $name:ident $word:literal,)*) => {
        /// The kind of a room, as its name says it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RoomType {
            $($(#[$doc])* $name,)*
        }

        impl RoomType {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word that stands in `room_type` of a room.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The kind that a word of [`RoomType::as_str`] stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

room_types! {
    /// Entry hall, foyer, lobby, vestibule.
    Entry "entry",
    /// Hall, corridor, landing.
    Hall "hall",
    /// Living room, lounge, family room.
    Living "living",
    /// Dining room.
    Dining "dining",
    /// Kitchen.
    Kitchen "kitchen",
    /// Bedroom.
    Bedroom "bedroom",
    /// Bathroom, shower room.
    Bath "bath",
    /// Toilet without a bath.
    Toilet "toilet",
    /// Closet, wardrobe, dressing room.
    Closet "closet",
    /// Pantry, larder.
    Pantry "pantry",
    /// Store room.
    Storage "storage",
    /// Laundry.
    Laundry "laundry",
    /// Utility room.
    Utility "utility",
    /// Office, study.
    Office "office",
    /// Meeting room.
    Meeting "meeting",
    /// Class room, laboratory, library.
    Classroom "classroom",
    /// Shop, restaurant, kitchen-less room for the public.
    Commercial "commercial",
    /// Garage.
    Garage "garage",
    /// Carport: a roof without walls.
    Carport "carport",
    /// Stairs.
    Stairs "stairs",
    /// Lift.
    Elevator "elevator",
    /// Boiler room, machine room, electrical room, shaft.
    Technical "technical",
    /// Sauna.
    Sauna "sauna",
    /// Gym, play room, cinema, pool, games room.
    Leisure "leisure",
    /// Workshop.
    Workshop "workshop",
    /// Basement, cellar.
    Basement "basement",
    /// Attic, loft.
    Attic "attic",
    /// Balcony, loggia.
    Balcony "balcony",
    /// Terrace, patio, deck, veranda.
    Terrace "terrace",
    /// Porch.
    Porch "porch",
    /// Garden, yard.
    Garden "garden",
    /// A room, of which the name says no more.
    Room "room",
}

impl RoomType {
    /// Whether it commonly lies outside the walls of the building.
    #[must_use]
    pub fn is_outdoor(self) -> bool {
        matches!(self, Self::Balcony | Self::Terrace | Self::Porch | Self::Garden | Self::Carport)
    }
}

impl fmt::Display for RoomType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
