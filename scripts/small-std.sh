#!/usr/bin/env bash
# Builds `std` for programs that people download, once for each version of rustc, and prints what to eval to have cargo
# use it for wasm. After setup-wasm.sh:
#   eval "$(scripts/small-std.sh)"     # prints an `export CARGO_TARGET_..._RUSTFLAGS=...` line
# It is optimised for size, and a panic ends the program at once, without the words that nobody sees: the page says in its
# own that a worker has died. Takes the sources of the toolchain in use (rustup's component rust-src, which it asks for;
# Debian's rust-web-src is there). Where that does not succeed it prints nothing, and says so: the page is then built with
# the `std` that there is, and a tenth heavier.
set -euo pipefail
TARGET=wasm32-unknown-unknown
SYSROOT=$(rustc --print sysroot)
SOURCE=$SYSROOT/lib/rustlib/src/rust/library
HOST=$(rustc -vV | awk '/^host:/{print $2}')
# what rustc knows as `-Cpanic=immediate-abort`, for `std` alone: everything else is built by the stable `panic = "abort"`
FLAGS='-Cembed-bitcode=yes --cfg panic="immediate-abort" -Aexplicit_builtin_cfgs_in_flags'
VERSION="$(rustc -vV) $SYSROOT $FLAGS"
# what is built with it is built anew with another one, whose folder has another name
ROOT=${XDG_CACHE_HOME:-$HOME/.cache}/roomprint/small-std-$(echo "$VERSION" | cksum | cut -d' ' -f1)

mkdir -p "$ROOT"; exec 9>"$ROOT/.lock"
if command -v flock >/dev/null; then flock 9; fi            # macOS has none

build() {
  local work=$ROOT/build lib=$ROOT/lib/rustlib
  rm -rf "$ROOT/lib" "$work"
  if [ ! -d "$SOURCE" ] && command -v rustup >/dev/null; then rustup component add rust-src >&2 || return; fi
  mkdir -p "$work/src" "$work/.cargo" "$lib/$TARGET/lib" "$lib/$HOST" || return
  printf '[package]\nname = "std-build"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\nopt-level = "z"\n' > "$work/Cargo.toml"
  : > "$work/src/lib.rs"
  if [ -d "$SOURCE/vendor" ]; then
    printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/vendor"\n' "$SOURCE" > "$work/.cargo/config.toml"
  fi
  ( cd "$work" && env -u CARGO_BUILD_TARGET -u CARGO_ENCODED_RUSTFLAGS -u CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS \
      RUSTFLAGS="$FLAGS" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$work/target" \
      cargo build --quiet --release --target "$TARGET" -Zbuild-std=std,panic_abort >&2 ) || return
  cp "$work/target/$TARGET/release/deps/"*.rlib "$lib/$TARGET/lib/" || return
  rm -f "$lib/$TARGET/lib/libstd_build-"*
  ln -s "$SYSROOT/lib/rustlib/$HOST/bin" "$lib/$HOST/bin"   # the linker
  rm -rf "$work"
  echo "$VERSION" > "$ROOT/complete"
}
if [ ! -e "$ROOT/complete" ]; then
  echo "small-std: building std for $TARGET, for size" >&2
  build || { echo "small-std: it cannot be built here; the page will be heavier than it need be" >&2; exit 0; }
fi
echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='--sysroot $ROOT'"
