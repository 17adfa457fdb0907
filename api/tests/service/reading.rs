//! The process that reads documents: what becomes of one that hangs, breaks down, talks nonsense or is not there.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api::limits::Deadlines;
use api::reading::{Document, DocumentReader, ReadingError};
use shared::job::BlueprintFormat;

use crate::support::drawings;

fn plan() -> Document {
    Document { bytes: drawings::plan_png().into(), format: BlueprintFormat::Png }
}

/// A reader whose child is a shell script.
fn reader_of(folder: &Path, script: &str, deadlines: Deadlines) -> DocumentReader {
    let program = folder.join("child");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    DocumentReader::new(program, None, deadlines, 1)
}

#[tokio::test]
async fn a_child_that_hangs_is_ended_when_its_time_is_up() {
    let folder = tempfile::tempdir().unwrap();
    let deadlines = Deadlines { analysis: Duration::from_millis(500), ..Deadlines::default() };
    let reader = reader_of(folder.path(), "echo $$ > \"$0.pid\"; exec sleep 600", deadlines);
    assert_eq!(reader.read(&plan()).await, Err(ReadingError::TimedOut));
    let pid = std::fs::read_to_string(folder.path().join("child.pid")).unwrap();
    let gone = async {
        while PathBuf::from(format!("/proc/{}/cmdline", pid.trim()))
            .metadata()
            .is_ok_and(|_| std::fs::read(format!("/proc/{}/cmdline", pid.trim())).is_ok_and(|line| !line.is_empty()))
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("nothing is left running");
}

#[tokio::test]
async fn a_child_that_breaks_down_is_told_from_a_document_at_fault() {
    let folder = tempfile::tempdir().unwrap();
    for script in ["kill -SEGV $$", "exit 101", "cat > /dev/null; echo nonsense", "exit 0"] {
        let reader = reader_of(folder.path(), script, Deadlines::default());
        assert_eq!(reader.read(&plan()).await, Err(ReadingError::Crashed), "{script}");
    }
    let absent = DocumentReader::new(folder.path().join("absent"), None, Deadlines::default(), 1);
    assert!(matches!(absent.check(&plan()).await, Err(ReadingError::Unavailable(_))));
}

#[tokio::test]
async fn who_waits_too_long_for_a_place_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let deadlines =
        Deadlines { queue: Duration::from_millis(200), analysis: Duration::from_secs(3), ..Deadlines::default() };
    let reader = reader_of(folder.path(), "exec sleep 600", deadlines);
    let document = plan();
    let (first, second) = tokio::join!(reader.read(&document), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        reader.read(&document).await
    });
    assert_eq!((first, second), (Err(ReadingError::TimedOut), Err(ReadingError::Busy)));
}
