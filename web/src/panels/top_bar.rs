//! The bar at the top: whose page this is, which plan is seen, what can be done with it.

use leptos::prelude::*;
use shared::export::ExportFormat;

use super::icon::Icon;
use super::plans::PlansMenu;
use crate::download;
use crate::state::document::Document;
use crate::state::scale::pixels_per_metre;
use crate::state::workspace::Workspace;
use crate::worker::protocol::Request;

/// The bar at the top.
#[component]
pub fn TopBar(
    /// Opens the file chooser.
    browse: Callback<()>,
) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    view! {
        <header class="top-bar">
            <a class="brand" href="./" aria-label="Roomprint">
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M3 3h18v18H3zM3 12h7M14 12h7M12 3v5M12 16v5"></path>
                </svg>
                <span>"Roomprint"</span>
            </a>
            <PlansMenu />
            <div class="top-actions">
                {move || {
                    workspace
                        .current_document()
                        .map(|document| {
                            view! {
                                <button
                                    class="button small"
                                    data-testid="units-toggle"
                                    title="Square metres or square feet"
                                    on:click=move |_| workspace.units.update(|units| *units = units.other())
                                >
                                    {move || workspace.units.get().area_unit()}
                                </button>
                                <button class="button small" aria-label="Open a plan" title="Open a plan" data-testid="open-button" on:click=move |_| browse.run(())>
                                    <Icon name="file-plus-2" />
                                    <span class="wide">"Open"</span>
                                </button>
                                <button
                                    class="icon-button wide"
                                    aria-label="Keys"
                                    title="Keys (?)"
                                    data-testid="keys-button"
                                    on:click=move |_| workspace.keys_shown.set(true)
                                >
                                    <Icon name="keyboard" />
                                </button>
                                <DownloadMenu document />
                            }
                        })
                }}
            </div>
        </header>
    }
}

fn export(workspace: Workspace, document: Document, format: ExportFormat) {
    let pixels_per_metre = document
        .settings
        .get_untracked()
        .pixels_per_metre
        .or_else(|| pixels_per_metre(&document.rooms.read_untracked()));
    let request = Request::Export {
        document: document.id,
        format: format.name().to_owned(),
        rooms: document.all_rooms.get_untracked().to_vec(),
        pixels_per_metre,
    };
    workspace.send(&request, &wasm_bindgen::JsValue::UNDEFINED);
}

fn export_words(format: ExportFormat) -> (&'static str, &'static str) {
    match format {
        ExportFormat::Csv => ("Table", "CSV"),
        ExportFormat::GeoJson => ("Polygons", "GeoJSON"),
        ExportFormat::Coco => ("Annotations", "COCO"),
        ExportFormat::Svg => ("Drawing", "SVG"),
        ExportFormat::Dxf => ("CAD outlines", "DXF"),
    }
}

fn export_testid(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "download-csv",
        ExportFormat::GeoJson => "download-geojson",
        ExportFormat::Coco => "download-coco",
        ExportFormat::Svg => "download-svg",
        ExportFormat::Dxf => "download-dxf",
    }
}

/// What can be taken away.
#[component]
fn DownloadMenu(document: Document) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let open = RwSignal::new(false);
    let nothing = move || document.last_run.read().is_none();
    let item = move |testid: &'static str, label: &'static str, hint: &'static str, action: Callback<()>| {
        view! {
            <button
                role="menuitem"
                data-testid=testid
                on:click=move |_| {
                    open.set(false);
                    action.run(());
                }
            >
                <span>{label}</span>
                <span class="hint">{hint}</span>
            </button>
        }
    };
    view! {
        <div
            class="menu"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    open.set(false);
                }
            }
        >
            <button
                class="button primary small"
                data-testid="download-menu"
                aria-label="Download"
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                disabled=nothing
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="download" />
                <span class="wide">"Download"</span>
            </button>
            <Show when=move || open.get()>
                <div class="menu-backdrop" on:click=move |_| open.set(false)></div>
                <div class="menu-items" role="menu">
                    {ExportFormat::ALL
                        .map(|format| {
                            let (label, hint) = export_words(format);
                            item(export_testid(format), label, hint, Callback::new(move |()| export(workspace, document, format)))
                        })
                        .collect_view()}
                    {item(
                        "download-png",
                        "Plan with rooms",
                        "PNG",
                        Callback::new(move |()| download::save_picture(document, workspace)),
                    )}
                    {item(
                        "copy-table",
                        "Copy a table",
                        "clipboard",
                        Callback::new(move |()| {
                            let table = download::table(document, workspace.units.get_untracked());
                            download::copy(workspace, &table, "Table copied");
                        }),
                    )}
                    {item(
                        "copy-link",
                        "Copy a link to these settings",
                        "clipboard",
                        Callback::new(move |()| {
                            let address = window().location().href().unwrap_or_default();
                            download::copy(workspace, &address, "Link copied");
                        }),
                    )}
                    {item("download-json", "Rooms", "JSON", Callback::new(move |()| download::save_preview(document)))}
                    {item(
                        "download-analysis",
                        "Analysis, to open again",
                        "JSON",
                        Callback::new(move |()| {
                            workspace.send(&Request::SaveAnalysis { document: document.id }, &wasm_bindgen::JsValue::UNDEFINED);
                        }),
                    )}
                </div>
            </Show>
        </div>
    }
}
