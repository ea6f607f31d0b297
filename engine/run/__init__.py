"""Running a program: traces, training, history, checkpoints, answers and scores."""
