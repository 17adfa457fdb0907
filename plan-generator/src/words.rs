//! What rooms are called, in eight languages.

use crate::layout::RoomKind;

/// A language of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::English,
        Self::French,
        Self::German,
        Self::Spanish,
        Self::Italian,
        Self::Dutch,
        Self::Finnish,
        Self::Swedish,
    ];

    /// Whether lengths are written `3,45`.
    pub(crate) fn has_decimal_comma(self) -> bool {
        self != Self::English
    }

    /// The names of a kind of room, at least one.
    #[must_use]
    pub fn names(self, kind: RoomKind) -> &'static [&'static str] {
        match self {
            Self::English => english(kind),
            Self::French => french(kind),
            Self::German => german(kind),
            Self::Spanish => spanish(kind),
            Self::Italian => italian(kind),
            Self::Dutch => dutch(kind),
            Self::Finnish => finnish(kind),
            Self::Swedish => swedish(kind),
        }
    }
}

fn english(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["LIVING ROOM", "Living Room", "FAMILY ROOM", "LOUNGE"],
        RoomKind::Dining => &["DINING", "DINING ROOM", "Dining Area"],
        RoomKind::Kitchen => &["KITCHEN", "Kitchen"],
        RoomKind::Bedroom => &["BEDROOM", "Bedroom", "MASTER BEDROOM", "BEDROOM 2", "GUEST ROOM"],
        RoomKind::Bath => &["BATH", "BATHROOM", "Bathroom", "ENSUITE"],
        RoomKind::Toilet => &["WC", "TOILET", "POWDER"],
        RoomKind::Hall => &["HALL", "Hallway", "ENTRY", "FOYER"],
        RoomKind::Closet => &["CLO.", "W.I.C.", "CLOSET"],
        RoomKind::Utility => &["UTILITY", "LAUNDRY"],
        RoomKind::Store => &["STORAGE", "PANTRY"],
        RoomKind::Office => &["OFFICE", "STUDY", "DEN"],
    }
}

fn french(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["SEJOUR", "Séjour", "SALON"],
        RoomKind::Dining => &["SALLE A MANGER", "REPAS"],
        RoomKind::Kitchen => &["CUISINE", "Cuisine"],
        RoomKind::Bedroom => &["CHAMBRE", "CHAMBRE 2", "Chambre 1"],
        RoomKind::Bath => &["S.D.B.", "BAINS", "Salle de bains"],
        RoomKind::Toilet => &["W.C.", "WC"],
        RoomKind::Hall => &["DEGT", "ENTREE", "Dégagement", "HALL"],
        RoomKind::Closet => &["PL.", "PLACARD", "DRESSING"],
        RoomKind::Utility => &["BUANDERIE", "CELLIER"],
        RoomKind::Store => &["RGT", "CELLIER"],
        RoomKind::Office => &["BUREAU"],
    }
}

fn german(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["Wohnzimmer", "Wohnen", "WOHNEN"],
        RoomKind::Dining => &["Esszimmer", "Essen"],
        RoomKind::Kitchen => &["Küche", "KÜCHE"],
        RoomKind::Bedroom => &["Schlafzimmer", "Schlafen", "Kind 1", "Kind 2", "Gast"],
        RoomKind::Bath => &["Bad", "BAD"],
        RoomKind::Toilet => &["WC", "Gäste-WC"],
        RoomKind::Hall => &["Flur", "Diele", "Windfang"],
        RoomKind::Closet => &["Ankleide", "Abst."],
        RoomKind::Utility => &["HWR", "Technik"],
        RoomKind::Store => &["Abstellraum", "Vorrat"],
        RoomKind::Office => &["Büro", "Arbeiten"],
    }
}

