# SPDX-License-Identifier: Apache-2.0
"""The project file: change sets, their projection into tables, pictures, backups."""
