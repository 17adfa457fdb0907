//! The forms in which a blueprint comes in, made one.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use shared::error::ErrorCode;
use shared::job::BlueprintFormat;
use shared::limits::MAX_BLUEPRINT_BYTES;

use crate::error::ApiError;
use crate::http::body;
use crate::limits::{MAX_BLUEPRINT_JSON_BYTES, MAX_BLUEPRINT_MULTIPART_BYTES};

/// A blueprint in the request, or the name of the upload that is to become one.
#[derive(Debug)]
pub(super) enum Incoming {
    Here(Intake),
    Uploaded(String),
}

/// A blueprint as it came in, its bytes in agreement with what they were declared as.
#[derive(Debug)]
pub(super) struct Intake {
    pub(super) bytes: Bytes,
    pub(super) format: BlueprintFormat,
    /// As the caller wrote it.
    pub(super) filename: Option<String>,
}

/// The JSON forms of `POST /jobs`: either field, not both.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewJob {
    /// The blueprint.
    #[serde(default)]
    blueprint: Option<NewBlueprint>,
    /// The upload whose file is the blueprint.
    #[serde(default)]
    upload_id: Option<String>,
}

/// A blueprint in JSON.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBlueprint {
    /// The file's bytes in base64.
    #[schema(content_encoding = "base64")]
    file: String,
    /// `png`, `jpg` or `pdf`.
    format: String,
    /// The file's name.
    #[serde(default)]
    filename: Option<String>,
}

/// The multipart form of `POST /jobs`.
#[derive(Debug, utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form in OpenAPI; the parts themselves are read one by one")]
pub(super) struct BlueprintForm {
    /// The file.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Reads a blueprint out of a request, whichever form it has.
pub(super) async fn read(request: Request) -> Result<Incoming, ApiError> {
    let media_type = media_type(request.headers()).unwrap_or_default();
    let declared = match media_type.as_str() {
        "application/json" => return of_json(request).await,
        "multipart/form-data" => return of_multipart(request).await.map(Incoming::Here),
        "application/octet-stream" => None,
        "" => {
            let message = "The content type is missing: image/png, image/jpeg, application/pdf, multipart/form-data or application/json.";
            return Err(refuse(request.into_body(), ApiError::invalid_request("content-type", message)).await);
        }
        other => match format_of_media_type(other) {
            Some(format) => Some(format),
            None => return Err(refuse(request.into_body(), wrong_content_type(other)).await),
        },
    };
    let filename = filename_in_disposition(request.headers());
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_BLUEPRINT_BYTES).await?;
    checked(bytes, declared, filename).map(Incoming::Here)
}

async fn of_json(request: Request) -> Result<Incoming, ApiError> {
    let (parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_BLUEPRINT_JSON_BYTES).await.map_err(|error| {
        if error.code == ErrorCode::FileTooLarge { ApiError::too_many_bytes(MAX_BLUEPRINT_BYTES) } else { error }
    })?;
    // Tens of megabytes of base64: not on a thread that answers requests.
    let decode = move || {
        let NewBlueprint { file, format, filename } = match body::json::<NewJob>(&bytes)? {
            NewJob { blueprint: Some(blueprint), upload_id: None } => blueprint,
            NewJob { blueprint: None, upload_id: Some(upload_id) } => return Ok(Incoming::Uploaded(upload_id)),
            NewJob { .. } => {
                let message = "A job is made of a blueprint or of an upload_id: one of them, not both.";
                return Err(ApiError::invalid_request("blueprint", message));
            }
        };
        let declared = format_named(&format, "blueprint.format")?;
        let file = STANDARD.decode(file.as_bytes()).map_err(|error| {
            let message = format!("The file is not base64 (standard alphabet, with padding): {error}.");
            ApiError::invalid_request("blueprint.file", message)
        })?;
        checked(file.into(), Some(declared), filename).map(Incoming::Here)
    };
    tokio::task::spawn_blocking(decode).await.unwrap_or_else(|_| Err(ApiError::internal()))
}

