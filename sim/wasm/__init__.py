"""The compiled rules as WebAssembly: same bits, in a browser, without Python.

`make wasm` builds `kernel.wasm` from the very functions that the ensemble runs, and `kernel.json`,
which tells a host where everything lies. Nothing here is needed to simulate on the command line.
"""
