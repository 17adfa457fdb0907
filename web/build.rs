//! Has the linker keep what cutting the program needs to know (`scripts/split-programs.sh`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-link-arg-bin=page=--emit-relocs");
    }
}
