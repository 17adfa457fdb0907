//! From crops to characters with their places: the recognition model and its decoding.
//!
//! The model gives, for each step along a line, how likely every character is, and a blank between characters
//! (connectionist temporal classification): runs of the same character are one, blanks part them.

use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::RecognitionError;
use super::crops::{Crop, LINE_HEIGHT_PX};
use super::models::{Models, run};

/// Lines are padded to a multiple of this, so that lines of like length share a run of the model.
const LENGTH_STEP_PX: usize = 64;
/// The shortest line that the model is given.
const MIN_LENGTH_PX: usize = 160;
/// Pixels along the lines of one run, all lines together: bounds the memory that it takes.
const MAX_BATCH_PX: usize = 3_200;

/// A character that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Character {
    /// What it is; mostly one code point.
    pub text: String,
    /// How sure the model is, 0 to 1.
    pub confidence: f64,
    /// Where its middle lies along the crop, as a share of the crop's length.
    pub middle: f64,
}

/// The length that a crop is padded to.
pub(super) fn padded_length_px(length_px: usize) -> usize {
    length_px.next_multiple_of(LENGTH_STEP_PX).max(MIN_LENGTH_PX)
}

/// How many crops of a padded length are read in one run.
pub(super) fn batch_size(padded_px: usize) -> usize {
    (MAX_BATCH_PX / padded_px).max(1)
}

/// Reads crops in one run; all of them are padded to `padded_px`.
pub(super) fn read_batch(
    models: &Models,
    crops: &[Crop],
    padded_px: usize,
) -> Result<Vec<Vec<Character>>, RecognitionError> {
    // Zero, mid-grey, is what the model was trained to take for nothing.
    let mut input = vec![0.0_f32; crops.len() * 3 * LINE_HEIGHT_PX * padded_px];
    let rows = input.chunks_exact_mut(padded_px);
    for (to, from) in rows.zip(crops.iter().flat_map(|crop| crop.planes.chunks_exact(crop.length_px))) {
        to[..from.len()].copy_from_slice(from);
    }
    let input = NdTensor::from_data([crops.len(), 3, LINE_HEIGHT_PX, padded_px], input);
    let output: NdTensor<f32, 3> = run(models, &models.recognition, input)?;
    let [lines, steps, classes] = output.shape();
    if lines != crops.len() || classes != models.characters.len() + 1 {
        return Err(RecognitionError(format!(
            "the recognition model tells {classes} classes apart, its metadata {}",
            models.characters.len() + 1
        )));
    }
    let read = |(line, crop): (usize, &Crop)| {
        let best: Vec<(usize, f32)> =
            (0..steps).map(|step| most_likely(output.slice([line, step]).iter().copied())).collect();
        // Steps are spread over the padded line.
        let per_step = padded_px as f64 / steps as f64 / crop.length_px as f64;
        decoded(&best, per_step, &models.characters)
    };
    Ok(crops.iter().enumerate().map(read).collect())
}

fn most_likely(likelihoods: impl Iterator<Item = f32>) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (class, likelihood) in likelihoods.enumerate() {
        if likelihood > best.1 {
            best = (class, likelihood);
        }
    }
    best
}

/// Joins runs of one class into characters. `best` is the class of each step with its likelihood; class 0 is the blank.
fn decoded(best: &[(usize, f32)], share_per_step: f64, characters: &[String]) -> Vec<Character> {
    let mut read = Vec::new();
    let mut first = 0;
    for run in best.chunk_by(|a, b| a.0 == b.0) {
        let steps = first..first + run.len();
        first = steps.end;
        let Some(text) = run[0].0.checked_sub(1).and_then(|i| characters.get(i)) else { continue };
        let confidence = run.iter().map(|(_, likelihood)| *likelihood).fold(0.0, f32::max);
        let middle = (steps.start + steps.end) as f64 / 2.0 * share_per_step;
        read.push(Character {
            text: text.clone(),
            confidence: f64::from(confidence).min(1.0),
            middle: middle.min(1.0),
        });
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_one_character_and_blanks_part_equal_ones() {
        let characters = ["a", "b"].map(str::to_owned);
        let best = [(1, 0.9), (1, 0.7), (0, 1.0), (1, 0.8), (2, 0.6), (0, 0.9)];
        let read = decoded(&best, 0.1, &characters);
        let text: String = read.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(text, "aab");
        assert!((read[0].confidence - 0.9).abs() < 1e-6);
        assert!((read[0].middle - 0.1).abs() < 1e-9 && (read[2].middle - 0.45).abs() < 1e-9);
    }
}
