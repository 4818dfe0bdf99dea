# SPDX-License-Identifier: Apache-2.0
"""Journey Studio, a desktop editor for customer-journey maps."""

# The one place of the version: the build reads it from here.
__version__ = "0.1.0"
