//! The stand-in for Textract as a program: `textract-stand-in [--listen 127.0.0.1:PORT]`. It prints its address and serves
//! until it is stopped.

use std::net::SocketAddr;

use lexopt::prelude::*;
use tests::TextractStandIn;

#[tokio::main]
async fn main() -> Result<(), lexopt::Error> {
    let mut address = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("listen") => address = arguments.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    println!("{}", TextractStandIn::start_at(address).await.endpoint());
    std::future::pending().await
}