fn spanish(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["SALÓN", "Sala de estar", "ESTAR"],
        RoomKind::Dining => &["COMEDOR", "Comedor"],
        RoomKind::Kitchen => &["COCINA", "Cocina"],
        RoomKind::Bedroom => &["DORMITORIO", "Dormitorio 1", "HABITACIÓN"],
        RoomKind::Bath => &["BAÑO", "Baño"],
        RoomKind::Toilet => &["ASEO", "Aseo"],
        RoomKind::Hall => &["PASILLO", "Recibidor", "HALL"],
        RoomKind::Closet => &["VESTIDOR", "ARM."],
        RoomKind::Utility => &["LAVADERO", "Lavadero"],
        RoomKind::Store => &["DESPENSA", "TRASTERO"],
        RoomKind::Office => &["DESPACHO", "ESTUDIO"],
    }
}

fn italian(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["SOGGIORNO", "Soggiorno"],
        RoomKind::Dining => &["PRANZO", "Sala da pranzo"],
        RoomKind::Kitchen => &["CUCINA", "Cucina"],
        RoomKind::Bedroom => &["CAMERA", "Camera da letto", "CAMERETTA"],
        RoomKind::Bath => &["BAGNO", "Bagno"],
        RoomKind::Toilet => &["WC", "ANTIBAGNO"],
        RoomKind::Hall => &["INGRESSO", "CORRIDOIO", "Disimpegno"],
        RoomKind::Closet => &["CABINA", "Guardaroba"],
        RoomKind::Utility => &["LAVANDERIA"],
        RoomKind::Store => &["RIPOST.", "RIPOSTIGLIO"],
        RoomKind::Office => &["STUDIO", "Studio"],
    }
}

fn dutch(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["Woonkamer", "WOONKAMER"],
        RoomKind::Dining => &["Eetkamer", "EETKAMER"],
        RoomKind::Kitchen => &["Keuken", "KEUKEN"],
        RoomKind::Bedroom => &["Slaapkamer", "SLAAPKAMER 2", "Slaapkamer 1"],
        RoomKind::Bath => &["Badkamer", "BADKAMER"],
        RoomKind::Toilet => &["Toilet", "WC"],
        RoomKind::Hall => &["Hal", "Gang", "Entree"],
        RoomKind::Closet => &["Kast", "Garderobe"],
        RoomKind::Utility => &["Bijkeuken", "Wasruimte"],
        RoomKind::Store => &["Berging", "BERGING"],
        RoomKind::Office => &["Kantoor", "Werkkamer"],
    }
}

fn finnish(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["OH", "OLOHUONE"],
        RoomKind::Dining => &["RT", "RUOKAILU"],
        RoomKind::Kitchen => &["K", "KEITTIÖ", "KT"],
        RoomKind::Bedroom => &["MH", "MH 1", "MAKUUHUONE"],
        RoomKind::Bath => &["KPH", "PESUH."],
        RoomKind::Toilet => &["WC"],
        RoomKind::Hall => &["ET", "ETEINEN", "AULA"],
        RoomKind::Closet => &["VH", "VAATEH."],
        RoomKind::Utility => &["KHH"],
        RoomKind::Store => &["VAR", "VARASTO"],
        RoomKind::Office => &["TYÖH.", "TYÖHUONE"],
    }
}

fn swedish(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Living => &["VARDAGSRUM", "Vardagsrum"],
        RoomKind::Dining => &["MATSAL", "Matplats"],
        RoomKind::Kitchen => &["KÖK", "Kök"],
        RoomKind::Bedroom => &["SOVRUM", "Sovrum 1", "SOV 2"],
        RoomKind::Bath => &["BAD", "Badrum"],
        RoomKind::Toilet => &["WC", "Toalett"],
        RoomKind::Hall => &["HALL", "Entré"],
        RoomKind::Closet => &["KLK", "Klädkammare"],
        RoomKind::Utility => &["TVÄTT", "Tvättstuga"],
        RoomKind::Store => &["FÖRRÅD", "Skafferi"],
        RoomKind::Office => &["ARBETSRUM", "Kontor"],
    }
}

/// Tags of kitchen equipment.
pub(crate) const EQUIPMENT: [&str; 16] = [
    "DW",
    "REF",
    "FRZ",
    "POS",
    "ICE",
    "OVEN",
    "FRYER",
    "GRILL",
    "PREP TBL",
    "3-COMP SINK",
    "HAND SINK",
    "SHELF",
    "E-12",
    "E-07",
    "MOP",
    "BEV",
];
