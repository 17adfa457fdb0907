//! What stands for the recogniser in builds without it: no models load.

use crate::picture::OwnedPicture;
use crate::text::Line;

/// Has no values: nothing loads.
#[derive(Debug)]
pub enum Models {}

/// Why models do not load.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelsError {
    /// The build at hand has no recogniser.
    #[error("text recognition was left out of this build; build with the feature `recognition`")]
    LeftOut,
}

impl Models {
    /// Nothing calls it, as there are no models.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        match *self {}
    }

    /// Nothing calls it, as there are no models.
    #[must_use]
    pub fn with_threads(self, _threads: usize) -> Self {
        self
    }

    /// Always [`ModelsError::LeftOut`].
    pub fn load(_detection: Vec<u8>, _recognition: Vec<u8>) -> Result<Self, ModelsError> {
        Err(ModelsError::LeftOut)
    }
}

/// Nothing calls it, as there are no models to call it with.
pub(crate) fn recognise(models: &Models, _picture: &OwnedPicture) -> Result<Vec<Line>, super::RecognitionError> {
    match *models {}
}
