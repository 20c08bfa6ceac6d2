"""How much a file may ask of this machine. Each limit is far above honest files and far below what would hurt."""

# GeoPackages hold at most 2,000 columns; a wider table is a mistake (a transposed sheet) or an attack.
MAXIMUM_COLUMNS = 2_000

# Distinct names in a JSON file, nested ones included. Every one may become a column while the file is read.
MAXIMUM_JSON_NAMES = 20_000

# Elements within elements. KML of folders in folders has some ten levels.
MAXIMUM_XML_DEPTH = 200

# Layers that are counted before a person chooses; each count opens the file again.
MAXIMUM_COUNTED_LAYERS = 50

# Characters in one cell. A detailed outline written as WKT has about a million.
MAXIMUM_CELL = 8_000_000

# Characters in one line of a text table, or up to where a quoted cell may run.
MAXIMUM_LINE = 32_000_000

# Cells that a sheet may span. Excel could hold 17 thousand million; a sheet that says so by one far cell would take
# all memory. One million rows of twenty columns fit.
MAXIMUM_SHEET_CELLS = 50_000_000

# What a packed file may grow to. RÚIAN's largest exchange file, the whole state, has some 20 GB and is published by
# municipalities; a region's is below this.
MAXIMUM_UNPACKED = 8 * 1024**3

# How many times a member may grow, asked only above SMALL_UNPACKED: honest text grows 5 to 40 times, zeros 1,000.
MAXIMUM_RATIO = 200
SMALL_UNPACKED = 64 * 1024**2

# Members of an archive. Shapefiles have seven; KMZ with pictures some hundreds.
MAXIMUM_MEMBERS = 10_000
