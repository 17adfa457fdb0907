#!/usr/bin/env bash
# Builds the program of the page and its detector, and cuts it in two: what the first rooms need, and what is fetched when
# it is first wanted (`web/src/later.rs`). Trunk calls it before every build of the page (see Trunk.toml) and copies what
# is made, from target/programs/.
#
#   page.wasm ──wasm-split-cli──> main.wasm ──wasm-bindgen, wasm-opt──> page_bg.wasm, page.js
#                             ├─> split_page_later.wasm ──wasm-opt──> page_later.wasm
#                             └─> __wasm_split.js ──────────────────> page_split.js (fetches the second by need)
set -euo pipefail
OUT=target/programs
release=; [ "${TRUNK_PROFILE:-debug}" = release ] && release=1
# wasm-opt takes these from LLVM's own defaults, and SIMD from .cargo/config.toml
FEATURES="--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals
          --enable-simd --enable-reference-types --enable-multivalue"

profile=dev folder=debug
if [ -n "$release" ]; then profile=wasm-release folder=wasm-release; fi
cargo build --quiet --locked --package web --bin page --target wasm32-unknown-unknown --profile $profile
built=${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/$folder

rm -rf "$OUT"; mkdir -p "$OUT"
# long functions with one caller stay functions of their own, and -O2 without -Os's own passes: what Brotli packs best
# (5 KB less of the page)
smaller() { # smaller <file>: optimises in place, in a release
  [ -z "$release" ] && return
  # shellcheck disable=SC2086
  wasm-opt $FEATURES --strip-producers -O2 -s 1 -ocimfs=50 --converge "$1" -o "$1.smaller"
  mv "$1.smaller" "$1"
}
parts=$(mktemp -d)
wasm-split-cli --target web --out-name page "$built/page.wasm" "$parts"
wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir "$OUT" --out-name page "$parts/page.wasm"
mv "$parts/split_page_later.wasm" "$OUT/page_later.wasm"
sed "s/split_page_later/page_later/g" "$parts/__wasm_split.js" > "$OUT/page_split.js"
# the name in quotes is that of the file; what the program calls its import stays
sed "s|from \(['\"]\)./__wasm_split.js|from \1./page_split.js|" "$OUT/page.js" > "$parts/page.js"
mv "$parts/page.js" "$OUT/page.js"
# wasm-bindgen ends the name of each import with a hash, and nothing packs 350 hashes in the program and its glue: each
# becomes a number as long as it (so that the lengths in the program stay true), which makes both 5 KB smaller
[ -z "$release" ] || perl -0777 -pi -e \
  's/(__wb\w*_)([0-9a-f]{16})(?![0-9a-f])/$1 . ($number{$2} \/\/= sprintf("%016d", ++$count))/ge' \
  "$OUT/page_bg.wasm" "$OUT/page.js"
# glue is fetched with the page: without its comments and indentation it is a tenth smaller
[ -z "$release" ] || for glue in page page_split; do
  sed -E -e 's/^[[:blank:]]+//' -e '/^(\/\/|\/\*|\*)/d' -e '/^$/d' "$OUT/$glue.js" > "$parts/$glue.js"
  mv "$parts/$glue.js" "$OUT/$glue.js"
done
rm -rf "$parts"
smaller "$OUT/page_bg.wasm"
smaller "$OUT/page_later.wasm"
