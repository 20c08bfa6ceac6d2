"""The chosen sites as files: what a person opens in a spreadsheet, and what a program reads."""
