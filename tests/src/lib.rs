//! Roomprint: tests.
