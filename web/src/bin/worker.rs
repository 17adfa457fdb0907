//! The worker that holds the detector.

fn main() {
    web::start_worker();
}
