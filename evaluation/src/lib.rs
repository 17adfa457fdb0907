//! Roomprint: evaluation.
