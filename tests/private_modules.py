"""A contract for the import linter: a module whose name begins with an underscore is its folder's own."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output


class PrivateModules(Contract):
    """No module outside a folder imports what in it begins with an underscore."""

    type_name = "private"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001  (the linter's own shape)
        found = [
            f"{importer} -> {module}"
            for module in sorted(graph.modules)
            if module.rpartition(".")[2].startswith("_") and not module.endswith("__")
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if not importer.startswith(module.rpartition(".")[0] + ".")
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["found"]:
            output.print_error(line)
