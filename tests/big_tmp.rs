use std::fs;
#[test] fn big() { for e in fs::read_dir("/tmp/big").unwrap() { let p=e.unwrap().path(); let t=fs::read_to_string(&p).unwrap();
 #[allow(clippy::disallowed_methods)] let a=std::time::Instant::now();
 let (d,pr)=afkast::document::parse(afkast::span::SourceId(0),&t);
 #[allow(clippy::disallowed_methods)] let b=std::time::Instant::now();
 let (c,q)=afkast::case::read(&d,"x");
 eprintln!("{:30} parse {:?} whole {} {} read {:?} case {} problems {}",p.display(),b-a,d.whole,pr.in_order().len(),b.elapsed(),c.is_some(),q.in_order().len()); } }
