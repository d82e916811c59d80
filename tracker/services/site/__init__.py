"""The site: what tracker knows as pages that lead to each other.

A page is known by its path from the top of the site. Whoever writes a folder asks for all paths,
whoever serves asks for one page; both get the same bytes.
"""

from tracker.services.site.pages import missing, paths, rendered
from tracker.services.site.site import Site, site_of

__all__ = ["Site", "missing", "paths", "rendered", "site_of"]
