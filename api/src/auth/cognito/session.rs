//! The session of a challenge as callers carry it: Cognito's own, and the name that Cognito knows the person by, which
//! can be another than the one they typed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// What goes to the caller and comes back with the answer. Nothing in it is trusted: Cognito checks both.
#[derive(Serialize, Deserialize)]
pub(super) struct Session {
    /// Cognito's session.
    #[serde(rename = "s")]
    pub(super) session: String,
    /// Cognito's name for the person, where it told one.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub(super) username: Option<String>,
}

impl Session {
    /// As text without meaning.
    pub(super) fn encode(&self) -> Result<String, serde_json::Error> {
        Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self)?))
    }

    /// Reads what [`Session::encode`] wrote.
    pub(super) fn decode(text: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_survives_the_way_to_the_caller_and_back() {
        for username in [None, Some("1f0c-77".to_owned())] {
            let session = Session { session: "AYABe".to_owned(), username };
            let back = Session::decode(&session.encode().unwrap()).unwrap();
            assert_eq!((back.session, back.username), (session.session, session.username));
        }
        assert!(Session::decode("AYABe").is_none());
    }
}
