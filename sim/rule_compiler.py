"""How a rule is compiled: as a piece of its caller, and as nothing else.

numba compiles every function that a kernel calls as if somebody might call it from Python, too:
wrappers, all optimisations and machine code of its own, with everything that it calls in it, over
and over on each floor. Rules are only ever called from kernels. So a rule is turned into LLVM's
text and no further, by the few passes that plain arithmetic on records needs; the kernel that calls
it optimises the whole once. That takes a third off the first start and makes no other code.

This leans on numba's inner parts, which is why its version is pinned to one minor release.
"""

from __future__ import annotations

from typing import Any, Final

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, CompilerBase
from numba.core.compiler_machinery import AnalysisPass, PassManager, register_pass
from numba.core.typed_passes import (
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
    PreLowerStripPhis,
)
from numba.core.untyped_passes import (
    GenericRewrites,
    IRProcessing,
    ReconstructSSA,
    TranslateByteCode,
)


class NoEnvironment:
    """Takes the Python objects that a compiled function might look up; a rule looks up none."""

    def set_env(self, _name: str, _environment: Any) -> None:
        """Nothing to set."""


class RuleLibrary(JITCodeLibrary):
    """LLVM's text of one rule and of what it calls, to be linked into a kernel."""

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalized = True

    def get_pointer_to_function(self, _name: str) -> int:
        """No address, as it has no machine code."""
        self._ensure_finalized()
        return 0

    @property
    def codegen(self) -> NoEnvironment:
        return NoEnvironment()


@register_pass(mutates_CFG=False, analysis_only=True)
class LendLibrary(AnalysisPass):
    """Write the rule into a RuleLibrary."""

    _name = "lend_library"

    def __init__(self) -> None:
        AnalysisPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        """Nothing of the rule itself is changed."""
        state.library = RuleLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return False


PASSES: Final = (
    TranslateByteCode,
    IRProcessing,
    GenericRewrites,
    ReconstructSSA,
    NopythonTypeInference,
    PreLowerStripPhis,
    LendLibrary,
    NativeLowering,
    NoPythonBackend,
)


class RulePasses(PassManager):
    """Runs passes and nothing beside them.

    numba's own writes down for listeners what every pass is given; of a world with hundreds of
    fields that alone takes seconds.
    """

    def _runPass(self, _index: int, one: Any, state: Any) -> None:  # noqa: N802  numba's name
        one.analysis = self._analysis
        one.run_initialization(state)
        one.run_pass(state)
        one.run_finalizer(state)


class RuleCompiler(CompilerBase):
    """numba's pipeline for a rule."""

    def define_pipelines(self) -> list[PassManager]:
        """The one way, without a second try."""
        passes = RulePasses("rule")
        for one in PASSES:
            passes.add_pass(one, one._name)
        passes.finalize()
        return [passes]


class KernelCompiler(Compiler):
    """numba's own pipeline, told that no two arrays which a kernel is handed overlap.

    LLVM then knows that what is written to the world changes no parameter.
    """

    def define_pipelines(self) -> list[PassManager]:
        """The passes that numba would take."""
        self.state.flags.noalias = True
        passes: list[PassManager] = super().define_pipelines()
        return passes


class ExportCompiler(RuleCompiler):
    """The pipeline of a rule for what the packaged kernel exports: no two places overlap either."""

    def define_pipelines(self) -> list[PassManager]:
        """The passes of a rule."""
        self.state.flags.noalias = True
        return super().define_pipelines()
