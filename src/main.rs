//! afkast
fn main() {}
