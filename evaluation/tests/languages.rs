//! Names in every language, printed in drawn plans, read from the glyphs of their PDFs.

use evaluation::Plan;
use evaluation::score::{Counts, Read, score};
use plan_generator::style::{RoomSize, Units};
use plan_generator::{Language, Style, generate};
use shared::job::BlueprintFormat;
use shared::{DetectorSettings, detect};

#[test]
fn names_of_every_language_end_up_in_their_rooms() {
    for language in Language::ALL {
        let style = Style { language, room_size: RoomSize::Area(Units::Metres), ..Style::default() };
        let (mut names, mut rooms) = (Read::default(), Counts::default());
        for seed in 1..4 {
            let drawn = generate(seed, &style);
            let truth: Plan = serde_json::from_value(drawn.truth("drawn")).unwrap();
            let analysis = reader::read(&drawn.pdf(), BlueprintFormat::Pdf, None, &mut |_| {}).unwrap().analysis;
            let found = detect(&analysis, &DetectorSettings::default());
            let score = score(&truth, &found.rooms);
            names.right += score.names.right;
            names.known += score.names.known;
            rooms.add(score.rooms);
        }
        assert!(rooms.recall() > 0.8, "{language:?}: {rooms:?}");
        assert!(names.known > 10 && names.right * 100 >= names.known * 95, "{language:?}: {names:?}");
    }
}
