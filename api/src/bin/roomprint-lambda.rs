//! The program `roomprint-lambda`: the service as a function of AWS Lambda.

use std::process::ExitCode;

fn main() -> ExitCode {
    api::lambda::run()
}
