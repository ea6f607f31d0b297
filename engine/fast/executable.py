"""What runs a program: fused calls, or with a bug in it its own steps one by one."""

from engine.fast.fused_program import FusedProgram
from engine.fast.recorded_program import RecordedProgram
from engine.program.program import Program

Executable = FusedProgram | RecordedProgram


def executable(program: Program) -> Executable:
    """The calls of a program, on a vector of their own."""
    return RecordedProgram(program) if program.bugs else FusedProgram(program)
