//! The worker that reads PDF files.

fn main() {
    web::start_pdf_worker();
}
