#include "tests/support/paths.h"

namespace stampede::test {

const char* source_folder()
{
    return STAMPEDE_SOURCE_DIR;
}

const char* stampede_program()
{
    return STAMPEDE_PROGRAM;
}

const char* example_program()
{
    return STAMPEDE_EXAMPLE;
}

}  // namespace stampede::test
