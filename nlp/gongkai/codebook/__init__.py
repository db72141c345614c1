"""What is measured: sections, tables, metrics, rules and correspondences, as data with their loader."""

from gongkai.codebook.load import load_codebook, read_data
from gongkai.codebook.model import Codebook, Column, Metric, Row, Rule, Section, Table

__all__ = ["Codebook", "Column", "Metric", "Row", "Rule", "Section", "Table", "load_codebook", "read_data"]
