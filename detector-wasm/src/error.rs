//! Errors as JavaScript gets them: an `Error` named `RoomprintError` with the `code` of the HTTP contract.

use js_sys::Reflect;
use shared::analysis::AnalysisError;
use shared::error::ErrorCode;
use shared::picture::PictureError;
use shared::settings::SettingsError;
use wasm_bindgen::JsValue;

/// Why a call was refused.
pub(crate) enum Fault {
    /// An argument of the wrong type.
    Argument { name: &'static str, expected: &'static str },
    /// JSON that is no analysis and no Textract answer.
    Analysis(AnalysisError),
    /// Pixels that are no picture.
    Picture(PictureError),
    /// A setting that is unknown or out of range.
    Settings(SettingsError),
    /// JSON that cannot be read or written.
    Json(serde_json::Error),
}

impl Fault {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Argument { .. } | Self::Json(_) => ErrorCode::InvalidRequest,
            Self::Analysis(AnalysisError::TooLarge { .. }) | Self::Picture(PictureError::TooLarge { .. }) => {
                ErrorCode::FileTooLarge
            }
            Self::Analysis(_) | Self::Picture(_) => ErrorCode::UnreadableDocument,
            Self::Settings(_) => ErrorCode::InvalidSettings,
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Argument { name, .. } => Some(name),
            Self::Settings(error) => Some(&error.field),
            Self::Analysis(_) | Self::Picture(_) | Self::Json(_) => None,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Argument { name, expected } => format!("{name} must be {expected}"),
            Self::Analysis(error) => error.to_string(),
            Self::Picture(error) => error.to_string(),
            Self::Settings(error) => error.to_string(),
            Self::Json(error) => error.to_string(),
        }
    }
}

impl From<AnalysisError> for Fault {
    fn from(error: AnalysisError) -> Self {
        Self::Analysis(error)
    }
}

impl From<PictureError> for Fault {
    fn from(error: PictureError) -> Self {
        Self::Picture(error)
    }
}

impl From<SettingsError> for Fault {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        let error = js_sys::Error::new(&fault.message());
        error.set_name("RoomprintError");
        let set = |key: &str, value: &str| {
            // setting a property of an object made above cannot fail
            let _ = Reflect::set(&error, &key.into(), &value.into());
        };
        set("code", fault.code().as_str());
        if let Some(field) = fault.field() {
            set("field", field);
        }
        error.into()
    }
}
