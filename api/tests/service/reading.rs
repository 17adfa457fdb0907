//! The process that reads documents: what becomes of one that hangs, breaks down, talks nonsense or is not there.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use api::limits::{BEGUN_TRACES, Deadlines};
use api::progress::Progress;
use api::reading::{Document, DocumentReader, ReadingError};
use shared::job::BlueprintFormat;
use shared::textract::TextBlock;

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
    let reader = reader_of(folder.path(), "[ -e \"$0.pid\" ] || echo $$ > \"$0.pid\"; exec sleep 600", deadlines);
    assert_eq!(reader.read(&plan(), &Progress::default()).await, Err(ReadingError::TimedOut));
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
    for script in ["kill -SEGV $$", "exit 101", "head -c 1000 > /dev/null; echo nonsense", "exit 0"] {
        let reader = reader_of(folder.path(), script, Deadlines::default());
        assert_eq!(reader.read(&plan(), &Progress::default()).await, Err(ReadingError::Crashed), "{script}");
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
    let silent = Progress::default();
    let (first, second) = tokio::join!(reader.read(&document, &silent), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        reader.read(&document, &silent).await
    });
    assert_eq!((first, second), (Err(ReadingError::TimedOut), Err(ReadingError::Busy)));
}

/// A reader whose child is this program, and notes each start by its process id.
fn counted_reader(folder: &Path) -> DocumentReader {
    let program = env!("CARGO_BIN_EXE_roomprint");
    reader_of(folder, &format!("echo $$ >> \"$0.pids\"; exec {program} \"$@\""), Deadlines::default())
}

/// The processes that were started, in order.
fn started(folder: &Path) -> Vec<u32> {
    let pids = std::fs::read_to_string(folder.join("child.pids")).unwrap_or_default();
    pids.lines().map(|line| line.parse().unwrap()).collect()
}

/// Waits until so many processes were started.
async fn until_started(folder: &Path, count: usize) {
    let enough = async {
        while started(folder).len() < count {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), enough).await.expect("a process takes the other's place");
}

#[tokio::test]
async fn a_process_reads_document_after_document_and_each_as_if_it_were_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    let another = Document { bytes: drawings::plan_png_of(50).into(), format: BlueprintFormat::Png };
    let first = reader.read(&plan(), &Progress::default()).await.unwrap();
    let other = reader.read(&another, &Progress::default()).await.unwrap();
    assert_ne!(first, other);
    assert_eq!(reader.read(&plan(), &Progress::default()).await.unwrap(), first);
    assert_eq!(started(folder.path()).len(), 1, "one process for three documents");
}

#[tokio::test]
async fn after_a_document_at_fault_a_new_process_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    let damaged = drawings::plan_png()[..200].to_vec();
    let damaged = Document { bytes: damaged.into(), format: BlueprintFormat::Png };
    let fault = reader.read(&damaged, &Progress::default()).await;
    assert!(matches!(fault, Err(ReadingError::Document { .. })), "{fault:?}");
    until_started(folder.path(), 2).await;
    reader.read(&plan(), &Progress::default()).await.unwrap();
    assert_eq!(started(folder.path()).len(), 2, "the one that took over was used");
}

#[tokio::test]
async fn a_process_that_died_waiting_is_not_asked() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    reader.read(&plan(), &Progress::default()).await.unwrap();
    let pid = started(folder.path())[0].to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    reader.read(&plan(), &Progress::default()).await.unwrap();
    assert_eq!(started(folder.path()).len(), 2);
}

#[tokio::test]
async fn progress_is_heard_while_a_document_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let progress = Progress::default();
    counted_reader(folder.path()).read(&plan(), &progress).await.unwrap();
    let reached = *progress.watch().borrow();
    assert_eq!(reached.stage, shared::progress::Stage::LineWork);
    assert!(reached.progress > 0.5, "{reached:?}");
}

#[tokio::test]
async fn a_document_too_large_for_the_memory_there_is_ends_its_process_and_nothing_else() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_roomprint"));
    let small = DocumentReader::with_memory(program, None, Deadlines::default(), 1, 200 * 1024 * 1024);
    let large = drawings::encoded(drawings::plan(9000, 6000), image::ImageFormat::Png);
    let document = Document { bytes: large.into(), format: BlueprintFormat::Png };
    assert_eq!(small.trace(&document, &[]).await, Err(ReadingError::Crashed));
    small.trace(&plan(), &[]).await.expect("a usual plan fits");
    small.check(&document).await.unwrap();
}

/// Words as a PDF of this text tells them.
async fn words_of(reader: &DocumentReader, pdf: &Document) -> Vec<TextBlock> {
    reader.read(pdf, &Progress::default()).await.unwrap().analysis.text_blocks
}

#[tokio::test]
async fn line_work_that_was_begun_is_finished_as_if_it_were_traced_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    let pages = ["Kitchen", "Bath", "Hall", "Bedroom", "Attic"];
    let pdf = Document { bytes: drawings::pdf_of_pages(&pages).into(), format: BlueprintFormat::Pdf };
    let words = words_of(&reader, &pdf).await;
    for document in [plan(), pdf] {
        let begun = reader.begin_trace(&document).await.expect("there is a place");
        let finished = begun.finish(&words).await.expect("nothing goes wrong");
        assert!(!finished.line_work.is_empty());
        assert_eq!(finished, reader.trace(&document, &words).await.unwrap());
    }
    assert_eq!(started(folder.path()).len(), 1, "one process after the other's work");
}

#[tokio::test]
async fn who_waits_for_text_is_in_nobodys_way_and_some_wait_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    let mut waiting = Vec::new();
    for _ in 0..BEGUN_TRACES {
        waiting.push(reader.begin_trace(&plan()).await.expect("waiting takes no place"));
    }
    assert!(reader.begin_trace(&plan()).await.is_none());
    reader.read(&plan(), &Progress::default()).await.expect("there is a place to read");
    drop(waiting);
    assert!(reader.begin_trace(&plan()).await.is_some());
}

#[tokio::test]
async fn line_work_that_cannot_be_begun_is_left_for_later() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = Document { bytes: drawings::plan_png()[..200].to_vec().into(), format: BlueprintFormat::Png };
    assert!(counted_reader(folder.path()).begin_trace(&damaged).await.is_none());
    for script in ["exit 101", "head -c 1000 > /dev/null; echo nonsense"] {
        let reader = reader_of(folder.path(), script, Deadlines::default());
        assert!(reader.begin_trace(&plan()).await.is_none(), "{script}");
    }
    let deadlines = Deadlines { line_work: Duration::from_millis(200), ..Deadlines::default() };
    assert!(reader_of(folder.path(), "exec sleep 600", deadlines).begin_trace(&plan()).await.is_none());
}

#[tokio::test]
async fn a_process_that_dies_with_line_work_begun_loses_no_more_than_that() {
    let folder = tempfile::tempdir().unwrap();
    let reader = counted_reader(folder.path());
    let pdf = Document { bytes: drawings::one_line_pdf("Kitchen").into(), format: BlueprintFormat::Pdf };
    let words = words_of(&reader, &pdf).await;
    let begun = reader.begin_trace(&pdf).await.unwrap();
    let pid = started(folder.path()).last().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    assert!(begun.finish(&words).await.is_none());
    reader.trace(&pdf, &words).await.unwrap();
}
