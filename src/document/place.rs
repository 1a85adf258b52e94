//! Where keys go in the tree. TOML's rules: a table has one header, a key is there once, and what is complete stays so.

use super::keys::Part;
use super::parse::dotted;
use super::table::Made;
use super::{Entry, Node, Table, Value, Why};
use crate::span::Span;

/// Something that is there twice.
#[derive(Debug)]
pub(super) struct Clash {
    /// `header`, `key` or `value-and-table`.
    pub variant: &'static str,
    /// Its path.
    pub name: String,
    pub first: Span,
    pub second: Span,
}

/// The tree while it is read, and where in it the lines belong.
#[derive(Default)]
pub(super) struct Placed {
    root: Table,
    here: Vec<String>,
    /// What stands under a header that is there twice, or is none: read for its mistakes, and left out.
    aside: Option<Aside>,
}

struct Aside {
    path: Vec<String>,
    root: Table,
}

impl Placed {
    /// How deep the lines stand that are read now.
    pub(super) fn depth(&self) -> usize {
        self.here.len()
    }

    pub(super) fn root(&mut self) -> Table {
        std::mem::take(&mut self.root)
    }

    /// A header: the lines below belong to it.
    pub(super) fn open(&mut self, path: Vec<Part>, list: bool, span: Span) -> Result<(), Clash> {
        self.here = path.iter().map(|part| part.key.clone()).collect();
        // What belongs to a table that is set aside is set aside with it.
        self.aside
            .take_if(|aside| aside.path.is_empty() || !self.here.starts_with(&aside.path) || self.here == aside.path);
        let root = self.aside.as_mut().map_or(&mut self.root, |aside| &mut aside.root);
        let opened = open(root, &path, list, span);
        if opened.is_err() {
            let mut root = Table::default();
            let again = open(&mut root, &path, list, span);
            debug_assert!(again.is_ok(), "an empty tree has room");
            self.aside = Some(Aside { path: self.here.clone(), root });
        }
        opened
    }

    /// A header that cannot be read: nobody knows where the lines below belong.
    pub(super) fn leave(&mut self, opened: Span) {
        self.here.clear();
        self.aside = Some(Aside { path: Vec::new(), root: Table::new(opened) });
    }

    /// A key with its value, under the header above it.
    pub(super) fn put(&mut self, path: Vec<Part>, node: Node) -> Result<(), Clash> {
        let mut table = self.aside.as_mut().map_or(&mut self.root, |aside| &mut aside.root);
        for key in &self.here {
            match table.get_mut(key).and_then(|entry| entry.node.value.last_table_mut()) {
                Some(inner) => table = inner,
                None => return Ok(()),
            }
        }
        put(table, path, node).map_err(|clash| Clash { name: self.full_name(clash.name), ..clash })
    }

    fn full_name(&self, name: String) -> String {
        self.here.iter().map(String::as_str).chain([name.as_str()]).collect::<Vec<_>>().join(".")
    }
}

fn open(root: &mut Table, path: &[Part], list: bool, span: Span) -> Result<(), Clash> {
    let Some((last, way)) = path.split_last() else { return Ok(()) };
    let mut table = root;
    for (i, part) in way.iter().enumerate() {
        table = inner(table, part, Made::Implied).map_err(|first| clash("value-and-table", &path[..=i], first))?;
    }
    let fresh = Table::made(Made::Header, span);
    match table.get_mut(&last.key) {
        None => {
            let node = table_node(fresh, span);
            let node = if list { Node { value: Value::List(vec![node]), span, why: Why::Written } } else { node };
            table.add(Entry { key: last.key.clone(), key_span: last.span, node });
            Ok(())
        }
        Some(entry) => {
            let headers = of_header(&entry.node);
            match &mut entry.node.value {
                Value::Table(there) if there.made == Made::Implied && !list => {
                    there.made = Made::Header;
                    there.opened = span;
                    entry.key_span = last.span;
                    entry.node.span = span;
                    Ok(())
                }
                Value::List(there) if list && headers => {
                    there.push(table_node(fresh, span));
                    Ok(())
                }
                Value::Table(_) => Err(clash("header", path, entry.key_span)),
                _ if headers => Err(clash("header", path, entry.key_span)),
                _ => Err(clash("value-and-table", path, entry.key_span)),
            }
        }
    }
}

/// Puts a value at a path of keys below a table. The way there is made by keys with points, and by nothing else.
pub(super) fn put(table: &mut Table, mut path: Vec<Part>, node: Node) -> Result<(), Clash> {
    let Some(last) = path.pop() else { return Ok(()) };
    let mut table = table;
    for (i, part) in path.iter().enumerate() {
        table = inner(table, part, Made::Dotted).map_err(|first| clash("value-and-table", &path[..=i], first))?;
    }
    if let Some(there) = table.get(&last.key) {
        let (first, is_table) = (there.key_span, matches!(there.node.value, Value::Table(_)));
        let variant = if is_table != matches!(node.value, Value::Table(_)) { "value-and-table" } else { "key" };
        path.push(last);
        return Err(clash(variant, &path, first));
    }
    table.add(Entry { key: last.key, key_span: last.span, node });
    Ok(())
}

/// The table on the way, made when it is not there; where the key stands that forbids it.
fn inner<'t>(table: &'t mut Table, part: &Part, made: Made) -> Result<&'t mut Table, Span> {
    if table.get(&part.key).is_none() {
        let node = table_node(Table::made(made, part.span), part.span);
        table.add(Entry { key: part.key.clone(), key_span: part.span, node });
    }
    let Some(entry) = table.get_mut(&part.key) else { return Err(part.span) };
    let first = entry.key_span;
    if made == Made::Dotted && matches!(entry.node.value, Value::List(_)) {
        return Err(first);
    }
    let inner = entry.node.value.last_table_mut().ok_or(first)?;
    match (made, inner.made) {
        (_, Made::Braces) | (Made::Dotted, Made::Header) => Err(first),
        (Made::Dotted, Made::Implied) => {
            inner.made = Made::Dotted;
            Ok(inner)
        }
        _ => Ok(inner),
    }
}

fn table_node(table: Table, span: Span) -> Node {
    Node { value: Value::Table(table), span, why: Why::Written }
}

/// Whether it is a table with a header, or a list of them.
fn of_header(node: &Node) -> bool {
    match &node.value {
        Value::Table(table) => table.made == Made::Header,
        Value::List(list) => {
            list.last().is_some_and(|node| matches!(&node.value, Value::Table(t) if t.made == Made::Header))
        }
        _ => false,
    }
}

fn clash(variant: &'static str, path: &[Part], first: Span) -> Clash {
    let second = path.last().map_or(first, |part| part.span);
    Clash { variant, name: dotted(path), first, second }
}
