#!/usr/bin/env bash
# rustc, told to count which lines of the service run. Cargo puts it in front of rustc for crates of the workspace
# (RUSTC_WORKSPACE_WRAPPER); what reads documents and computes would only become slow by it.
case " $* " in
  *" --crate-name api "* | *" --crate-name service "* | *" --crate-name roomprint"*) exec "$@" -C instrument-coverage ;;
  *) exec "$@" ;;
esac
