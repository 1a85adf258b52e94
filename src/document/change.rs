//! Changing a document, for a scenario or a flag of the command line. It is read again afterwards.

use super::{Document, Entry, Node, Table, Value};

/// A path goes through something that is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blocked {
    /// How many steps of the path lead to it.
    pub steps: usize,
}

impl Document {
    /// What stands at a path of keys; a table in a list is called by its place, from 1.
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        let mut node = &self.root.get(first)?.node;
        for key in rest {
            node = match &node.value {
                Value::Table(table) => &table.get(key)?.node,
                Value::List(list) => list.get(place(key)?).filter(|n| matches!(n.value, Value::Table(_)))?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Puts a value at a path, and says what stood there. Tables on the way are made as needed; what is new stands last.
    pub fn set(&mut self, path: &[&str], node: Node) -> Result<Option<Node>, Blocked> {
        let Some((last, way)) = path.split_last() else { return Err(Blocked { steps: 0 }) };
        let mut table = &mut self.root;
        let mut steps = 0;
        while let Some(key) = way.get(steps) {
            steps += 1;
            if table.get(key).is_none() {
                let inner = Node { value: Value::Table(Table::new(node.span)), span: node.span, why: node.why };
                table.add(Entry { key: (*key).to_owned(), key_span: node.span, node: inner });
            }
            table = match table.get_mut(key).map(|e| &mut e.node.value) {
                Some(Value::Table(inner)) => inner,
                Some(Value::List(list)) => {
                    let member = way.get(steps).and_then(|key| list.get_mut(place(key)?));
                    steps += 1;
                    match member.map(|m| &mut m.value) {
                        Some(Value::Table(inner)) => inner,
                        _ => return Err(Blocked { steps }),
                    }
                }
                _ => return Err(Blocked { steps }),
            };
        }
        if let Some(entry) = table.get_mut(last) {
            return Ok(Some(std::mem::replace(&mut entry.node, node)));
        }
        table.add(Entry { key: (*last).to_owned(), key_span: node.span, node });
        Ok(None)
    }

    /// Takes what stands at a path out of the document; a table in a list is called by its place, from 1.
    pub fn remove(&mut self, path: &[&str]) -> Option<Entry> {
        let (last, way) = path.split_last()?;
        let mut table = &mut self.root;
        let mut keys = way.iter();
        while let Some(key) = keys.next() {
            table = match &mut table.get_mut(key)?.node.value {
                Value::Table(inner) => inner,
                Value::List(list) => match &mut list.get_mut(place(keys.next()?)?)?.value {
                    Value::Table(inner) => inner,
                    _ => return None,
                },
                _ => return None,
            };
        }
        table.remove(last)
    }
}

/// The place in a list that a key names, from 1 in a path.
fn place(key: &str) -> Option<usize> {
    key.parse::<usize>().ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Literal, Why, parse};
    use crate::span::{SourceId, Span};

    fn number(text: &str) -> Node {
        Node { value: Value::Number(Literal::read(text)), span: Span::default(), why: Why::Set }
    }

    fn written(document: &Document, path: &[&str]) -> Option<String> {
        document.get(path).map(|node| match &node.value {
            Value::Number(literal) => literal.text.clone(),
            other => other.kind().to_owned(),
        })
    }

    #[test]
    fn a_value_can_be_replaced_added_and_taken_out() {
        let (mut document, _) = parse(SourceId(0), "[outcome.job]\nexpected_rate = 0.27\n");
        let rate = ["outcome", "job", "expected_rate"];
        let before = document.set(&rate, number("0.30")).unwrap().unwrap();
        assert!(matches!(before.value, Value::Number(l) if l.text == "0.27"));
        assert_eq!(written(&document, &rate).as_deref(), Some("0.30"));
        assert_eq!(document.get(&rate).unwrap().why, Why::Set);

        assert!(document.set(&["cost", "salaries", "amount"], number("5")).unwrap().is_none());
        assert_eq!(written(&document, &["cost", "salaries", "amount"]).as_deref(), Some("5"));
        assert_eq!(written(&document, &["cost"]).as_deref(), Some("table"));

        assert!(document.remove(&rate).is_some() && document.get(&rate).is_none());
        assert!(document.remove(&rate).is_none());
        assert!(document.remove(&["nothing", "here"]).is_none());
    }

    #[test]
    fn a_table_in_a_list_is_called_by_its_place() {
        let (mut document, _) = parse(SourceId(0), "tiers = [{ at = 1, pay = 2 }, { at = 3, pay = 4 }]\n");
        assert!(document.set(&["tiers", "2", "pay"], number("5")).unwrap().is_some());
        assert_eq!(written(&document, &["tiers", "2", "pay"]).as_deref(), Some("5"));
        assert!(document.remove(&["tiers", "1", "pay"]).is_some() && document.get(&["tiers", "1", "pay"]).is_none());
        assert!(document.remove(&["tiers", "3", "pay"]).is_none() && document.remove(&["tiers", "pay"]).is_none());
    }

    #[test]
    fn a_number_is_no_table_to_put_things_in() {
        let (mut document, _) = parse(SourceId(0), "a = 1\n");
        assert_eq!(document.set(&["a", "b"], number("2")).err(), Some(Blocked { steps: 1 }));
        assert_eq!(document.set(&[], number("2")).err(), Some(Blocked { steps: 0 }));
        assert_eq!(written(&document, &["a"]).as_deref(), Some("1"));
    }
}
