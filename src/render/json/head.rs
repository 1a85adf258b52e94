//! What every object begins with: format, version, stamp, case.

use super::{Json, Object};
use crate::stamp::{DrawsStamp, Stamp};

/// The head of a result.
#[derive(Clone, Copy, Debug)]
pub struct Head<'h> {
    /// What the result rests on.
    pub stamp: &'h Stamp,
    /// The case's id.
    pub id: &'h str,
    /// The case's title.
    pub title: Option<&'h str>,
    /// The path as written on the command line.
    pub path: &'h str,
}

/// The beginning of what is said of a case that could not be read; its id and its path.
pub fn begin_unread(
    format: &str,
    files: &[(String, String)],
    scenario: Option<&String>,
    changes: &[String],
    (id, path): (&str, &str),
) -> Object {
    let stamp = program(files)
        .with_some("scenario", scenario.map(Json::text))
        .with("changes", Json::List(changes.iter().map(Json::text).collect()));
    begin(format, stamp.done(), case(id, None, path))
}

fn begin(format: &str, stamp: Json, case: Json) -> Object {
    Object::default()
        .with("format", Json::text(format))
        .with("version", Json::whole(1))
        .with("stamp", stamp)
        .with("case", case)
}

impl Head<'_> {
    /// An object that begins with the head.
    pub fn begin(&self, format: &str) -> Object {
        begin(format, stamp(self.stamp), self.case())
    }

    /// The case: id, title, path.
    pub fn case(&self) -> Json {
        case(self.id, self.title, self.path)
    }
}

fn case(id: &str, title: Option<&str>, path: &str) -> Json {
    Object::default()
        .with("id", Json::text(id))
        .with("title", Json::text_or_null(title))
        .with("path", Json::text(path))
        .done()
}

/// Who made a result, of which files.
fn program(files: &[(String, String)]) -> Object {
    let files = files.iter().fold(Object::default(), |o, (path, digest)| o.with(path, Json::text(digest)));
    Object::default()
        .with("program", Json::text("afkast"))
        .with("version", Json::text(env!("CARGO_PKG_VERSION")))
        .with("files", files.done())
}

fn stamp(stamp: &Stamp) -> Json {
    let bands = stamp.bands.iter().map(|b| {
        Object::default().with("from_year", Json::whole(b.from_year)).with("rate", Json::Number(b.rate)).done()
    });
    let discount = match &stamp.edition {
        Some(edition) => Json::text(edition),
        None => Json::List(bands.collect()),
    };
    let of_draws = |says: fn(&DrawsStamp) -> Json| stamp.draws.as_ref().map(says);
    program(&stamp.files)
        .with("discount", discount)
        .with("timing", Json::text(stamp.timing.word()))
        .with("price_year", Json::whole(stamp.price_year))
        .with("perspective", Json::text(&stamp.perspective))
        .with_some("scenario", stamp.scenario.as_deref().map(Json::text))
        .with("changes", Json::List(stamp.changes.iter().map(Json::text).collect()))
        .with_some("seed", of_draws(|d| Json::Number(d.seed.into())))
        .with_some("draws", of_draws(|d| Json::Number(d.draws.into())))
        .with_some("sampling", of_draws(|d| Json::text(d.sampling)))
        .with_some("quantile_rule", stamp.draws.as_ref().and_then(|d| d.quantile_rule).map(Json::text))
        .done()
}
