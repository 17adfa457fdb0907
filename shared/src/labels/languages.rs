//! Which languages a page speaks. `K` is a kitchen on a Finnish plan, and a grid line elsewhere.

use super::grouping::Candidate;
use super::lexicon::Languages;
use super::reading::{Reading, RoomReading};

/// What a page's words say for each language of the lexicon.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Spoken {
    score: [u32; 8],
}

/// Points of a word that is sure, of one that is not, and of a word of notes.
const SURE: u32 = 2;
const DOUBTFUL: u32 = 1;
const NOTE: u32 = 1;
/// A page with so many points speaks a language.
const SPOKEN: u32 = 2;
/// A word is a witness for at most this many languages.
const MAX_SHARED: u32 = 2;

impl Spoken {
    /// Counts the words of a page.
    pub(crate) fn by(candidates: &[Candidate<'_>]) -> Self {
        let mut spoken = Self::default();
        candidates.iter().for_each(|candidate| spoken.hear(&candidate.reading));
        spoken
    }

    /// Counts one word more.
    pub(crate) fn hear(&mut self, reading: &Reading) {
        match reading {
            Reading::Room(reading) => {
                self.add(reading.sure, SURE);
                // Single letters are no witnesses.
                if reading.letters > 1 {
                    self.add(reading.doubtful & !reading.sure, DOUBTFUL);
                }
            }
            Reading::Note(languages) => self.add(*languages, NOTE),
            _ => {}
        }
    }

    /// Words that many languages share, like `WC`, speak for none.
    fn add(&mut self, languages: Languages, points: u32) {
        if languages.count_ones() > MAX_SHARED {
            return;
        }
        for (bit, score) in self.score.iter_mut().enumerate() {
            if languages >> bit & 1 == 1 {
                *score += points;
            }
        }
    }

    /// Whether a name is to be believed on this page.
    pub(crate) fn trusts(&self, reading: &RoomReading) -> bool {
        if reading.general || reading.letters == 1 && reading.numbered {
            return false;
        }
        if reading.sure != 0 {
            return true;
        }
        // Of its own points it has one, where it is more than a letter; others must agree.
        self.speaks(reading.doubtful)
    }

    /// Whether the page speaks one of these languages.
    pub(crate) fn speaks(&self, languages: Languages) -> bool {
        self.score.iter().enumerate().any(|(bit, score)| languages >> bit & 1 == 1 && *score >= SPOKEN)
    }
}
