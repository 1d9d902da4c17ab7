"""Stage `projects`: local projects: read one at a time, seen by one audience, ready for pages and papers. It writes nothing."""
