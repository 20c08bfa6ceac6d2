"""How much a document of minutes may ask of this machine: far above what a secretary writes."""

# A year of a busy cell has some sixty pages.
MAXIMUM_PAGES = 200
# 200 full pages have about 700,000 characters.
MAXIMUM_CHARACTERS = 1_000_000
# 200 pages have some 10,000 lines; each one that is there may begin a point, which costs more than its letters.
MAXIMUM_LINES = 20_000
# A scanned attachment may be large; what is read of a document never is.
MAXIMUM_BYTES = 64 * 1024**2
# What a DOCX may unpack to, its pictures included, and its text alone.
MAXIMUM_UNPACKED = 256 * 1024**2
MAXIMUM_XML = 48 * 1024**2
# Elements of a DOCX, which cost a hundred times their bytes; twenty to each of 10,000 lines, its formatting included,
# and half as many again.
MAXIMUM_ELEMENTS = 300_000
# Seconds a PDF may be read: 200 pages with a command to each of their letters take half a minute.
LONGEST_PDF_READING = 40.0
# Memory a PDF may take while it is read.
MAXIMUM_PDF_MEMORY = 2 * 1024**3
# A paragraph longer than this is read in parts, so that a hostile one cannot hold up anybody.
LONGEST_LINE = 2_000
# So many names are learnt from the text itself; no meeting has as many people.
MAXIMUM_SAID_NAMES = 300
# A page with fewer letters than this says nothing: a scan, or its page number.
FEWEST_LETTERS = 20
