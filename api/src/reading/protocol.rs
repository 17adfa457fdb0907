//! What the two processes say to each other: request after request over stdin, to each some progress and one answer over
//! stdout.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};
use shared::analysis::Analysis;
use shared::job::BlueprintFormat;
use shared::progress::Stage;
use shared::textract::TextBlock;

use super::ReadingError;

/// What is to be done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// See whether it can be read at all, and is within limits.
    Check,
    /// Trace its line work; the text on it comes along.
    Trace,
    /// Trace its line work as far as that goes without the text on it.
    BeginTrace,
    /// Trace the rest of what was begun in the request before; the text comes along, and no document.
    FinishTrace,
    /// Read its text and trace its line work.
    Read,
    /// Make it fit what Textract takes.
    Fit,
}

impl Task {
    /// The task's word, for logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Trace => "trace",
            Self::BeginTrace => "begin_trace",
            Self::FinishTrace => "finish_trace",
            Self::Read => "read",
            Self::Fit => "fit",
        }
    }
}

/// A document and what is to be done with it. Over stdin: the head as JSON behind its length (8 bytes, little endian),
/// the document, and the text on it as JSON.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    pub(super) task: Task,
    pub(super) format: BlueprintFormat,
    pub(super) document: Vec<u8>,
    pub(super) text_blocks: Vec<TextBlock>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    task: Task,
    format: BlueprintFormat,
    document_bytes: u64,
    text_bytes: u64,
}

impl Request {
    /// What comes before and after the document.
    pub(super) fn around(
        task: Task,
        format: BlueprintFormat,
        document: &[u8],
        text_blocks: &[TextBlock],
    ) -> Result<(Vec<u8>, Vec<u8>), serde_json::Error> {
        let text = serde_json::to_vec(text_blocks)?;
        let head = Head { task, format, document_bytes: document.len() as u64, text_bytes: text.len() as u64 };
        let head = serde_json::to_vec(&head)?;
        Ok(([&(head.len() as u64).to_le_bytes(), &head[..]].concat(), text))
    }

    /// The next request; `None` where there will be none.
    pub(super) fn receive(input: &mut impl Read) -> std::io::Result<Option<Self>> {
        let mut length = [0; 8];
        if input.read(&mut length[..1])? == 0 {
            return Ok(None);
        }
        input.read_exact(&mut length[1..])?;
        let head: Head = serde_json::from_slice(&exactly(input, u64::from_le_bytes(length))?)?;
        let document = exactly(input, head.document_bytes)?;
        let text_blocks = serde_json::from_slice(&exactly(input, head.text_bytes)?)?;
        Ok(Some(Self { task: head.task, format: head.format, document, text_blocks }))
    }
}

fn exactly(input: &mut impl Read, length: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if input.take(length).read_to_end(&mut bytes)? as u64 == length {
        Ok(bytes)
    } else {
        Err(std::io::ErrorKind::UnexpectedEof.into())
    }
}

/// What the child says. Over stdout: one byte for its kind, its length (8 bytes, little endian), and itself as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// A [`Heard`].
    Progress = b'p' as isize,
    /// A [`Reply`]; the request is done.
    Answer = b'a' as isize,
}

/// Bytes of what comes before each thing that the child says.
pub(super) const SAID_HEAD_BYTES: usize = 9;

impl Said {
    /// Says something.
    pub(super) fn send(self, output: &mut impl Write, what: &impl Serialize) -> std::io::Result<()> {
        let json = serde_json::to_vec(what)?;
        output.write_all(&[self as u8])?;
        output.write_all(&(json.len() as u64).to_le_bytes())?;
        output.write_all(&json)?;
        output.flush()
    }

    /// The kind and the length of what follows; `None` where it is nothing that is ever said.
    pub(super) fn announced(head: [u8; SAID_HEAD_BYTES]) -> Option<(Self, u64)> {
        let (kind, length) = head.split_first()?;
        let kind = [Self::Progress, Self::Answer].into_iter().find(|said| *said as u8 == *kind)?;
        Some((kind, u64::from_le_bytes(length.try_into().ok()?)))
    }
}

/// How far the child is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Heard {
    pub(super) stage: Stage,
    /// How much of the document is read, 0 to 1.
    pub(super) share: f64,
}

/// The child's answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    /// The document can be read.
    Readable,
    /// Its line work waits for the text.
    Begun,
    /// What was read.
    Analysis(Box<Analysis>),
    /// What was read where the recogniser gave up: line work, and what text came by itself.
    WithoutText(Box<Analysis>),
    /// The document fits, or would fit as this picture.
    Fitted {
        /// Its number of pages.
        pages: u32,
        /// What it was drawn anew as; absent where it fits as it is.
        redrawn: Option<Redrawn>,
    },
    /// Why there is nothing.
    Error(ReadingError),
}

/// A document that was drawn anew.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Redrawn {
    pub(super) format: BlueprintFormat,
    /// Its bytes, in base64.
    pub(super) base64: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_follow_each_other_and_half_of_one_is_an_error() {
        let text_blocks = vec![TextBlock { text: "Kitchen".to_owned(), ..TextBlock::default() }];
        let sent = |document: &[u8], text_blocks: &[TextBlock]| {
            let (head, tail) = Request::around(Task::Trace, BlueprintFormat::Png, document, text_blocks).unwrap();
            [&head[..], document, &tail].concat()
        };
        let both = [sent(b"plan", &text_blocks), sent(b"", &[])].concat();
        let mut input = &both[..];
        let first = Request::receive(&mut input).unwrap().unwrap();
        let (task, format) = (Task::Trace, BlueprintFormat::Png);
        assert_eq!(first, Request { task, format, document: b"plan".to_vec(), text_blocks });
        assert_eq!(Request::receive(&mut input).unwrap().unwrap().document, b"");
        assert_eq!(Request::receive(&mut input).unwrap(), None);

        let one = sent(b"plan", &[]);
        for cut in [1, 7, 10, one.len() - 1] {
            assert!(Request::receive(&mut &one[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn what_is_said_announces_itself() {
        let mut output = Vec::new();
        Said::Progress.send(&mut output, &Heard { stage: Stage::Reading, share: 0.5 }).unwrap();
        let head: [u8; SAID_HEAD_BYTES] = output[..SAID_HEAD_BYTES].try_into().unwrap();
        let length = (output.len() - SAID_HEAD_BYTES) as u64;
        assert_eq!(Said::announced(head), Some((Said::Progress, length)));
        assert_eq!(Said::announced(*b"nonsense\n"), None);
    }
}
