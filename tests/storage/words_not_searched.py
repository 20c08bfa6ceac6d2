"""Fields of services in which nobody looks for personal data, and why."""

from __future__ import annotations

from tests.storage.words_of_commission import NOT_SEARCHED_OF_COMMISSION
from tests.storage.words_of_field import NOT_SEARCHED_OF_FIELD
from tests.storage.words_of_letters import NOT_SEARCHED_OF_LETTERS
from tests.storage.words_of_phones import NOT_SEARCHED_OF_PHONES

# Fields that hold no free text, whichever service takes them, and why.
NO_FREE_TEXT = {
    "client_id": "made by a machine",
    "data_box": "seven letters and digits",
    "stamp": "made by the service, compared and never stored",
    "keep_personal_data": "the reason itself, which is freed of what it names",
    "login": "people who work here are known by their own names",
    "file_format": "a code",
}
# Fields of single services that are not searched, and why.
NOT_SEARCHED = {
    ("invite", "new.name"): "people who work here are known by their own names",
    ("change_account", "change.name"): "people who work here are known by their own names",
    ("change_password", "present"): "a password is stored as its hash only",
    ("change_password", "wanted"): "a password is stored as its hash only",
    ("keep_profile", "text"): "headers and code words of a profile, made by the loader",
    ("ingest", "source"): "searched by the loader (tests/storage/test_personal_data_of_files.py)",
    ("ingest", "file_name"): "searched by the loader (tests/storage/test_personal_data_of_files.py)",
    ("export_sites", "chosen.text"): "a search, which is not stored",
    ("export_audit", "chosen.action"): "a code",
    ("export_audit", "chosen.subject"): "a code",
    ("remove_pictures", "checksums"): "made by a machine",
    ("take_points", "keys"): "names of what is proposed, made by a machine",
    **NOT_SEARCHED_OF_LETTERS,
    ("log_place", "photos.name"): "never stored: pictures are named by their checksum",
    **NOT_SEARCHED_OF_COMMISSION,
    **NOT_SEARCHED_OF_FIELD,
    **NOT_SEARCHED_OF_PHONES,
    ("log_visit", "photos.name"): "never stored: pictures are named by their checksum",
}
