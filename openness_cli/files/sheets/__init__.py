"""The evidence as a workbook: what a workspace holds as texts, what was typed into its cells, and both merged.

Face: ``state_of`` with ``State`` · the columns, for whoever writes a workbook · ``read_handed`` · ``merge``, pure ·
``import_into``. May import its own room's tables, editing and readers, the model, messages and errors.
"""
