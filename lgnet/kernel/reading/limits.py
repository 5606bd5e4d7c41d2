"""How much of a file is read at most. Beyond these a file is refused, never cut short."""

LARGEST_FILE = 10 * 1024**2  # bytes
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # characters; a longer cell is cut and its row told
LONGEST_FIELD = 100_000  # characters; beyond this a quotation mark was never closed
LONGEST_SHEET_NAME = 60

# XLSX: what the archive may unpack to.
MOST_MEMBERS = 300
LARGEST_UNPACKED = 150 * 1024**2  # bytes
LARGEST_RATIO = 150  # unpacked to packed; sheets of text reach about 20
RATIO_COUNTS_FROM = 4 * 1024**2  # bytes unpacked: a small member hurts nobody

# The process that reads.
MOST_MEMORY = 1024**3  # bytes of address space
MOST_CPU_SECONDS = 45
MOST_SECONDS = 75
LARGEST_OUTPUT = 96 * 1024**2  # bytes
