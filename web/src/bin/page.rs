//! The page.

fn main() {
    web::mount();
}
