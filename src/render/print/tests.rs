//! Print as a whole: a small world in, sheets and PDFs out.
