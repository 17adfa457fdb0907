#!/usr/bin/env bash
# Makes sure that cargo can build for wasm32-unknown-unknown, and prints what to eval for it.
#   eval "$(scripts/setup-wasm.sh)"     # prints nothing, or an `export RUSTUP_TOOLCHAIN=...` line
# Order: the target is there; rustup fetches it; Debian's rustc-web builds `std` for it once, into a
# private toolchain that rustup knows as `debian-wasm` (the default toolchain stays as it is).
# WASM_FORCE_DEBIAN=1 goes straight to the last.
set -euo pipefail
TARGET=wasm32-unknown-unknown
HOST=$(rustc -vV | awk '/^host:/{print $2}')
ROOT=${WASM_TOOLCHAIN_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/debian-wasm-toolchain}
DEBIAN_RUSTC=/usr/bin/rustc DEBIAN_CARGO=/usr/bin/cargo DEBIAN_SOURCE=/usr/lib/rustlib/src/rust/library

has_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/$TARGET/lib" ]; }

if [ "${WASM_FORCE_DEBIAN:-}" != 1 ]; then
  has_target && exit 0
  if command -v rustup >/dev/null && rustup target add "$TARGET" >&2 && has_target; then exit 0; fi
fi

command -v apt-get >/dev/null || { echo "setup-wasm: the $TARGET target is missing; run: rustup target add $TARGET" >&2; exit 1; }
mkdir -p "$ROOT"; exec 9>"$ROOT/.lock"; flock 9

if [ ! -x "$DEBIAN_RUSTC" ] || [ ! -x "$DEBIAN_CARGO" ] || [ ! -d "$DEBIAN_SOURCE/vendor" ]; then
  as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update -qq >&2
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rustc-web cargo-web rust-web-src >&2
fi

# rust-lld comes with every rustup toolchain; Debian's packages carry none that reads these objects
LLD=$(env -u RUSTUP_TOOLCHAIN rustup which rustc); LLD=${LLD%/bin/rustc}/lib/rustlib/$HOST/bin/rust-lld
[ -x "$LLD" ] || { echo "setup-wasm: no rust-lld in the default rustup toolchain" >&2; exit 1; }

VERSION=$("$DEBIAN_RUSTC" --version)
if [ "$(cat "$ROOT/version" 2>/dev/null)" != "$VERSION" ]; then
  echo "setup-wasm: building std for $TARGET with $VERSION" >&2
  rm -rf "$ROOT/bin" "$ROOT/lib" "$ROOT/build" "$ROOT/version"
  mkdir -p "$ROOT/bin" "$ROOT/build/src" "$ROOT/build/.cargo" "$ROOT/lib/rustlib/$TARGET/lib" "$ROOT/lib/rustlib/$HOST/bin"
  printf '[package]\nname = "std-build"\nversion = "0.0.0"\nedition = "2021"\n' > "$ROOT/build/Cargo.toml"
  : > "$ROOT/build/src/lib.rs"
  printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/vendor"\n' "$DEBIAN_SOURCE" > "$ROOT/build/.cargo/config.toml"
  # embed-bitcode: what the official std carries, and what link-time optimisation of its users needs
  ( cd "$ROOT/build" && env -u RUSTUP_TOOLCHAIN -u CARGO_BUILD_TARGET -u CARGO_ENCODED_RUSTFLAGS \
      RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 RUSTC="$DEBIAN_RUSTC" CARGO_TARGET_DIR="$ROOT/build/target" \
      "$DEBIAN_CARGO" build --release --target "$TARGET" -Zbuild-std=std,panic_abort,proc_macro,test >&2 )
  cp "$ROOT/build/target/$TARGET/release/deps/"*.rlib "$ROOT/lib/rustlib/$TARGET/lib/"
  rm -f "$ROOT/lib/rustlib/$TARGET/lib/libstd_build-"*
  rm -rf "$ROOT/build"
  ln -s "/usr/lib/rustlib/$HOST/lib" "$ROOT/lib/rustlib/$HOST/lib"
  ln -s /usr/lib/rustlib/src "$ROOT/lib/rustlib/src"
  # Debian's rustc calls /usr its sysroot wherever it is started from, hence wrappers and not links
  printf '#!/bin/sh\ncase " $* " in *" --sysroot"*) exec %s "$@";; *) exec %s --sysroot "%s" "$@";; esac\n' "$DEBIAN_RUSTC" "$DEBIAN_RUSTC" "$ROOT" > "$ROOT/bin/rustc"
  printf '#!/bin/sh\nRUSTC="%s/bin/rustc" exec %s "$@"\n' "$ROOT" "$DEBIAN_CARGO" > "$ROOT/bin/cargo"
  chmod +x "$ROOT/bin/rustc" "$ROOT/bin/cargo"
  echo "$VERSION" > "$ROOT/version"
fi
ln -sf "$LLD" "$ROOT/lib/rustlib/$HOST/bin/rust-lld"
rustup toolchain list | grep -q '^debian-wasm' || rustup toolchain link debian-wasm "$ROOT" >&2
echo "export RUSTUP_TOOLCHAIN=debian-wasm PATH=$ROOT/lib/rustlib/$HOST/bin:\$PATH"
