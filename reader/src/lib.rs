//! Roomprint: reader.
