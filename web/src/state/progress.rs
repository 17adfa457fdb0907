//! How far a plan has come, and the sentence that says so.

/// What the page itself does with a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Local {
    /// It was open when the page was left, and was not looked at since.
    Asleep,
    /// The picture is being decoded.
    #[default]
    Decoding,
    /// The walls are being traced.
    Tracing,
    /// Rooms can be asked for.
    Ready,
    /// It cannot be read here.
    Failed,
}

/// What the service does with a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Remote {
    /// Nothing: there is none, or it was not asked.
    #[default]
    None,
    /// Others are before it.
    Queued,
    /// The file is on its way; share sent, 0 to 1.
    Uploading(f64),
    /// Its words are being read.
    Reading {
        /// What the service says it is doing.
        stage: String,
        /// Share that is done, 0 to 1.
        share: Option<f64>,
    },
    /// The words are there.
    Read,
    /// The line broke: it is tried again.
    Waiting {
        /// What happened, in plain words.
        why: String,
        /// Seconds until the next attempt.
        seconds: u64,
    },
    /// Somebody has to sign in first.
    SignInNeeded,
    /// The user gave it up.
    Cancelled,
    /// It was given up; why, in plain words.
    Failed(String),
}

impl Remote {
    /// Whether something is going on, or is about to.
    #[must_use]
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Queued | Self::Uploading(_) | Self::Reading { .. })
    }

    /// Whether there is something to give up.
    #[must_use]
    pub fn can_be_cancelled(&self) -> bool {
        self.is_running() || matches!(self, Self::Waiting { .. } | Self::SignInNeeded)
    }

    /// Whether it can be tried now.
    #[must_use]
    pub fn can_be_tried(&self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Cancelled | Self::Failed(_))
    }
}

/// The service's word for what it does, for people.
fn stage_in_words(stage: &str) -> &str {
    match stage {
        "" | "preview" | "upload" => "reading names",
        "reading" => "reading text",
        "line_work" => "tracing walls there",
        "detection" => "matching names with rooms",
        "storing" => "storing",
        other => other,
    }
}

/// Both, with what was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// In the page.
    pub local: Local,
    /// At the service.
    pub remote: Remote,
}

impl Progress {
    /// Share of the work that is done where that is known, for a progress bar; `None` when nothing is under way.
    #[must_use]
    pub fn bar(&self) -> Option<Bar> {
        match (&self.local, &self.remote) {
            (_, Remote::Uploading(share) | Remote::Reading { share: Some(share), .. }) => Some(Bar::Share(*share)),
            (Local::Decoding | Local::Tracing, _) | (_, Remote::Reading { .. }) => Some(Bar::Unknown),
            _ => None,
        }
    }

    /// What is going on; `rooms` is how many were found last, and how long that took.
    #[must_use]
    pub fn sentence(&self, rooms: Option<(usize, f64)>) -> String {
        let local = match (&self.local, rooms) {
            (Local::Decoding, _) => "Opening the plan".to_owned(),
            (Local::Tracing, _) => "Tracing walls".to_owned(),
            (Local::Ready, None) => "Finding rooms".to_owned(),
            (Local::Ready, Some((count, milliseconds))) => {
                let plural = if count == 1 { "room" } else { "rooms" };
                format!("{count} {plural} in {}", time_in_words(milliseconds))
            }
            (Local::Asleep | Local::Failed, _) => String::new(),
        };
        let remote = match &self.remote {
            Remote::None => "",
            Remote::Queued => "waiting for its turn",
            Remote::Uploading(share) => return join(&local, &format!("uploading {:.0} %", share * 100.0)),
            Remote::Reading { stage, share: None } => stage_in_words(stage),
            Remote::Reading { stage, share: Some(share) } => {
                return join(&local, &format!("{} {:.0} %", stage_in_words(stage), share * 100.0));
            }
            Remote::Read => "names read",
            Remote::Waiting { .. } => "service away, trying again",
            Remote::SignInNeeded => "sign in to have names read",
            Remote::Cancelled => "upload cancelled",
            Remote::Failed(_) => "names not read",
        };
        join(&local, remote)
    }
}

/// Milliseconds as people read them: `<1 ms`, `12 ms`, `1.4 s`.
#[must_use]
pub fn time_in_words(milliseconds: f64) -> String {
    if milliseconds < 1.0 {
        "<1 ms".to_owned()
    } else if milliseconds < 1000.0 {
        format!("{milliseconds:.0} ms")
    } else {
        format!("{:.1} s", milliseconds / 1000.0)
    }
}

fn join(a: &str, b: &str) -> String {
    if a.is_empty() || b.is_empty() { format!("{a}{b}") } else { format!("{a} · {b}") }
}

/// A progress bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bar {
    /// So much is done, 0 to 1.
    Share(f64),
    /// Nobody knows how much.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_named_while_the_upload_runs() {
        let progress = Progress { local: Local::Ready, remote: Remote::Uploading(0.456) };
        assert_eq!(progress.sentence(Some((7, 12.3))), "7 rooms in 12 ms · uploading 46 %");
        assert_eq!(progress.bar(), Some(Bar::Share(0.456)));
    }

    #[test]
    fn one_room_is_no_rooms() {
        let progress = Progress { local: Local::Ready, remote: Remote::None };
        assert_eq!(progress.sentence(Some((1, 0.3))), "1 room in <1 ms");
        assert_eq!(progress.bar(), None);
    }
}
