//! How many of something one owner may hold open at once, in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Places by owner.
#[derive(Debug, Clone)]
pub struct Places {
    taken: Arc<Mutex<HashMap<String, usize>>>,
    per_owner: usize,
}

/// A place that is taken until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    owner: String,
}

impl Places {
    /// So many places for each owner.
    #[must_use]
    pub fn new(per_owner: usize) -> Self {
        Self { taken: Arc::default(), per_owner }
    }

    /// Takes a place, if the owner has one left.
    #[must_use]
    pub fn take(&self, owner: &str) -> Option<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(owner.to_owned()).or_default();
        if *count >= self.per_owner {
            return None;
        }
        *count += 1;
        Some(Place { places: self.clone(), owner: owner.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.owner) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                taken.remove(&self.owner);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_it_is_dropped() {
        let places = Places::new(2);
        let held = [places.take("anna").expect("first"), places.take("anna").expect("second")];
        assert!(places.take("anna").is_none());
        assert!(places.take("berta").is_some(), "each owner has their own");
        drop(held);
        assert!(places.take("anna").is_some());
        assert!(places.taken.lock().unwrap().is_empty(), "nothing is kept of who holds nothing");
    }
}
