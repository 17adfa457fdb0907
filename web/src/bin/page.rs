//! The page and its worker: one program, compiled once, that looks where it runs.

// where the program is cut, the macro declares a call from one file of it into the other
#![allow(unsafe_code)]

use leptos::wasm_split::wasm_split;
use web::later::{NotFetched, PARTS, Parts};

#[wasm_split(page_later, wasm_split_path = leptos::wasm_split, fallible)]
fn parts() -> Result<&'static Parts, NotFetched> {
    Ok(&PARTS)
}

fn main() {
    web::start(|| Box::pin(parts()));
}
