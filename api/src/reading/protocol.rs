//! What the two processes say to each other: the task in the arguments, the document over stdin, one JSON answer over
//! stdout.

use serde::{Deserialize, Serialize};
use shared::analysis::Analysis;
use shared::textract::TextBlock;

use super::ReadingError;

/// What is to be done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Task {
    /// See whether it can be read at all, and is within limits.
    Check,
    /// Trace its line work; the text on it comes along.
    Trace,
    /// Read its text and trace its line work.
    Read,
}

impl Task {
    /// The task as it stands in the arguments.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Trace => "trace",
            Self::Read => "read",
        }
    }
}

/// What goes over stdin: the length of the document (8 bytes, little endian), the document, and the text on it as JSON.
#[derive(Debug, PartialEq)]
pub(super) struct Request<'a> {
    pub(super) document: &'a [u8],
    pub(super) text_blocks: Vec<TextBlock>,
}

impl<'a> Request<'a> {
    /// What comes before and after the document.
    pub(super) fn around(document: &[u8], text_blocks: &[TextBlock]) -> Result<([u8; 8], Vec<u8>), serde_json::Error> {
        Ok(((document.len() as u64).to_le_bytes(), serde_json::to_vec(text_blocks)?))
    }

    pub(super) fn decode(input: &'a [u8]) -> Result<Self, ReadingError> {
        let broken = || ReadingError::Unavailable("half a request".to_owned());
        let (length, rest) = input.split_first_chunk::<8>().ok_or_else(broken)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| broken())?;
        let (document, text) = rest.split_at_checked(length).ok_or_else(broken)?;
        Ok(Self { document, text_blocks: serde_json::from_slice(text).map_err(|_| broken())? })
    }
}

/// The child's answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// The document can be read.
    Readable,
    /// What was read.
    Analysis(Box<Analysis>),
    /// What was read where the recogniser gave up: line work, and what text came by itself.
    WithoutText(Box<Analysis>),
    /// Why there is nothing.
    Error(ReadingError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_survives_the_way_and_half_of_it_does_not() {
        let text_blocks = vec![TextBlock { text: "Kitchen".to_owned(), ..TextBlock::default() }];
        let (head, tail) = Request::around(b"plan", &text_blocks).unwrap();
        let sent = [&head[..], b"plan", &tail].concat();
        assert_eq!(Request::decode(&sent).unwrap(), Request { document: b"plan", text_blocks });
        for cut in [0, 7, 10, sent.len() - 1] {
            assert!(Request::decode(&sent[..cut]).is_err(), "{cut}");
        }
    }
}
