//! Of several tasks that want the same thing at once, one does the work and all get the result.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

/// Work in flight, by key.
pub(super) struct SingleFlight<K, V> {
    flights: Mutex<HashMap<K, Shared<BoxFuture<'static, V>>>>,
}

impl<K: Hash + Eq + Clone, V: Clone> SingleFlight<K, V> {
    pub(super) fn new() -> Self {
        Self { flights: Mutex::new(HashMap::new()) }
    }

    /// Joins the work that is in flight under `key`, or begins it. Nothing is kept once it has landed.
    pub(super) async fn run(&self, key: K, begin: impl FnOnce() -> BoxFuture<'static, V>) -> V {
        let flight = {
            let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
            flights.entry(key.clone()).or_insert_with(|| begin().shared()).clone()
        };
        let value = flight.clone().await;
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        // Only this flight is taken off the list: a later one under the same key stays.
        if flights.get(&key).is_some_and(|listed| listed.ptr_eq(&flight)) {
            flights.remove(&key);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn the_work_is_done_once_for_all_who_wait_and_again_afterwards() {
        let flights = Arc::new(SingleFlight::<&str, usize>::new());
        let runs = Arc::new(AtomicUsize::new(0));
        let ask = || {
            let (flights, runs) = (Arc::clone(&flights), Arc::clone(&runs));
            async move {
                let begin = move || {
                    async move {
                        // Long enough for all to have asked.
                        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                        runs.fetch_add(1, Ordering::SeqCst)
                    }
                    .boxed()
                };
                flights.run("plan", begin).await
            }
        };
        assert_eq!(futures_util::future::join_all((0..20).map(|_| ask())).await, vec![0; 20]);
        assert_eq!(ask().await, 1);
    }
}
