#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace stampede {

/// Exit status of the program, as documented.
enum ExitStatus : int {
    exit_done = 0,
    exit_failed_check = 1,  ///< it ran, but --check found a violated invariant or a missed expectation
    exit_bad_input = 2,     ///< one line on standard error says what, where, and what would be right
    exit_unreachable = 3,   ///< Redis cannot be reached
};

/// Runs the command that was asked for; gives the exit status.
using Command = std::function<int()>;

// Each adds one command with its options to `app`, and sets `chosen` when the command line asks for it.
void add_strategies(CLI::App& app, Command& chosen);
void add_scenarios(CLI::App& app, Command& chosen);
void add_run(CLI::App& app, Command& chosen);
void add_compare(CLI::App& app, Command& chosen);
void add_sweep(CLI::App& app, Command& chosen);
void add_explain(CLI::App& app, Command& chosen);
void add_export(CLI::App& app, Command& chosen);
void add_validate(CLI::App& app, Command& chosen);
void add_two_worlds(CLI::App& app, Command& chosen);
void add_lesson(CLI::App& app, Command& chosen);
void add_log(CLI::App& app, Command& chosen);

/// "stampede 0.1.0"
const char* version_text();

}  // namespace stampede
