//! What can be taken away.

use leptos::prelude::*;
use shared::export::ExportFormat;
use wasm_bindgen::JsValue;

use super::menu::{Menu, MenuHeading, MenuItem};
use crate::state::document::Document;
use crate::state::link;
use crate::state::workspace::Workspace;
use crate::whole::{self, Act, Of};
use crate::worker::protocol::{Purpose, Request};
use crate::{download, later, pdf, work_file};

/// The menu of files.
#[component]
pub fn TakeAwayMenu(
    /// The plan.
    document: Document,
) -> impl IntoView {
    let nothing = Signal::derive(move || document.last_run.read().is_none());
    view! {
        <Menu label="Download" testid="download-menu" icon="download" disabled=nothing>
            {later::view(move |parts| (parts.views.files)(document))}
        </Menu>
    }
}

/// The files.
#[component]
fn FileItems(document: Document) -> impl IntoView {
    let workspace = expect_context::<Workspace>();
    let act = move |act: Act| Callback::new(move |()| act(workspace, document));
    let all = move |act: Act| Callback::new(move |()| whole::take(workspace, document, Of::AllPages, act));
    let seen = move |act: Act| Callback::new(move |()| whole::take(workspace, document, Of::SeenPage, act));
    let count = move || document.summary.read().as_ref().map_or(1, |summary| summary.pages);
    let of_pdf = Signal::derive(move || match count() {
        1 => "PDF".to_owned(),
        count => format!("PDF, all {count} pages"),
    });
    let of_png = Signal::derive(move || match count() {
        1 => "PNG".to_owned(),
        _ => format!("PNG, page {}", document.page.get()),
    });
    view! {
        <MenuHeading words="To go on later" />
        <MenuItem testid="download-work" label="Whole work" hint=".roomprint · Ctrl S" act=act(work_file::ask) />
        <MenuHeading words="To look at" />
        <MenuItem testid="download-pdf" label="Plan with rooms" hint=of_pdf act=all(pdf::save) />
        <MenuItem testid="download-png" label="Plan with rooms" hint=of_png act=seen(download::save_picture) />
        <MenuItem testid="download-svg" label="Drawing" hint="SVG" act=all(|w, d| export(w, d, ExportFormat::Svg)) />
        <MenuHeading words="To calculate and draw with" />
        <MenuItem testid="copy-table" label="Copy a table" hint="for a spreadsheet" act=all(copy_table) />
        <MenuItem testid="download-csv" label="Table" hint="CSV" act=all(|w, d| export(w, d, ExportFormat::Csv)) />
        <MenuItem testid="download-dxf" label="CAD outlines" hint="DXF" act=all(|w, d| export(w, d, ExportFormat::Dxf)) />
        <MenuItem testid="download-geojson" label="Polygons" hint="GeoJSON" act=all(|w, d| export(w, d, ExportFormat::GeoJson)) />
        <MenuItem testid="download-coco" label="Annotations" hint="COCO" act=all(|w, d| export(w, d, ExportFormat::Coco)) />
        <MenuHeading words="For programs" />
        <MenuItem testid="download-json" label="Rooms" hint="JSON" act=all(download::save_preview) />
        <MenuItem testid="download-analysis" label="Analysis" hint="JSON" act=all(save_analysis) />
        <MenuItem testid="copy-link" label="Copy a link to these settings" hint="" act=act(copy_link) />
    }
}

fn export(workspace: Workspace, document: Document, format: ExportFormat) {
    let request = Request::Export {
        document: document.id,
        format: format.name().to_owned(),
        rooms: document.all_rooms.get_untracked().to_vec(),
        scales: document.scales.get_untracked(),
    };
    workspace.send(&request, &JsValue::UNDEFINED);
}

fn copy_table(workspace: Workspace, document: Document) {
    let table = download::table(document, workspace.units.get_untracked());
    download::copy(workspace, &table, "Table copied: paste it into a spreadsheet");
}

fn save_analysis(workspace: Workspace, document: Document) {
    let request = Request::SaveAnalysis { document: document.id, purpose: Purpose::Alone };
    workspace.send(&request, &JsValue::UNDEFINED);
}

fn copy_link(workspace: Workspace, document: Document) {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    let fragment = document.settings.with_untracked(link::write);
    let link = if fragment.is_empty() { page.to_owned() } else { format!("{page}#{fragment}") };
    download::copy(workspace, &link, "Link copied");
}

/// What can be taken away.
pub fn files(document: Document) -> AnyView {
    view! { <FileItems document /> }.into_any()
}
