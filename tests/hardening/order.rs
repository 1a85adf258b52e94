//! Same input, same bytes: in any order of the file, with any number of threads, from any folder.
