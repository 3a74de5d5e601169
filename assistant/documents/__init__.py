"""DOCX and PDF of our own documents: one content object, two renderers."""
