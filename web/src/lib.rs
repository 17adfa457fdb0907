//! Roomprint: web.
