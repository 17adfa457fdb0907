//! Roomprint: detector-wasm.
