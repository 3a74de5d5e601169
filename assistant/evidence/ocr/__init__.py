"""Words in pictures: read by a program (optical character recognition), where the extra `ocr` is installed."""
