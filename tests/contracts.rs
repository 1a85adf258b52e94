//! Outcome contracts, read and checked: the worked ones, every key, and what is resolved on the way.

use std::path::Path;

use afkast::case::{self, Case};
use afkast::document;
use afkast::problem::Problem;
use afkast::render::problems::problem_text;
use afkast::span::Sources;
use afkast::text::Language;

fn read(name: &str, text: &str) -> (Option<Case>, Vec<Problem>, Sources) {
    let mut sources = Sources::default();
    let source = sources.add(name.to_owned(), text);
    let (document, mut problems) = document::parse(source, text);
    let (case, of_case) = case::read_with_contract(&document, name);
    problems.extend(of_case);
    (case, problems.in_order(), sources)
}

fn worked(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn show() {
    let mut names: Vec<String> = (1..=14).map(|n| format!("c{n:02}.toml")).collect();
    names.push("every-key.toml".into());
    for name in names {
        let text = worked(&name);
        let (_, problems, sources) = read(&name, &text);
        for p in problems {
            let place = p.span.map(|s| sources.place(s.source, s.start).line).unwrap_or(0);
            println!(
                "{name}:{place} {} {} {:?} {:?}",
                p.code.word(),
                p.variant,
                p.data,
                problem_text(&p, Language::English).message
            );
        }
    }
}
