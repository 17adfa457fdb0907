//! What the tests stand on.

pub(crate) mod drawings;
pub(crate) mod fakes;
mod harness;
mod program;

pub(crate) use harness::{Answer, Harness, embedded_ports, json_request};
pub(crate) use program::Program;
