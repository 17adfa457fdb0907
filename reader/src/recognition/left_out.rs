//! What stands for the recogniser in builds without it: no models load.

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
    /// Always [`ModelsError::LeftOut`].
    pub fn load(_detection: Vec<u8>, _recognition: Vec<u8>) -> Result<Self, ModelsError> {
        Err(ModelsError::LeftOut)
    }
}
