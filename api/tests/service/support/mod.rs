//! What the tests stand on.

pub(crate) mod cognito;
pub(crate) mod drawings;
pub(crate) mod emulators;
pub(crate) mod fakes;
mod harness;
pub(crate) mod logs;
pub(crate) mod pool;
mod program;

pub(crate) use harness::{Answer, Harness, embedded_ports, json_request};
pub(crate) use program::Program;
