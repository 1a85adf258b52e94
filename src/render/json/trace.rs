//! `afkast.trace`: a figure and how it arose, as a tree.

use super::assumptions::origin;
use super::{Head, Json, Object};
use crate::ledger::{Name, Place, Trace};
use crate::measure::Undefined;
use crate::span::Sources;

/// Words that depend on the language: the title and the formula of a node.
pub struct Words<'w> {
    /// The name of a node for people.
    pub title: &'w dyn Fn(&Trace) -> String,
    /// Its formula in words.
    pub formula: &'w dyn Fn(&Trace) -> String,
    /// The place of a series, as a label.
    pub period: &'w dyn Fn(Place) -> Option<String>,
}

/// A figure's trace.
pub fn trace(head: Head<'_>, trace: &Trace, words: &Words<'_>, sources: &Sources) -> Json {
    let Json::Object(node) = node(trace, words, sources) else { return Json::Null };
    node.into_iter().fold(head.begin("afkast.trace"), |object, (key, value)| object.with(&key, value)).done()
}

fn node(trace: &Trace, words: &Words<'_>, sources: &Sources) -> Json {
    let line = match &trace.name {
        Name::Line(key) => key.to_string(),
        Name::Path(path) => path.clone(),
        Name::Figure { figure, perspective } => format!("{perspective}.{figure}"),
        Name::Schedule => "basis.discount".to_owned(),
        Name::Paid(paid) => {
            let parts = [Some(paid.term.to_string()), paid.cohort.as_ref().map(ToString::to_string)];
            let measured = paid.measured.as_ref().map(ToString::to_string);
            let all: Vec<String> = parts.into_iter().chain([measured]).flatten().collect();
            format!("contract.{}.{}", all.join("."), paid.part.word())
        }
    };
    let formula = (words.formula)(trace);
    let undefined = trace.value.err().map(|why: Undefined| Json::text(why.to_string()));
    let origin = trace.origin.as_ref().map(|o| {
        let source = sources.get(o.span.source);
        Object::default()
            .with_some("file", source.map(|s| Json::text(&s.name)))
            .with("line", Json::whole(sources.place(o.span.source, o.span.start).line as i64))
            .with_some("source", o.source.as_deref().map(Json::text))
            .with("why", Json::text(origin(o.why)))
            .done()
    });
    Object::default()
        .with("line", Json::text(line))
        .with("title", Json::text((words.title)(trace)))
        .with_some("period", (words.period)(trace.place).map(Json::text))
        .with("value", trace.value.ok().map_or(Json::Null, Json::Number))
        .with_some("undefined", undefined)
        .with_some("formula", (!formula.is_empty()).then(|| Json::text(formula)))
        .with("unit", Json::text(trace.unit.to_string()))
        .with_some("origin", origin)
        .with("operands", Json::List(trace.operands.iter().map(|t| node(t, words, sources)).collect()))
        .done()
}
