"""gongkai (公开): open-government annual reports as a reconciled, evidence-linked dataset."""

__version__ = "0.1.0"
