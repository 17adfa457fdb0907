//! The suite of `AnalysisLedger`.

use std::sync::Arc;

use api::ledger::{AnalysisLedger, Claim, DocumentKey};
use shared::analysis::Analyzer;

use super::at;

pub(super) async fn conforms(ledger: Arc<dyn AnalysisLedger>) {
    let analyzer = |name: &str| Analyzer { name: name.to_owned(), version: None };
    let document = DocumentKey::new(&"12".repeat(32), &analyzer("local"));
    let claim = async |holder: &str, now: i64| ledger.claim(&document, holder, at(now), at(now + 15)).await.unwrap();

    assert_eq!(claim("a", 0).await, Claim::Granted);
    assert_eq!(claim("b", 1).await, Claim::Held);
    assert_eq!(claim("a", 10).await, Claim::Granted, "the holder renews");
    assert_eq!(claim("b", 24).await, Claim::Held);
    assert_eq!(claim("b", 25).await, Claim::Granted, "who was not heard of has lost it");
    assert_eq!(claim("a", 26).await, Claim::Held);

    ledger.give_up(&document, "a").await.unwrap();
    assert_eq!(claim("a", 27).await, Claim::Held, "only the holder gives up");
    ledger.give_up(&document, "b").await.unwrap();
    assert_eq!(claim("a", 28).await, Claim::Granted);

    ledger.finish(&document, "cache/textract/one/analysis.json").await.unwrap();
    let analysed = || Claim::Analysed("cache/textract/one/analysis.json".to_owned());
    assert_eq!(claim("b", 29).await, analysed());
    assert_eq!(claim("b", 100_000).await, analysed());

    let read_by_another = DocumentKey::new(&"12".repeat(32), &analyzer("textract"));
    assert_eq!(ledger.claim(&read_by_another, "b", at(30), at(45)).await.unwrap(), Claim::Granted);

    ledger.forget(&document, "cache/textract/two/analysis.json").await.unwrap();
    assert_eq!(claim("b", 31).await, analysed(), "only what is named is forgotten");
    ledger.forget(&document, "cache/textract/one/analysis.json").await.unwrap();
    assert_eq!(claim("b", 32).await, Claim::Granted);
    ledger.give_up(&document, "b").await.unwrap();

    let claims = (0..16).map(|n| {
        let (ledger, document) = (Arc::clone(&ledger), document.clone());
        async move { ledger.claim(&document, &format!("holder-{n}"), at(40), at(55)).await.unwrap() }
    });
    let outcomes = futures_util::future::join_all(claims).await;
    assert_eq!(outcomes.iter().filter(|claim| **claim == Claim::Granted).count(), 1, "of many at once, one");
}
