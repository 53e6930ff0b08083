"""Contract suites: what every extractor and every store must do, for those who write their own.

They need pytest and hypothesis (`pip install 'news-kg[test]'`), which nothing else in kg does. A
suite is a class of tests; a subclass says what is tested, and pytest does the rest:

    from kg.testing import ExtractorContract, StoreContract

    class TestMyExtractor(ExtractorContract):
        texts = ("Karl Lind paints boats.",)      # which mine finds something in

        def extractor(self):
            return my_package.extract

    class TestMyStore(StoreContract):
        def make_store(self):                     # a new one, empty
            return my_package.MyStore()

The stores and extractors of kg itself are held to the same (`tests/stores/test_contract.py`,
`tests/test_extractors.py`).
"""

import pytest

pytest.register_assert_rewrite("kg.testing.extractors", "kg.testing.stores")

from kg.testing.extractors import ExtractorContract  # noqa: E402
from kg.testing.stores import StoreContract  # noqa: E402

__all__ = ["ExtractorContract", "StoreContract"]
