//! Sorting with little code.
//!
//! `slice::sort_by` is compiled anew for every type and order, at about 7 KB of WebAssembly each: twenty uses made a fifth of
//! what a browser has to fetch to find rooms. Here all types share one sort, over places in the list, and the order is
//! asked for through a pointer. Where millions are sorted, std's own is used.

use std::cmp::Ordering;

/// Sorts, and leaves equal items in their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = sorted_places(items.len(), &|a, b| compare(&items[a], &items[b]));
    // each item goes to its place along the cycle that it is part of
    for start in 0..order.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place);
            if from == start || from == place {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

/// Sorts by a key, and leaves items with equal keys in their order.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// For every place of the sorted list, where its item stood.
fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_std_does(mut items in prop::collection::vec((0_u8..20, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_key(&mut items, |item| item.0);
            prop_assert_eq!(&items, &expected);
            expected.sort_by_key(|item| std::cmp::Reverse(item.1));
            sort_by(&mut items, |a, b| b.1.cmp(&a.1));
            prop_assert_eq!(items, expected);
        }
    }
}
