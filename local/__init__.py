"""The local stage: the whole portal on one machine, deployed by the same stack as everywhere else.

Starts the embedded cloud on loopback, deploys into it, founds the demo firm, serves the pages. What a
person or a script needs to use the running stage stands in `stage.json` inside the stage's folder.
Nothing here is imported by a function or by the infrastructure.
"""
