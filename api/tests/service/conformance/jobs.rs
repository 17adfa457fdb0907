//! The suite of `JobStore`.

use std::sync::Arc;

use api::jobs::{JobStore, Move, Moved, OwnedJob, new_job};
use shared::job::{BlueprintFormat, JobId, JobStatus};
use shared::progress::Stage;

use super::at;

fn job(owner: &str, seconds: i64) -> OwnedJob {
    let job = new_job(BlueprintFormat::Png, Some("plan.png"), "ab".repeat(32), at(seconds)).unwrap();
    OwnedJob { owner: owner.to_owned(), job }
}

fn to(status: JobStatus) -> Move {
    Move::to(status)
}

pub(super) async fn conforms(store: Arc<dyn JobStore>) {
    store.probe().await.unwrap();
    keeps_jobs(store.as_ref()).await;
    lists_an_owners_jobs(store.as_ref()).await;
    moves_along_the_states(store.as_ref()).await;
    notes_stages(store.as_ref()).await;
    lets_one_of_many_movers_through(store).await;
}

async fn keeps_jobs(store: &dyn JobStore) {
    let owned = job("anna", 0);
    let id = &owned.job.job_id;
    assert_eq!(store.get(id, at(0)).await.unwrap(), None);
    store.create(&owned).await.unwrap();
    assert_eq!(store.get(id, at(0)).await.unwrap(), Some(owned.clone()));
    assert!(store.create(&owned).await.is_err(), "an id is given once");

    let week = 7 * 24 * 3600;
    assert!(store.get(id, at(week - 1)).await.unwrap().is_some());
    assert!(store.get(id, at(week)).await.unwrap().is_none(), "expired is gone, swept or not");
    assert!(store.list("anna", 10, None, at(week)).await.unwrap().jobs.is_empty());

    store.delete(id).await.unwrap();
    store.delete(id).await.unwrap();
    assert_eq!(store.get(id, at(0)).await.unwrap(), None);
}

async fn lists_an_owners_jobs(store: &dyn JobStore) {
    let mut jobs = Vec::new();
    for seconds in [5, 1, 3, 3, 3, 2] {
        let owned = job("berta", seconds);
        store.create(&owned).await.unwrap();
        jobs.push(owned.job);
    }
    store.create(&job("carl", 4)).await.unwrap();
    jobs.sort_by_key(|job| std::cmp::Reverse((job.created_at.clone(), job.job_id.clone())));

    for limit in [1, 2, 4, 6, 7] {
        let (mut listed, mut cursor, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = store.list("berta", limit, cursor.as_ref(), at(10)).await.unwrap();
            assert!(page.jobs.len() <= limit as usize);
            listed.extend(page.jobs);
            pages += 1;
            cursor = page.next;
            if cursor.is_none() || pages > 10 {
                break;
            }
        }
        assert_eq!(listed, jobs, "newest first, {limit} a page");
    }
    assert!(store.list("nobody", 10, None, at(10)).await.unwrap().jobs.is_empty());
}

async fn moves_along_the_states(store: &dyn JobStore) {
    use JobStatus::{Cancelled, Completed, Failed, Pending, Processing};
    let all = [Pending, Processing, Completed, Failed, Cancelled];
    let way_to = |status| match status {
        Pending => vec![],
        Processing => vec![Processing],
        Completed => vec![Processing, Completed],
        Failed => vec![Processing, Failed],
        Cancelled => vec![Cancelled],
    };
    for from in all {
        for next in all {
            let owned = job("dora", 20);
            store.create(&owned).await.unwrap();
            let id = &owned.job.job_id;
            for step in way_to(from) {
                store.advance(id, to(step), at(21)).await.unwrap();
            }
            match store.advance(id, to(next), at(30)).await.unwrap() {
                Moved::Done(job) => {
                    assert!(from.may_become(next), "{from:?} to {next:?}");
                    assert_eq!(job.status, next);
                    assert!(job.updated_at > owned.job.updated_at);
                    assert_eq!(store.get(id, at(30)).await.unwrap().unwrap().job, job);
                }
                Moved::Refused(stands) => assert!(!from.may_become(next) && stands == from, "{from:?} to {next:?}"),
                Moved::Missing => panic!("the job is there"),
            }
        }
    }
    let owned = job("dora", 20);
    store.create(&owned).await.unwrap();
    store.advance(&owned.job.job_id, to(Processing), at(21)).await.unwrap();
    let failed = Move { error: Some("why".to_owned()), ..to(Failed) };
    let Moved::Done(failed) = store.advance(&owned.job.job_id, failed, at(22)).await.unwrap() else {
        panic!("allowed")
    };
    assert_eq!((failed.error.as_deref(), failed.stage.as_str()), (Some("why"), "reading"));
    let Moved::Done(again) = store.advance(&owned.job.job_id, to(Processing), at(23)).await.unwrap() else {
        panic!("may be tried again")
    };
    assert_eq!(again.error, None, "an old error does not stand beside a new try");

    let absent: JobId = "job_20240115_abc123def456".parse().unwrap();
    assert_eq!(store.advance(&absent, to(Processing), at(30)).await.unwrap(), Moved::Missing);
}

async fn notes_stages(store: &dyn JobStore) {
    let owned = job("frida", 20);
    store.create(&owned).await.unwrap();
    let id = &owned.job.job_id;
    let late = store.advance(id, Move::at(Stage::Storing), at(21)).await.unwrap();
    assert_eq!(late, Moved::Refused(JobStatus::Pending), "a stage alone begins nothing");
    store.advance(id, to(JobStatus::Processing), at(22)).await.unwrap();
    assert_eq!(store.get(id, at(22)).await.unwrap().unwrap().job.stage, "reading");
    for stage in Stage::ALL {
        let Moved::Done(job) = store.advance(id, Move::at(stage), at(23)).await.unwrap() else { panic!("{stage:?}") };
        assert_eq!((job.status, job.stage.as_str()), (JobStatus::Processing, stage.as_str()));
        assert_eq!(store.get(id, at(23)).await.unwrap().unwrap().job, job);
    }
    let Moved::Done(job) = store.advance(id, to(JobStatus::Completed), at(24)).await.unwrap() else {
        panic!("allowed")
    };
    assert_eq!(job.stage, "preview");
    let late = store.advance(id, Move::at(Stage::Storing), at(25)).await.unwrap();
    assert_eq!(late, Moved::Refused(JobStatus::Completed), "a stage noted late brings no job back");
}

async fn lets_one_of_many_movers_through(store: Arc<dyn JobStore>) {
    let owned = job("emil", 40);
    store.create(&owned).await.unwrap();
    let id = &owned.job.job_id;
    store.advance(id, to(JobStatus::Processing), at(41)).await.unwrap();
    let movers = (0..16).map(|_| {
        let (store, id) = (Arc::clone(&store), id.clone());
        async move { store.advance(&id, to(JobStatus::Completed), at(42)).await.unwrap() }
    });
    let outcomes = futures_util::future::join_all(movers).await;
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Moved::Done(_))).count(), 1);
}
