#pragma once

namespace stampede::test {

/// Where the project lies, and the programs that were built from it; for files that tests read and programs
/// that they start.
const char* source_folder();
const char* stampede_program();
const char* example_program();

}  // namespace stampede::test
