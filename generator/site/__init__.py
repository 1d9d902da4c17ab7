"""Stage `site`: a Library in one language becomes pages in memory. Writes no file.

`pages(library, interface, facts)` yields every `Page` of one language; `assets(library, facts)` the further files of its tree.
`publish` writes them to build/work/<language>/docs, runs the engine, and puts the result below build/site/<language>.
"""
