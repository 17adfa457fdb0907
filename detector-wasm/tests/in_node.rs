//! The surface as node sees it: `wasm-pack test --node`.
#![cfg(target_arch = "wasm32")]

mod surface;
