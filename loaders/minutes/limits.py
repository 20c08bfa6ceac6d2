"""How much a document of minutes may ask of this machine: far above what a secretary writes."""

# A year of a busy cell has some sixty pages.
MAXIMUM_PAGES = 200
# 200 full pages have about 700,000 characters.
MAXIMUM_CHARACTERS = 1_000_000
# A scanned attachment may be large; what is read of a document never is.
MAXIMUM_BYTES = 64 * 1024**2
# What a DOCX may unpack to, its pictures included, and its text alone.
MAXIMUM_UNPACKED = 256 * 1024**2
MAXIMUM_XML = 48 * 1024**2
# A paragraph longer than this is read in parts, so that a hostile one cannot hold up anybody.
LONGEST_LINE = 2_000
# So many names are learnt from the text itself; no meeting has as many people.
MAXIMUM_SAID_NAMES = 300
# A page with fewer letters than this says nothing: a scan, or its page number.
FEWEST_LETTERS = 20
