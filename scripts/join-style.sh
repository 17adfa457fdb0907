#!/bin/sh
# Joins the parts of the page's style into one file, which Trunk takes: one request instead of a dozen.
# Runs in the folder of the workspace, before every build of the page (see Trunk.toml).
set -eu
parts="base controls top_bar plans notices empty workbench stage pages correcting rooms settings key_sheet dialogs narrow"
mkdir -p target/style
for part in $parts; do cat "web/style/$part.css"; done > target/style/page.css.part
mv target/style/page.css.part target/style/page.css
for file in web/style/*.css; do
  name=$(basename "$file" .css)
  case " $parts " in *" $name "*) ;; *) echo "web/style/$name.css is not named in scripts/join-style.sh" >&2; exit 1 ;; esac
done
