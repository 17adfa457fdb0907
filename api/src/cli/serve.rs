//! `roomprint serve`: the page and the HTTP interface on one port.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use super::models::ReadingArgs;
use crate::auth::LocalUser;
use crate::aws::{AwsArgs, AwsClients};
use crate::clock::Clock;
use crate::limits::RateLimit;
use crate::ports::Ports;
use crate::routes::{SHUTDOWN_GRACE, Service, delete_stored, router};
use crate::telemetry;

/// How often what has expired is removed.
const SWEEP_EVERY: Duration = Duration::from_secs(600);
/// Expired jobs removed in one go.
const SWEEP_BATCH: u32 = 100;

/// Flags of `roomprint serve`.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    /// Address and port to listen on.
    #[arg(long, env = "ROOMPRINT_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where plans are kept and read: on this machine, or on AWS.
    #[arg(long, env = "ROOMPRINT_BACKEND", default_value = "embedded")]
    backend: Backend,
    /// Folder for blueprints, analyses and the database [default: ~/.local/share/roomprint].
    #[arg(long, env = "ROOMPRINT_DATA", value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Folder of the built page [default: `dist` here or beside the program].
    #[arg(long, env = "ROOMPRINT_WEB", value_name = "DIR")]
    web_dir: Option<PathBuf>,
    /// Requests a minute that one user may make for uploads, previews and detections.
    #[arg(long, env = "ROOMPRINT_REQUESTS_PER_MINUTE", value_name = "COUNT", default_value_t = RateLimit::default().per_minute)]
    requests_per_minute: u32,
    /// Listen beyond this machine although there is no sign-in: whoever reaches the port sees, changes and deletes
    /// every plan.
    #[arg(long)]
    dangerously_serve_everyone_without_sign_in: bool,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    aws: AwsArgs,
}

/// Which adapters serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Backend {
    /// A folder and a database file; text recognition on this machine; one local user.
    Embedded,
    /// S3, DynamoDB, Textract; people sign in through Cognito.
    Aws,
}

/// Serves until interrupted.
pub(super) fn run(arguments: &ServeArgs) -> anyhow::Result<()> {
    let everyone = arguments.dangerously_serve_everyone_without_sign_in;
    if arguments.backend == Backend::Embedded && !arguments.listen.ip().is_loopback() && !everyone {
        bail!(
            "{} can be reached from other machines, and there is no sign-in; listen on 127.0.0.1, or add \
             --dangerously-serve-everyone-without-sign-in",
            arguments.listen
        );
    }
    telemetry::log_as_json(std::io::stdout);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(arguments))?;
    runtime.shutdown_timeout(SHUTDOWN_GRACE);
    Ok(())
}

async fn serve(arguments: &ServeArgs) -> anyhow::Result<()> {
    let metrics = telemetry::measure().context("measurements cannot be set up")?;
    let service = service(arguments).await?.with_metrics(metrics);
    let listener = TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", arguments.listen))?;
    let address = listener.local_addr()?;
    let sweeping = tokio::spawn(sweep(service.clone()));
    // For people; the log lines are for machines.
    eprintln!("Roomprint: http://{address}");
    tracing::info!(%address, reads_text = service.ports().analyzer.reads_text(), "listening");
    let stopped = service.clone();
    // Limits on sign-in count by the address of the caller.
    let app = router(service).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(async move {
        told_to_stop().await;
        stopped.stop();
    });
    let outcome = tokio::select! {
        outcome = served => outcome,
        () = async { told_to_stop().await; tokio::time::sleep(SHUTDOWN_GRACE).await } => {
            tracing::warn!("requests were cut off");
            Ok(())
        }
    };
    sweeping.abort();
    tracing::info!("stopped");
    outcome.context("serving failed")
}

async fn service(arguments: &ServeArgs) -> anyhow::Result<Service> {
    let deadlines = arguments.reading.deadlines();
    let ports = match arguments.backend {
        Backend::Embedded => embedded(arguments)?,
        Backend::Aws => {
            let settings = arguments.aws.settings()?;
            let clients = AwsClients::load(&deadlines).await?;
            let reader = arguments.reading.reader_without_models(readers_at_once())?;
            reader.warm_up();
            Ports::aws(&settings, &clients, reader, &deadlines)
        }
    };
    let per_minute = arguments.requests_per_minute;
    let rate = RateLimit { per_minute, burst: RateLimit::default().burst.min(per_minute) };
    let service = Service::new(ports, Clock::of_system(), deadlines, rate);
    Ok(match page_folder(arguments)? {
        Some(folder) => service.with_page(folder).await?,
        None => {
            tracing::warn!("the page was not built; only the HTTP interface is served");
            service
        }
    })
}

/// Half the processors read documents; the other half answers.
fn readers_at_once() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get().div_ceil(2))
}

fn embedded(arguments: &ServeArgs) -> anyhow::Result<Ports> {
    let data_dir = match &arguments.data_dir {
        Some(folder) => folder.clone(),
        None => default_data_dir().context("no home folder; say --data-dir")?,
    };
    let reader = arguments.reading.reader(readers_at_once())?;
    reader.warm_up();
    if reader.models().is_none() {
        tracing::warn!("no recognition models: text in pictures is not read");
    }
    let everyone = arguments.dangerously_serve_everyone_without_sign_in;
    let user = if everyone { LocalUser::everyone() } else { LocalUser::on_loopback() };
    Ports::embedded(&data_dir, reader, user)
        .with_context(|| format!("the data folder {} cannot be used", data_dir.display()))
}

fn default_data_dir() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
    data.or_else(|| std::env::home_dir().map(|home| home.join(".local/share"))).map(|data| data.join("roomprint"))
}

fn page_folder(arguments: &ServeArgs) -> anyhow::Result<Option<PathBuf>> {
    if let Some(folder) = &arguments.web_dir {
        if !folder.join("index.html").is_file() {
            bail!("--web-dir {}: there is no index.html in it", folder.display());
        }
        return Ok(Some(folder.clone()));
    }
    let beside_program = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("dist")));
    let candidates = [Some(PathBuf::from("dist")), beside_program];
    Ok(candidates.into_iter().flatten().find(|folder| folder.join("index.html").is_file()))
}

/// Ends when the process is interrupted or told to terminate.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Removes what has expired, now and then.
async fn sweep(service: Service) {
    let mut ticks = tokio::time::interval(SWEEP_EVERY);
    loop {
        ticks.tick().await;
        let now = service.clock().now();
        match service.ports().jobs.expired(SWEEP_BATCH, now).await {
            Ok(expired) => {
                for job in expired {
                    // Reported where it fails; the next round tries again.
                    let _ = delete_stored(&service, &job).await;
                }
            }
            Err(error) => tracing::warn!(%error, "expired jobs could not be found"),
        }
        if let Err(error) = service.ports().uploads.sweep(now).await {
            tracing::warn!(%error, "expired uploads could not be removed");
        }
        if let Err(error) = service.ports().previews.sweep(now).await {
            tracing::warn!(%error, "expired previews could not be removed");
        }
        service.forget_idle();
    }
}
