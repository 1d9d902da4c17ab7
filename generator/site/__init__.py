"""Stage `site`: a Library in one language becomes pages in memory. Writes no file.

What `publish.build` calls:

- `site.pages(library, interface, facts)` yields every `Page` of one language (see `page.py`);
- `site.tree(library, interface, facts)` gives the files of the language's docs folder: path → bytes, Markdown with front
  matter (edit address, kind, state …), further assets;
- `publish.site_engine.configuration(root, language, interface, facts)` gives the text of the language's mkdocs.yml, derived
  from the top-level one;
- `publish.site_engine.run(folder, engine)` runs mkdocs or zensical on folder/mkdocs.yml, in a process of its own, into
  folder/site, and does the post-pass on each page there; raises EngineError with the engine's own words;
- `publish.site_engine.whole(tree, libraries, interfaces, facts)` gives the files that stand above the languages (the chooser
  index.html, 404.html, sitemap.xml, _headers): path → bytes;
- `publish.site_engine.index_search(tree)` runs Pagefind over the finished tree;
- `publish.site_engine.fingerprint(root)` hashes everything else that a page depends on: overrides, mkdocs.yml, engine and
  extension versions, templates and code of `generator/site`.
"""
