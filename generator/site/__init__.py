"""Stage `site`: a Library in one language becomes pages in memory. Writes no file.

`pages` yields every page of one language, by the table in `kinds.py`; `tree` gives the files of the language's docs folder,
which `publish.site_engine` hands to MkDocs or Zensical.
"""

from generator.site.kinds import PAGE_KINDS
from generator.site.page import Download, Facts, Page
from generator.site.tree import pages, tree

__all__ = ["PAGE_KINDS", "Download", "Facts", "Page", "pages", "tree"]
