//! Roomprint: api.
