//! The routes, one file a resource, and the router they make.

mod auth;
mod blueprint;
mod detect;
mod docs;
mod events;
mod feedback;
mod health;
mod intake;
mod jobs;
mod measurements;
mod page;
mod preview;
mod textract_results;
mod uploads;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;
use shared::error::ErrorCode;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::auth::SignInLimits;
use self::page::Page;
use crate::auth::Caller;
use crate::clock::Clock;
use crate::error::{ApiError, StoreError};
use crate::http::places::Places;
use crate::http::rate_limit::RateLimiter;
use crate::http::{access_log, request_id};
use crate::limits::{BODY_PAUSE, Deadlines, MAX_EVENT_STREAMS_PER_OWNER, RateLimit};
use crate::pipeline::Pipeline;
use crate::ports::Ports;

pub use jobs::{create_job, delete_stored};

/// What every route can reach.
#[derive(Clone)]
pub struct Service {
    ports: Ports,
    pipeline: Arc<Pipeline>,
    limiter: Arc<RateLimiter>,
    sign_in_limits: Arc<SignInLimits>,
    clock: Clock,
    deadlines: Deadlines,
    metrics: Option<PrometheusHandle>,
    page: Option<Page>,
    event_places: Places,
    stopping: Arc<watch::Sender<bool>>,
}

impl Service {
    /// A service over these ports, with the machine's clock, without a page and without metrics.
    #[must_use]
    pub fn new(ports: Ports, clock: Clock, deadlines: Deadlines, rate: RateLimit) -> Self {
        Self {
            pipeline: Arc::new(Pipeline::new(ports.clone(), clock.clone(), deadlines)),
            ports,
            limiter: Arc::new(RateLimiter::new(rate)),
            sign_in_limits: Arc::new(SignInLimits::new()),
            clock,
            deadlines,
            metrics: None,
            page: None,
            event_places: Places::new(MAX_EVENT_STREAMS_PER_OWNER),
            stopping: Arc::new(watch::Sender::new(false)),
        }
    }

    /// The same service with its measurements under `/metrics`.
    #[must_use]
    pub fn with_metrics(self, metrics: PrometheusHandle) -> Self {
        Self { metrics: Some(metrics), ..self }
    }

    /// The same service with the built page of this folder under `/`. It may reach what the blob store sends it to.
    pub async fn with_page(self, folder: PathBuf) -> Result<Self, StoreError> {
        let page = Page { folder, files_elsewhere: self.ports.blobs.origin().await? };
        Ok(Self { page: Some(page), ..self })
    }

    /// The ports.
    #[must_use]
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The pipeline.
    #[must_use]
    pub fn pipeline(&self) -> &Arc<Pipeline> {
        &self.pipeline
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The deadlines.
    #[must_use]
    pub fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// Ends what would otherwise go on for long: streams of events.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Sees when the service is told to stop.
    fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Forgets what limits no longer need.
    pub fn forget_idle(&self) {
        self.limiter.forget_idle();
        self.sign_in_limits.forget_idle();
    }
}

impl FromRequestParts<Service> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, ApiError> {
        service.ports.auth.authorize(&parts.headers).await
    }
}

/// A caller who has not asked too often for what costs time or money.
struct ThrottledCaller(Caller);

impl FromRequestParts<Service> for ThrottledCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, service).await?;
        service.limiter.admit(&caller.owner)?;
        Ok(Self(caller))
    }
}

/// The paths of the contract, with the description that is made from them.
fn described() -> OpenApiRouter<Service> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(health::health))
        .routes(routes!(uploads::create))
        .routes(routes!(uploads::put))
        .routes(routes!(jobs::create, jobs::list))
        .routes(routes!(jobs::get, jobs::delete))
        .routes(routes!(blueprint::get))
        .routes(routes!(preview::make, preview::get))
        .routes(routes!(events::get))
        .routes(routes!(textract_results::get))
        .routes(routes!(feedback::give, feedback::get))
        .routes(routes!(detect::detect))
        .routes(routes!(auth::sign_in))
        .routes(routes!(auth::challenge))
        .routes(routes!(auth::refresh))
        .routes(routes!(auth::sign_out));
    OpenApiRouter::with_openapi(docs::Description::openapi()).nest("/api/v1", v1)
}

/// The description of the contract, OpenAPI 3.1.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().into_openapi()
}

/// The whole service as one router: the same behind a socket, in a test, and in a function of somebody's cloud.
pub fn router(service: Service) -> Router {
    let (routes, description) = described().split_for_parts();
    routes
        .merge(docs::routes(&description))
        .merge(measurements::routes())
        .merge(page::routes(service.page.as_ref()))
        .method_not_allowed_fallback(unknown_method)
        // Bodies are bounded where they are read, each by its own limit.
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyTimeoutLayer::new(BODY_PAUSE))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| ApiError::internal().into_response()))
        .layer(CompressionLayer::new())
        .layer(constant_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(constant_header(header::REFERRER_POLICY, "no-referrer"))
        .layer(constant_header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(constant_header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(from_fn(access_log::record))
        .layer(from_fn_with_state((), |_: State<()>, request, next| request_id::assign(request, next)))
        .with_state(service)
}

fn constant_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn unknown_path() -> Response {
    not_found()
}

fn not_found() -> Response {
    ApiError::new(ErrorCode::NotFound, "There is nothing under this path; /api-docs lists what there is.")
        .into_response()
}

async fn unknown_method() -> Response {
    ApiError::new(ErrorCode::MethodNotAllowed, "This path exists, but not with this method; see /api-docs.")
        .into_response()
}

/// How long the tasks of a request may go on when the service is told to stop.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(20);
