//! Plans and corrections in the browser's own database, so that a reload or a crash loses nothing.
//!
//! Two stores, by the plan's key: `files` (written once: the plan, and what was read on it) and `work` (written at every
//! correction: name, settings, corrections).

use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, Error, Query, TransactionMode};
use js_sys::{Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use shared::DetectorSettings;
use shared::job::BlueprintFormat;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::state::history::History;

const DATABASE: &str = "roomprint";
const VERSION: u32 = 1;
const FILES: &str = "files";
const WORK: &str = "work";

/// What a person did with a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The plan's key.
    pub key: String,
    /// The file's name.
    pub name: String,
    /// What kind of plan it is; absent for an analysis.
    pub format: Option<BlueprintFormat>,
    /// The settings.
    pub settings: DetectorSettings,
    /// The corrections, with the last steps to undo.
    pub history: History,
    /// The job at the service.
    pub job_id: Option<String>,
    /// What the service was told of the corrections last, as [`crate::feedback`] sums it up.
    #[serde(default)]
    pub told: Option<u64>,
    /// Whether the service is still to read its names.
    #[serde(default)]
    pub wants_names: bool,
    /// A small picture, as a `data:` address.
    #[serde(default)]
    pub thumbnail: Option<String>,
    /// When it was looked at or changed last, in milliseconds since 1970.
    #[serde(default)]
    pub touched: f64,
}

/// A plan's file, and the analysis that was made of it.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The file.
    pub file: Option<Blob>,
    /// The analysis document as JSON.
    pub analysis: Option<Uint8Array>,
}

async fn database() -> Result<Database, Error> {
    DatabaseBuilder::new(DATABASE)
        .version(VERSION)
        .add_object_store(ObjectStoreBuilder::new(FILES))
        .add_object_store(ObjectStoreBuilder::new(WORK))
        .build()
        .await
}

async fn put(store: &str, key: &str, value: &JsValue) -> Result<(), Error> {
    let database = database().await?;
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite)?;
    transaction.object_store(store)?.put(value, Some(&key.into()))?.await?;
    transaction.commit()?.await?;
    database.close();
    Ok(())
}

/// Keeps what a person did.
pub async fn keep_work(saved: &Saved) -> Result<(), Error> {
    // the types of `Saved` hold nothing that JSON cannot carry
    let json = serde_json::to_string(saved).unwrap_or_default();
    put(WORK, &saved.key, &json.into()).await
}

/// Keeps a plan's file and analysis.
pub async fn keep_file(key: &str, kept: &Kept) -> Result<(), Error> {
    let object = Object::new();
    // setting a property of an object made above cannot fail
    let _ = Reflect::set(&object, &"file".into(), &kept.file.clone().into());
    let _ = Reflect::set(&object, &"analysis".into(), &kept.analysis.clone().into());
    put(FILES, key, &object).await
}

/// The plans that are kept, oldest first, each for [`read`].
pub async fn all() -> Result<Vec<String>, Error> {
    let database = database().await?;
    let transaction = database.transaction(&[WORK], TransactionMode::ReadOnly)?;
    let values = transaction.object_store(WORK)?.get_all(None, None)?.await?;
    database.close();
    Ok(values.iter().filter_map(JsValue::as_string).collect())
}

/// A plan that was kept; `None` for what cannot be read any more.
#[must_use]
pub fn read(kept: &str) -> Option<Saved> {
    serde_json::from_str(kept).ok()
}

/// A plan's file and analysis.
pub async fn file(key: &str) -> Result<Kept, Error> {
    let database = database().await?;
    let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
    let value = transaction.object_store(FILES)?.get(Query::Key(key.into()))?.await?;
    database.close();
    let part = |name: &str| value.as_ref().and_then(|value| Reflect::get(value, &name.into()).ok());
    Ok(Kept {
        file: part("file").and_then(|file| file.dyn_into().ok()),
        analysis: part("analysis").and_then(|analysis| analysis.dyn_into().ok()),
    })
}

/// Forgets a plan.
pub async fn forget(key: &str) -> Result<(), Error> {
    let database = database().await?;
    let transaction = database.transaction(&[FILES, WORK], TransactionMode::ReadWrite)?;
    for store in [FILES, WORK] {
        transaction.object_store(store)?.delete(Query::Key(key.into()))?.await?;
    }
    transaction.commit()?.await?;
    database.close();
    Ok(())
}
