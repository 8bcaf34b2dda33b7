"""The tests keep nothing in the user's cache folder."""

from __future__ import annotations

import os

os.environ["DRAGOMAN_CACHE"] = "off"
