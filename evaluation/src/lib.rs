//! Scoring the detector on plans whose rooms are known.
//!
//! ```text
//! truth.jsonl ──> Plan ──> Analyser ──> Analysis ──> detect ──> rooms
//!                   │                                             │
//!                   └──────> masks, pairing <─────────────────────┘
//!                                  │
//!                              PlanScore ──> Totals per source ──> table, JSON, comparison, HTML report, overlays
//! ```
//!
//! Scores are the same at every run, whatever the number of threads; only the times differ.
//! The modules stand in the order in which data flows.

pub mod analyser;
pub mod calibration;
pub mod compare;
pub mod mask;
pub mod measures;
pub mod names;
pub mod pairing;
pub mod report;

pub mod overlay;

pub mod generated;
pub mod oracle;
pub mod run;
pub mod score;
pub mod table;
pub mod totals;
pub mod truth;

mod error;

pub use analyser::{Analysed, Analyser, TextBeside};
pub use error::EvaluationError;
pub use run::{Evaluation, Options, PlanOutcome, evaluate};
pub use truth::{Plan, TrueRoom, read_plans};
