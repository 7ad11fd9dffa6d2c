"""What lies where in the folder of a body."""

CONFIG_FILE = "openness.yaml"
HISTORY_FILE = "history.jsonl"
EVIDENCE_FOLDER = "evidence"
LOG_FOLDER = "availability"

OWN_FILES = (CONFIG_FILE, HISTORY_FILE, ".gitattributes", ".gitignore")
OWN_FOLDERS = (EVIDENCE_FOLDER, LOG_FOLDER, "attachments")