async fn of_multipart(request: Request) -> Result<Intake, ApiError> {
    let unfitting =
        |error: &dyn std::fmt::Display| ApiError::invalid_request("file", format!("The form cannot be read: {error}."));
    let (mut parts, body) = request.into_parts();
    let bytes = body::read(&parts.headers, body, MAX_BLUEPRINT_MULTIPART_BYTES).await.map_err(|error| {
        if error.code == ErrorCode::FileTooLarge { ApiError::too_many_bytes(MAX_BLUEPRINT_BYTES) } else { error }
    })?;
    parts.headers.remove(header::CONTENT_LENGTH);
    let request = Request::from_parts(parts, Body::from(bytes));
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| unfitting(&error.body_text()))?;
    while let Some(field) = form.next_field().await.map_err(|error| unfitting(&error.body_text()))? {
        if field.name() != Some("file") {
            continue;
        }
        let filename = field.file_name().map(str::to_owned);
        let declared = match field.content_type() {
            None | Some("application/octet-stream") => None,
            Some(media_type) => Some(format_of_media_type(media_type).ok_or_else(|| wrong_content_type(media_type))?),
        };
        let bytes = field.bytes().await.map_err(|error| unfitting(&error.body_text()))?;
        return checked(bytes, declared, filename);
    }
    Err(ApiError::invalid_request("file", "The form has no part named file."))
}

/// The format that a caller names in a field of JSON.
pub(super) fn format_named(name: &str, field: &str) -> Result<BlueprintFormat, ApiError> {
    match name {
        "png" => Ok(BlueprintFormat::Png),
        "jpg" | "jpeg" => Ok(BlueprintFormat::Jpg),
        "pdf" => Ok(BlueprintFormat::Pdf),
        _ => Err(ApiError {
            details: serde_json::json!({ "field": field }),
            ..ApiError::new(ErrorCode::InvalidFileFormat, "The format must be png, jpg or pdf.")
        }),
    }
}

/// Compares what the bytes are with what they were declared as.
pub(super) fn checked(
    bytes: Bytes,
    declared: Option<BlueprintFormat>,
    filename: Option<String>,
) -> Result<Intake, ApiError> {
    if bytes.is_empty() {
        return Err(ApiError::new(ErrorCode::UnreadableDocument, "The file is empty."));
    }
    if bytes.len() > MAX_BLUEPRINT_BYTES {
        return Err(ApiError::too_many_bytes(MAX_BLUEPRINT_BYTES));
    }
    let Some(format) = BlueprintFormat::sniff(&bytes) else {
        return Err(ApiError::new(ErrorCode::InvalidFileFormat, "The file is neither a PNG, nor a JPG, nor a PDF."));
    };
    if let Some(declared) = declared.filter(|declared| *declared != format) {
        let (declared, found) = (declared.extension(), format.extension());
        let message = format!("The file was declared as {declared}, but its bytes are {found}.");
        return Err(ApiError {
            details: serde_json::json!({ "declared": declared, "found": found }),
            ..ApiError::new(ErrorCode::InvalidFileFormat, message)
        });
    }
    Ok(Intake { bytes, format, filename })
}

async fn refuse(body: Body, error: ApiError) -> ApiError {
    body::drain(body).await;
    error
}

fn wrong_content_type(found: &str) -> ApiError {
    // Pictures and documents of other kinds are the wrong format; anything else is the wrong request.
    if found.starts_with("image/")
        || (found.starts_with("application/") && found != "application/x-www-form-urlencoded")
    {
        return ApiError::new(ErrorCode::InvalidFileFormat, "Only PNG, JPG and PDF are taken.");
    }
    let message =
        "The content type must be image/png, image/jpeg, application/pdf, multipart/form-data or application/json.";
    ApiError::invalid_request("content-type", message)
}

fn format_of_media_type(media_type: &str) -> Option<BlueprintFormat> {
    match media_type {
        "image/png" => Some(BlueprintFormat::Png),
        "image/jpeg" | "image/jpg" => Some(BlueprintFormat::Jpg),
        "application/pdf" => Some(BlueprintFormat::Pdf),
        _ => None,
    }
}

/// The content type without its parameters, in lower case.
pub(super) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// `filename="..."` of a `Content-Disposition` header.
fn filename_in_disposition(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_DISPOSITION)?.to_str().ok()?;
    let filename = value.split(';').map(str::trim).find_map(|part| part.strip_prefix("filename="))?;
    Some(filename.trim_matches('"').to_owned())
}
