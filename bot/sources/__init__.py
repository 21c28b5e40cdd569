"""Where articles come from by themselves: folders, feeds, news sitemaps and WordPress sites, looked at again and again.

Each kind lists what it has (`folders`, `feeds`, `sitemaps`, `wordpress`) as a `Listing`; `looking` takes what is new of it.
"""
