"""What the standards of the export formats ask of a file; each module names every fault of one."""
