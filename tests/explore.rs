use afkast::document::parse;
use afkast::span::SourceId;
#[test]
fn explore() {
    for text in [
        "start = 2025-01\n", "rate = 0,27\n", "rate = 27 %\n", "price = 1.500.000\n", "rate = .27\n", "[party.børn-og-unge]\nkind = 1\n[x]\np=\"børn-og-unge\"",
        "price = { value = 1,\n low = 0 }\n", "price = { value = 1, low = 0, }\n", "[cost.a]\nx=1\n[cost.a]\nx=1\ny=2\n[cost.a.b]\nx=1\n[cost.b]\n", "title = “Job”\n", "lasts = 5 years\n",
        "rate = { value = 0,27, low = 0,2, 12 = 1 }\n", "a = [12, 24\nb = 3\n", "a = { x = 1, y = 2\nb = 3\n[c]\n", "a = \"abc\nb = 3\n", "a = { s = \"abc, low = 1 }\nb=1\n",
        "a = \"\"\"abc\nb = 3\n", "rate: 0.27\n", "rate 0.27\n", "rate\n", "rate =\n", "rate = \nb = 1", "// hej\n", "my rate = 3\n", "[cost.a\nx=1\n", "[cost.a] x = 1\n", "[[a]\nx=1\n", "a = 1\na.b = 2\n",
        "title = Hjælp, støtte og \"job\" # c\n", "a = 1,\n", "a = [1 2]\n", "a = { b = 1 c = 2 }\n", "net = yes\n", "path = \"C:\\Users\\x\"\n", "a = 0,2 b\n", "x = \u{a0}0.27\n", "x\u{a0}= 0.27\n", "a = \0\n", "# \0\n", "\0\0\0\n",
        "a.b = 1\na.b = 2\n", "a = { b = 1, b = 2 }\n", "a = {b.c = 1, b.d = 2}\n", "[[x]]\na=1\n[[x]]\na=2\n[x.y]\nz=1\n", "{\n  \"schema\": 1\n}\n", "a = 5 # x\r\nb = 6\r\n", "d = 2025-02-30\n", "d = 15.07.2025\n", "amount = 400.000 kr.\n", "a = [ “x”, 1 ]\n",
        "a = { t = Børn og unge, b = 1 }\n", "a == 1\n", "= 1\n", "] \n", "a = ]\n", "a = [[1,2],[3,4]]\n", "= 1,5\n", "a = , 5\n", "a = ,5\n", "hej med dig\nigen nu;2;3\n\na=1\n", "a = {børn og = 1}\n", "a = { x = 1\n# c\n, y = 2}\n",
    ] {
        let (doc, problems) = parse(SourceId(0), text);
        println!("{text:?}");
        for p in problems.iter() {
            let s = p.span.unwrap_or_default();
            println!("    {:?} {} {:?} {:?} see {:?}", p.code, p.variant, &text[s.start as usize..s.end as usize], p.data, p.see.iter().map(|s| (s.label, s.span.start)).collect::<Vec<_>>());
        }
        println!("    {}", show(&afkast::document::Value::Table(doc.root)));
    }
}
fn show(v: &afkast::document::Value) -> String {
    use afkast::document::Value::*;
    match v { Text(t) => format!("{t:?}"), Number(l) => l.text.clone(), Truth(t) => t.to_string(), Time(t) => t.clone(), Broken => "BROKEN".into(),
        List(l) => format!("[{}]", l.iter().map(|n| show(&n.value)).collect::<Vec<_>>().join(", ")),
        Table(t) => format!("{{{}}}", t.entries.iter().map(|e| format!("{}: {}", e.key, show(&e.node.value))).collect::<Vec<_>>().join(", ")) }
}
